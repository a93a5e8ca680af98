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
_TAKEN_BACK = _l("%(amount)s was taken back before anything of it was matched.")
_ENDED_UNAPPROVED = _l("%(amount)s is not matched: the project was ended before it was approved.")
_ENDED_WAITING = _l("%(amount)s is not matched: the project was settled or cancelled while it waited.")


def finding(contribution: Contribution, project: Project, of_rules: Sequence[OfRule], left_minor: int) -> str:
    """'1,000.00 TJS is matched with 95.20 USD and 100.00 TJS.' `left_minor` is what was not taken back."""
    amount = with_code(contribution.amount_minor, contribution.currency)
    matched: dict[str, int] = {}
    for each in of_rules:
        currency = each.answer.decision.fund.currency
        matched[currency] = matched.get(currency, 0) + each.granted - each.released
    parts = [with_code(minor, currency) for currency, minor in sorted(matched.items()) if minor]
    if parts:
        return fill(_MATCHED, amount=amount, matched=all_of(parts))
    return fill(_of_nothing(contribution, project, of_rules, left_minor), amount=amount)


def _of_nothing(
    contribution: Contribution, project: Project, of_rules: Sequence[OfRule], left_minor: int
) -> LazyString:
    has_ended = project.settled_seq is not None
    if contribution.status is not ContributionStatus.VERIFIED:
        return _NOT_VERIFIED
    if any(each.released for each in of_rules):
        return _NO_LONGER
    if not left_minor:
        return _TAKEN_BACK
    if project.approved_seq is None:
        return _ENDED_UNAPPROVED if has_ended else _HELD
    if any(each.answer.entry.reason == "waiting" for each in of_rules):
        return _ENDED_WAITING if has_ended else _WAITS
    return _NOTHING
