"""Finds the lines of each figure among the rows that moved, the facts that changed and what was measured."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from core.calendar import Span
from reports.comparing import fields
from reports.comparing.causes import What
from reports.comparing.facts import Facts
from reports.comparing.fields import Field
from reports.comparing.figure import Level, Period
from reports.comparing.given import given, taken_back
from reports.comparing.givers import Givers
from reports.comparing.granted import agreed, matched, paid, received
from reports.comparing.lines import Effect, Line, Lines
from reports.comparing.shifts import COST, Shift
from reports.comparing.sides import Sides
from reports.comparing.spent import shares_moved, spent
from reports.figures.communities import CommunityRow
from reports.figures.summary import Measure

Explained = tuple[list[Line], tuple[str, ...], bool]
"""The lines, the figures that it follows from, and whether it is a sum of its lines."""


class Explaining:
    """Of one comparison."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._span = sides.sealed.span
        self._shifts = _shifts(sides)
        self._facts = Facts(sides)
        self._givers = Givers(sides, self._shifts)
        self._lines = Lines(sides.known.books.currency, _changed_rates(sides))
        registry = sides.known.books.registry
        self._projects = {each.code: each for each in registry.projects.values()}
        self._communities = {each.code: each for each in registry.communities.values()}
        self._funds = {each.code: each for each in registry.funds.values()}
        self._by_project: defaultdict[int, list[Shift]] = defaultdict(list)
        self._by_community: defaultdict[int, list[Shift]] = defaultdict(list)
        for shift in self._shifts:
            if shift.project_id is not None:
                self._by_project[shift.project_id].append(shift)
                self._by_community[registry.projects[shift.project_id].community_id].append(shift)

    def of_measure(self, measure: Measure, period: Period) -> Explained:
        if measure in fields.SUMS:
            return self._sum(self._shifts, measure, period), (), True
        if measure in fields.HEADS:
            return self._givers.lines(fields.HEADS[measure], period), (), True
        if measure is Measure.BENEFICIARIES:
            return list(self._people(period)), (), True
        follows = tuple(each.value for each in fields.FOLLOWS.get(measure, ()))
        is_cost = measure is Measure.COST_PER_BENEFICIARY and period is Period.TO_DATE
        return self._costs() if is_cost else [], follows, False

    def of_field(self, level: Level, code: str, field: Field) -> list[Line]:
        if level is Level.PROJECT:
            return self._of_project(code, field)
        if level is Level.COMMUNITY:
            return self._of_community(code, field)
        if level is Level.FUND:
            return self._of_fund(code, field)
        return self._of_indicator(code, field)

    def _of_project(self, code: str, field: Field) -> list[Line]:
        project = self._projects[code]
        if field.measure:
            return self._sum(self._by_project[project.id], field.measure, field.period)
        if field.name == "budget":
            return self._facts.of_budget(project)
        if field.found:
            return self._facts.measured([project.id], field.found)
        lines = self._facts.changed("projects", code, field.columns) if field.columns else []
        return lines + (
            self._facts.decided(project.id) if field.columns or field.name == "funding_gap" else []
        )

    def _of_community(self, code: str, field: Field) -> list[Line]:
        community = self._communities[code]
        if field.measure:
            return self._sum(self._by_community[community.id], field.measure, field.period)
        if field.heads:
            return self._givers.lines(field.heads, field.period or Period.TO_DATE, community.id)
        lines = self._facts.changed("communities", code, field.columns) if field.columns else []
        return lines + (self._found_in(code) if field.found else [])

    def _of_fund(self, code: str, field: Field) -> list[Line]:
        fund, span, name = self._funds[code], self._span, field.of_fund
        if name is not None:
            effect: Effect = lambda shift: (  # noqa: E731
                shift.of_fund_in_quarter(name, span)
                if field.period is Period.QUARTER
                else shift.of_fund_to_date(name, span)
            )
            return self._lines.of((each for each in self._shifts if each.fund_id == fund.id), effect)
        if field.name == "refunds_due":
            decided = {each.project_id for each in self._sides.decided}
            return [
                line for id in sorted(filter(self._is_shown, decided)) for line in self._facts.decided(id)
            ]
        return self._facts.changed("funds", code, field.columns) if field.columns else []

    def _of_indicator(self, code: str, field: Field) -> list[Line]:
        project, _, indicator = code.partition(" · ")
        if field.found:
            return self._facts.measured([self._projects[project].id], field.found, indicator)
        return self._facts.changed("indicators", f"{project}|{indicator}", field.columns)

    def _sum(self, shifts: list[Shift], measure: str, period: Period | None) -> list[Line]:
        effect = _effect(self._span, period)
        return self._lines.of((each for each in shifts if measure in each.measures), effect)

    def _costs(self) -> list[Line]:
        """In the report of a fund, where the cost of whole projects is no figure of the programme's own."""
        if self._sides.known.books.scope.is_whole:
            return []
        return [replace(line, effect=None) for line in self._sum(self._shifts, COST, Period.TO_DATE)]

    def _people(self, period: Period) -> Iterator[Line]:
        """One line for each community in which other people benefit than was signed."""
        then = {row.code: row for row in self._sides.counted.communities}
        now = {row.code: row for row in self._sides.known.communities}
        for code in sorted(then.keys() | now.keys()):
            effect = _benefit(now.get(code), period) - _benefit(then.get(code), period)
            if not effect:
                continue
            lines = self._found_in(code)
            lines += self._facts.changed("communities", code, frozenset({"population"}))
            if lines:
                first = lines[0]
                what = (first.cause, What.COMMUNITY, code, first.source, effect)
                yield Line(*what, first.on, first.counted_on, note=first.reference)

    def _found_in(self, community: str) -> list[Line]:
        """What was found at works of the community, and at those of others that reach it."""
        id = self._communities[community].id
        own = {each.id for each in self._projects.values() if each.community_id == id}
        reaching = {
            each.row.project_id for each in self._sides.records.reached if each.row.community_id == id
        }
        return self._facts.measured(sorted(filter(self._is_shown, own | reaching)), fields.SERVICE)

    def _is_shown(self, project_id: int) -> bool:
        """Of a project in which the fund is not its donor is told nothing."""
        return any(side.books.shows(project_id) for side in (self._sides.counted, self._sides.known))


def _shifts(sides: Sides) -> list[Shift]:
    found = [shift for made in (given, taken_back, matched, received, paid, agreed) for shift in made(sides)]
    if not sides.known.books.scope.is_whole:
        found += shares_moved(sides, found)
    return found + list(spent(sides))


def _effect(span: Span, period: Period | None) -> Effect:
    if period is Period.QUARTER:
        return lambda shift: shift.in_quarter(span)
    return lambda shift: shift.to_date(span)


def _benefit(row: CommunityRow | None, period: Period) -> int:
    """People to date; of the quarter, by how many they grew."""
    if row is None or row.beneficiaries is None:
        return 0
    before = row.opening_beneficiaries or 0 if period is Period.QUARTER else 0
    return int(row.beneficiaries - before)


def _changed_rates(sides: Sides) -> dict[tuple[str, str], tuple[str, str]]:
    return {
        key: (str(rate), str(sides.rates_known.get(key, "")))
        for key, rate in sides.rates_signed.items()
        if sides.rates_known.get(key) != rate
    }
