"""One decision, decided again by the engine in books that hold only what its steps recorded.

Under each limit stands in those books what was left under it at that moment, and nothing is used up. So the same
steps lead to the same grant; and with one limit lifted, to what would have been granted without it while every
other decision stays as it was made.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.exchange import Exchange
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.caps import lowered
from grants.matching.counting import enter
from grants.matching.deciding import decide_now
from grants.matching.explained import LIMITS, Calculation
from grants.matching.placing import Counted
from grants.matching.terms import Community, Contribution, Fund, Group, Project, Reason, Rule, Step

ENDLESS = 10**30
_SOMEDAY = date(2000, 1, 1)
_GAP_OF_JOINT = 5
"""Where the step `joint` says what the project lacked; see grants/matching/explain.py."""

Lifted = Mapping[tuple[str, Reason], int | None]
"""By code of the rule and limit: what is left under it instead, None for no limit at all."""


class NotRecorded(LookupError):
    """The steps do not say what this decision would have looked at: it ended before the caps."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision under one rule version: its steps, and those of the day on which it began to wait."""

    rule: Rule
    steps: tuple[Step, ...]
    entered: tuple[Step, ...] = ()

    @property
    def by_name(self) -> dict[str, Step]:
        """Every step by its name; none comes twice."""
        return {str(name): (name, *rest) for name, *rest in (*self.entered, *self.steps)}


@dataclass(frozen=True, slots=True)
class Moment:
    """What was decided together on one contribution: under one rule, or under all of a joint scheme, by code.

    `reversed_at_entry` had been taken back when it was counted, `reversed_at_decision` when it was decided.
    """

    amount: int
    currency: str
    month: str
    is_in_kind: bool
    reversed_at_entry: int
    reversed_at_decision: int
    project_currency: str
    exchange: Exchange
    decided: tuple[Decided, ...]

    def under(self, code: str) -> Decided:
        """The decision under the rule of this code."""
        return next(each for each in self.decided if each.rule.code == code)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one decision grants, and why it grants no more."""

    granted: int
    reason: Reason


def decide_again(moment: Moment, code: str, lifted: Lifted) -> Outcome:
    """What the rule of this code grants at that moment, with some limits lifted. Raises NotRecorded."""
    again = _Again(moment, lifted)
    first = moment.under(code).by_name
    if Calculation.DEMAND in first:
        return again.rematch(code, first)
    if not all(_is_recorded(each) for each in moment.decided):
        raise NotRecorded(code)
    again.decide()
    entry = next(entry for entry in again.booking.entries if entry.rule.code == code)
    return Outcome(entry.granted, entry.reason)


def count_again(moment: Moment, code: str, lifted: Lifted) -> int:
    """What counts of the contribution under the rule of this code, with some limits lifted."""
    counted = _Again(moment, lifted).count()
    return next(match.counted for placed, match, _ in counted if placed.rule.code == code)


def _is_recorded(decided: Decided) -> bool:
    steps = decided.by_name
    return Calculation.RATIO in steps and Reason.FUND_BUDGET in steps


@dataclass(slots=True)
class _Again:
    """The books of a moment."""

    moment: Moment
    lifted: Lifted
    books: Books = field(init=False)
    booking: Booking = field(init=False)
    project: Project = field(init=False)
    rules: list[Rule] = field(init=False)

    def __post_init__(self) -> None:
        moment = self.moment
        self.books = Books(moment.exchange)
        self.books.keeps_ceilings = False
        self.booking = Booking(self.books, 1, _SOMEDAY)
        self.rules = [_terms(decided, self.lifted) for decided in moment.decided]
        alone = None if self.rules[0].joint else self.rules[0].fund.currency
        self.project = Project("", Community(""), "", alone or moment.project_currency, self._gap())
        self.project.budget_in = {rule.fund.currency: 1 for rule in self.rules}
        self.books.add_rules(self.rules)
        for decided, rule in zip(moment.decided, self.rules, strict=True):
            placed = self.books.placed(rule, self.project)
            placed.reached.post(1)
            placed.base.post(_number(decided.by_name.get(Calculation.RATIO), 2))

    def decide(self) -> None:
        counted = self.count()
        contribution = self._contribution(self.moment.reversed_at_decision)
        contribution.matches = {placed.rule.code: match for placed, match, _ in counted}
        decide_now(self.booking, contribution, counted)

    def count(self) -> list[Counted]:
        contribution = self._contribution(self.moment.reversed_at_entry)
        placed = [self.books.placed(rule, self.project) for rule in self.rules]
        return [(each, *enter(self.books, each, contribution)) for each in placed]

    def rematch(self, code: str, steps: Mapping[str, Step]) -> Outcome:
        """A re-match asks for what the match lacks, and grants what caps and gap allow."""
        [rule] = [rule for rule in self.rules if rule.code == code]
        contribution = self._contribution(self.moment.reversed_at_decision)
        placed = self.books.placed(rule, self.project)
        demand = _number(steps[Calculation.DEMAND], 3)
        raised = placed.raised_by(contribution)
        return Outcome(*lowered(self.books, placed, contribution, raised, demand, None, []))

    def _gap(self) -> int:
        """In a scheme the project's own, else what was left of it in the currency of the fund."""
        found = ENDLESS
        for decided in self.moment.decided:
            steps, code = decided.by_name, decided.rule.code
            if (code, Reason.FUNDING_GAP) in self.lifted:
                return _or_endless(self.lifted[code, Reason.FUNDING_GAP])
            if Reason.JOINT in steps:
                found = _number(steps[Reason.JOINT], _GAP_OF_JOINT)
            elif Reason.FUNDING_GAP in steps:
                found = _number(steps[Reason.FUNDING_GAP], 2)
        return found

    def _contribution(self, reversed_then: int) -> Contribution:
        moment = self.moment
        found = Contribution(
            *("", self.project, Group("", _SOMEDAY), "", _SOMEDAY, moment.amount, moment.currency),
            *("", moment.is_in_kind, None, 0, moment.month, ""),
        )
        found.reversed = reversed_then
        return found


