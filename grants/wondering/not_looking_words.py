"""Why a rule did not look at a contribution, in a sentence with the fact that it saw."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.explaining.words import fill
from grants.matching.terms import Fund, Reason, Rule
from grants.rules_in_words.lists import any_of
from grants.wondering.not_looking import NotLooking
from household_groups.labels import MARGINALITY
from household_groups.models.registry import Marginality

_NOT_BEGUN = _l("The rule is in force from %(start)s on, and this was received on %(day)s.")
_ENDED = _l("The rule was in force until %(end)s, and this was received on %(day)s.")
_NOT_OPEN = _l("The fund opens on %(start)s, and this was received on %(day)s.")
_CLOSED = _l("The fund closed on %(end)s, and this was received on %(day)s.")
_SETTLED = _l("The project was settled or cancelled before this could be decided.")
_PROJECT = _l("The rule is for other projects than %(seen)s: %(wanted)s.")
_SECTOR = _l("The rule is for sectors that begin with %(wanted)s, and the project's sector is %(seen)s.")
_COMMUNITY = _l("The rule is for communities other than %(seen)s: %(wanted)s.")
_MARGINALITY = _l(
    "The rule is for communities whose marginality is %(wanted)s, and that of %(community)s is %(seen)s."
)
_NOT_GIVEN = _l(
    "The rule is for communities whose marginality is %(wanted)s, and that of %(community)s is not known."
)
_LATER = _l("The rule came into the books after this was decided, or nothing of this was left by then.")


def not_looking_in_words(of: NotLooking) -> str:
    """'The rule was in force until 30 Jun 2020, and this was received on 3 Jul 2020.'"""
    rule, project = of.rule, of.contribution.project
    match of.reason:
        case Reason.NOT_IN_FORCE | Reason.FUND_CLOSED:
            return _outside_of_time(of)
        case Reason.SETTLED:
            return str(_SETTLED)
        case Reason.PROJECT:
            return fill(_PROJECT, seen=project.code, wanted=_listed(rule.projects))
        case Reason.SECTOR:
            return fill(_SECTOR, seen=project.sector, wanted=_listed(rule.sectors))
        case Reason.COMMUNITY:
            return fill(_COMMUNITY, seen=project.community.code, wanted=_listed(rule.communities))
        case Reason.MARGINALITY:
            return _other_marginality(of)
    return str(_LATER)


def _outside_of_time(of: NotLooking) -> str:
    received_on = of.contribution.received_on
    span: Rule | Fund = of.rule if of.reason is Reason.NOT_IN_FORCE else of.rule.fund
    if isinstance(span, Rule):
        starts_on, ends_on, before, after = span.effective_from, span.effective_to, _NOT_BEGUN, _ENDED
    else:
        starts_on, ends_on, before, after = span.opens_on, span.closes_on, _NOT_OPEN, _CLOSED
    if received_on < starts_on:
        return fill(before, start=day(starts_on), day=day(received_on))
    return fill(after, end=day(ends_on), day=day(received_on))


def _other_marginality(of: NotLooking) -> str:
    community = of.contribution.project.community
    wanted = _listed(_marginality(each) for each in sorted(of.rule.marginality))
    if community.marginality is None:
        return fill(_NOT_GIVEN, wanted=wanted, community=community.code)
    seen = _marginality(community.marginality)
    return fill(_MARGINALITY, wanted=wanted, community=community.code, seen=seen)


def _marginality(value: str) -> str:
    label: LazyString = MARGINALITY[Marginality(value)]
    return str(label).lower()


def _listed(values: Iterable[str]) -> str:
    return any_of(sorted(values))
