"""Both worlds added up: by fund, and within it by community, project and group."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from grants.matching.books import Books
from grants.matching.terms import Contribution, Reason
from grants.trying.course import Course, Dry
from grants.trying.standing import Standing


@dataclass(frozen=True, slots=True)
class ChangedMatch:
    """A contribution that one rule matches otherwise; amounts in the fund's currency."""

    contribution: str
    project: str
    group: str
    community: str
    received_on: date
    rule: str
    fund: str
    currency: str
    present: int
    altered: int
    was_reason: str
    reason: str

    @property
    def difference(self) -> int:
        return self.altered - self.present


@dataclass(slots=True)
class Sum:
    """What the two worlds give the same thing, in the fund's currency."""

    present: int = 0
    altered: int = 0

    @property
    def difference(self) -> int:
        return self.altered - self.present


@dataclass(frozen=True, slots=True)
class RanDry:
    """The first day with nothing left of the budget, and the first contribution that got less for it.

    `held_back` is None where there is none, and where it may not be named.
    """

    on: date
    held_back: str | None


@dataclass
class ByFund:
    """What becomes of one fund, in its currency. Contributions are counted; of a match `unmatched` is what was
    desired and not granted. Under '' stands what may not be named."""

    code: str
    currency: str
    budget: Sum
    total: Sum = field(default_factory=Sum)
    unmatched: Sum = field(default_factory=Sum)
    waiting: Sum = field(default_factory=Sum)
    decided: int = 0
    gained: int = 0
    lost: int = 0
    gains: int = 0
    losses: int = 0
    unnamed: int = 0
    quarters: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    communities: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    projects: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    groups: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    was_dry: RanDry | None = None
    dry: RanDry | None = None

    @property
    def changed(self) -> int:
        """How many contributions get more or less."""
        return self.gained + self.lost

    @property
    def is_same(self) -> bool:
        moved = any(each.difference for each in (self.total, self.unmatched, self.waiting, self.budget))
        return not (self.changed or moved or any(each.difference for each in self.quarters.values()))


Key = tuple[str, str]
"""Rule and fund, by their codes."""


class Summing:
    """Fed with each contribution once: its matches in the present and in the altered world."""

    def __init__(self, books: Books, seen: Collection[str] | None) -> None:
        self._books = books
        self._seen = seen
        self._funds: dict[str, ByFund] = {}
        self._named: set[int] = set()
        self.changed: list[ChangedMatch] = []

    def add(
        self, contribution: Contribution, present: Mapping[Key, Standing], altered: Mapping[Key, Standing]
    ) -> None:
        """Only funds that are seen; it is named where the present decides on it under one of them."""
        keys = [key for key in {**present, **altered} if self._seen is None or key[1] in self._seen]
        is_named = self._seen is None or any(key in present for key in keys)
        if is_named and self._seen is not None:
            self._named.add(contribution.id)
        nets: dict[str, Sum] = {}
        for key in keys:
            was, now = present.get(key, _NOTHING), altered.get(key, _NOTHING)
            of_fund = self.of(key[1])
            of_match = nets.setdefault(key[1], Sum())
            of_match.present += was.net
            of_match.altered += now.net
            of_fund.unmatched.present += was.unmatched(contribution)
            of_fund.unmatched.altered += now.unmatched(contribution)
            of_fund.waiting.present += was.reason == Reason.WAITING
            of_fund.waiting.altered += now.reason == Reason.WAITING
            if was.net != now.net and is_named:
                self.changed.append(_changed(contribution, key, of_fund, was, now))
        for code, net in nets.items():
            self._count(self.of(code), contribution, net, is_named)

    def of(self, code: str) -> ByFund:
        found = self._funds.get(code)
        if found is None:
            fund = self._books.funds[code]
            found = self._funds[code] = ByFund(code, fund.currency, Sum(fund.budget, fund.budget))
        return found

    def _count(self, fund: ByFund, contribution: Contribution, net: Sum, is_named: bool) -> None:
        fund.decided += 1
        fund.gained += net.difference > 0
        fund.lost += net.difference < 0
        fund.gains += max(net.difference, 0)
        fund.losses += max(-net.difference, 0)
        fund.unnamed += bool(net.difference) and not is_named
        project = contribution.project
        for sums, code in (
            (fund.projects, project.code if is_named else ""),
            (fund.communities, project.community.code if is_named else ""),
            (fund.groups, contribution.group.code if is_named else ""),
        ):
            sums[code].present += net.present
            sums[code].altered += net.altered
        fund.total.present += net.present
        fund.total.altered += net.altered

    def funds(self, before: Course, after: Course) -> list[ByFund]:
        """By code: those that are seen, and have anything to decide in one of the worlds or another budget."""
        seen = [code for code in self._books.funds if self._seen is None or code in self._seen]
        found = [
            self.of(code)
            for code in sorted(seen)
            if code in self._funds or before.budgets[code] != after.budgets[code]
        ]
        references = self._references(before, after)
        for each in found:
            each.budget = Sum(before.budgets[each.code], after.budgets[each.code])
            each.was_dry = self._ran_dry(before.dry.get(each.code), references)
            each.dry = self._ran_dry(after.dry.get(each.code), references)
            each.quarters = _quarters(each.code, before, after)
        return found

    def _ran_dry(self, dry: Dry | None, references: Mapping[int, str]) -> RanDry | None:
        return None if dry is None else RanDry(dry.on, references.get(dry.held_back or 0))

    def _references(self, before: Course, after: Course) -> dict[int, str]:
        """Of the contributions that were held back first, and may be named."""
        rows = {dry.held_back for course in (before, after) for dry in course.dry.values()}
        return {
            contribution.id: contribution.reference
            for contribution in self._books.contributions.values()
            if contribution.id in rows and (self._seen is None or contribution.id in self._named)
        }


_NOTHING = Standing()


def _quarters(fund: str, before: Course, after: Course) -> dict[str, Sum]:
    names = {quarter for course in (before, after) for code, quarter in course.quarters if code == fund}
    return {
        name: Sum(before.quarters.get((fund, name), 0), after.quarters.get((fund, name), 0))
        for name in sorted(names)
    }


def _changed(
    contribution: Contribution, key: Key, fund: ByFund, was: Standing, now: Standing
) -> ChangedMatch:
    project = contribution.project
    return ChangedMatch(
        contribution=contribution.reference,
        project=project.code,
        group=contribution.group.code,
        community=project.community.code,
        received_on=contribution.received_on,
        rule=key[0],
        fund=fund.code,
        currency=fund.currency,
        present=was.net,
        altered=now.net,
        was_reason=was.reason,
        reason=now.reason,
    )