def _terms(decided: Decided, lifted: Lifted) -> Rule:
    """The version with what was left under each limit as the limit itself, of a project that costs 1."""
    rule, steps = decided.rule, decided.by_name
    rooms = {limit: _number(steps[limit], 2) for limit in LIMITS if limit in steps}
    for (code, limit), room in lifted.items():
        if code == rule.code:
            rooms.pop(limit, None)
            if room is not None:
                rooms[limit] = room
    of = rule.fund
    fund = Fund(of.code, of.currency, rooms.get(Reason.FUND_BUDGET, ENDLESS), _SOMEDAY)
    fund.yearly_envelope = rooms.get(Reason.YEARLY_ENVELOPE)
    counts_in_kind = (rule.code, Reason.IN_KIND_THRESHOLD) in lifted
    return Rule(
        *(rule.code, rule.version, fund, _SOMEDAY, None, rule.priority, rule.scale, rule.joint),
        in_kind="match" if counts_in_kind else rule.in_kind,
        in_kind_weight=rule.in_kind_weight,
        in_kind_limit_share=_of_one(rooms.get(Reason.IN_KIND_LIMIT)),
        counted_per_household=rooms.get(Reason.COUNTED_PER_HOUSEHOLD),
        match_per_contribution=rooms.get(Reason.MATCH_PER_CONTRIBUTION),
        match_per_household=rooms.get(Reason.MATCH_PER_HOUSEHOLD),
        match_per_group=rooms.get(Reason.MATCH_PER_GROUP),
        match_per_project=rooms.get(Reason.MATCH_PER_PROJECT),
        match_share_of_cost=_of_one(rooms.get(Reason.MATCH_SHARE_OF_COST)),
        match_per_community=rooms.get(Reason.MATCH_PER_COMMUNITY),
    )


def _of_one(room: int | None) -> tuple[int, int] | None:
    return None if room is None else (room, 1)


def _or_endless(room: int | None) -> int:
    return ENDLESS if room is None else room


def _number(step: Step | None, place: int) -> int:
    """A field of a step; 0 of one that is not there."""
    value = step[place] if step else 0
    assert isinstance(value, int)
    return value


def of_steps(steps: Iterable[Iterable[str | int | None]]) -> tuple[Step, ...]:
    """Steps as an entry keeps them, be they of the engine or from JSON."""
    return tuple(tuple(step) for step in steps)
