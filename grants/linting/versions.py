"""Days on which no version of a rule holds, or two do, or its fund is not open."""

from collections.abc import Iterator
from datetime import timedelta

from grants.linting.facts import Facts, warning
from grants.linting.warnings import RuleWarning, WarningKind
from grants.matching.terms import Rule

_DAY = timedelta(days=1)


def gap_or_overlap(facts: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """With the version before it."""
    before = _before(facts, rule)
    if before is None:
        return
    ends, starts = before.effective_to, rule.effective_from
    if ends is None or ends >= starts:
        until = min((each for each in (ends, rule.effective_to) if each is not None), default=None)
        days = {"start": starts} | ({} if until is None else {"end": until})
        yield warning(rule, WarningKind.VERSIONS_OVERLAP, before=before.version, **days)
    elif ends + _DAY < starts:
        days = {"start": ends + _DAY, "end": starts - _DAY}
        yield warning(rule, WarningKind.VERSIONS_GAP, before=before.version, **days)


def fund_not_open(_: Facts, rule: Rule) -> Iterator[RuleWarning]:
    """On none of the days of the version."""
    fund = rule.fund
    if fund.closes_on is not None and fund.closes_on < rule.effective_from:
        yield warning(rule, WarningKind.FUND_NOT_OPEN, fund=fund.code, closes=fund.closes_on)
    elif rule.effective_to is not None and rule.effective_to < fund.opens_on:
        yield warning(rule, WarningKind.FUND_NOT_OPEN, fund=fund.code, opens=fund.opens_on)


def _before(facts: Facts, rule: Rule) -> Rule | None:
    def place(version: Rule) -> tuple[object, int]:
        return version.effective_from, version.version

    earlier = [each for each in facts.rules if each.code == rule.code and place(each) < place(rule)]
    return max(earlier, key=place, default=None)
