"""Sentences for agreements: why one is refused, and what its sides are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.agreeing.refusals import AgreementReason
from grants.models.agreements import Side

SENTENCES: dict[StrEnum, LazyString] = {
    AgreementReason.SEVERAL_FUNDS: _l(
        "These are rules of several funds (%(funds)s), and each donor agrees to their own. Decline this, and "
        "propose the rules of each fund by themselves."
    ),
    AgreementReason.NOT_THE_DONOR: _l(
        "Fund %(fund)s has a donor here who agrees to its rules: %(donors)s. You can decline it."
    ),
    AgreementReason.NO_DOCUMENT: _l(
        "Nobody of the donor of %(fund)s has an account here. Say in which letter or e-mail, of which day, the "
        "donor agreed."
    ),
    AgreementReason.READ_OTHERWISE: _l(
        "The rule would not be booked as you read it: something of it was changed meanwhile. Read it once "
        "more below, and then decide."
    ),
}

SIDES: dict[Side, LazyString] = {
    Side.MANAGER: _l("For the programme"),
    Side.DONOR: _l("For the donor"),
}
