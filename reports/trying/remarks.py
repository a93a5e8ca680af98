"""What a reader of a trial has to know besides: what was booked goes otherwise, and what is not named."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import minor
from grants.entering.labels import label_of
from grants.trying.comparing import Compared

_MOST_NAMED = 5


def remarks(compared: Compared) -> list[str]:
    return list(_remarks(compared))


def _remarks(compared: Compared) -> Iterator[str]:
    notes = compared.notes
    for (code, column), count in notes.passed_over.items():
        yield ngettext(
            "What is altered holds from the first day on: %(num)s change of “%(column)s” of fund %(fund)s that "
            "was booked later is left out.",
            "What is altered holds from the first day on: %(num)s changes of “%(column)s” of fund %(fund)s that "
            "were booked later are left out.",
            count,
            column=label_of("funds", column),
            fund=code,
        )
    if notes.rematches:
        yield ngettext(
            "%(num)s re-match grants other amounts than were booked: what it found to grant is otherwise.",
            "%(num)s re-matches grant other amounts than were booked: what they found to grant is otherwise.",
            notes.rematches,
        )
    if notes.settlements:
        yield ngettext(
            "%(num)s settlement releases other amounts than were booked.",
            "%(num)s settlements release other amounts than were booked.",
            notes.settlements,
        )
    if notes.payments:
        more = ", …" if len(notes.payments) > _MOST_NAMED else "."
        yield ngettext(
            "%(num)s payment would have been more than was matched by its day, and would have needed a reason: "
            "%(named)s",
            "%(num)s payments would have been more than was matched by their days, and would have needed reasons: "
            "%(named)s",
            len(notes.payments),
            named=", ".join(notes.payments[:_MOST_NAMED]) + more,
        )
    for fund in compared.funds:
        if fund.unnamed:
            yield ngettext(
                "%(num)s contribution is counted and not named: fund %(fund)s has not decided on it so far.",
                "%(num)s contributions are counted and not named: fund %(fund)s has not decided on them so far.",
                fund.unnamed,
                fund=fund.code,
            )


def unmatched(compared: Compared) -> list[str]:
    """Of each fund, what its rules would have given and its limits would not; in its own currency."""
    return [
        _(
            "Fund %(fund)s: %(altered)s %(currency)s of what its rules ask for would stay unmatched; it is "
            "%(present)s %(currency)s now.",
            fund=fund.code,
            altered=minor(fund.unmatched.altered, fund.currency),
            present=minor(fund.unmatched.present, fund.currency),
            currency=fund.currency,
        )
        for fund in compared.funds
        if not fund.is_same
    ]
