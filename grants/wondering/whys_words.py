"""The finding over the page of one contribution: what all rules together made of it."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.explaining.numbers import with_code
from grants.explaining.words import fill
from grants.rules_in_words.lists import all_of
from grants.wondering.whys import OfRule
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project

_MATCHED = _l("%(amount)s is matched with %(matched)s.")
_NOTHING = _l("%(amount)s is matched with nothing.")
_NO_LONGER = _l("%(amount)s was matched, and all of it was released again.")
_HELD = _l("%(amount)s is not matched yet: the project is not approved.")
_WAITS = _l("%(amount)s is not matched yet: it waits.")
_NOT_VERIFIED = _l("%(amount)s is not matched: it is not verified.")


def finding(contribution: Contribution, project: Project, of_rules: Sequence[OfRule]) -> str:
    """'1,000.00 TJS is matched with 95.20 USD and 100.00 TJS.'"""
    amount = with_code(contribution.amount_minor, contribution.currency)
    matched: dict[str, int] = {}
    for each in of_rules:
        currency = each.answer.decision.fund.currency
        matched[currency] = matched.get(currency, 0) + each.granted - each.released
    parts = [with_code(minor, currency) for currency, minor in sorted(matched.items()) if minor]
    if parts:
        return fill(_MATCHED, amount=amount, matched=all_of(parts))
    return fill(_of_nothing(contribution, project, of_rules), amount=amount)


def _of_nothing(contribution: Contribution, project: Project, of_rules: Sequence[OfRule]) -> LazyString:
    if contribution.status is not ContributionStatus.VERIFIED:
        return _NOT_VERIFIED
    if project.approved_seq is None:
        return _HELD
    if any(each.released for each in of_rules):
        return _NO_LONGER
    if any(each.answer.entry.reason == "waiting" for each in of_rules):
        return _WAITS
    return _NOTHING
