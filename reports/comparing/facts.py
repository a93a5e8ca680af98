"""Lines of what is no sum: facts that changed, rates behind a budget, and what was measured of works."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from core.calendar import month_name
from core.journal.append import row_key
from reports.comparing.causes import Cause, What
from reports.comparing.lines import Line
from reports.comparing.records import Dated, DatedChange
from reports.comparing.shifts import Source, is_elsewhere
from reports.comparing.sides import Sides
from reports.queries.registry import ProjectRecord

_MEASURED = ("measurements", "reached", "service_checks", "progress", "indicators")
_ALL_OF_IT = frozenset[str]()


class Facts:
    """Of one comparison, what of its facts and measurements came late, by what it is about."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._span = sides.sealed.span
        self._registry = sides.known.books.registry
        self._changes: defaultdict[tuple[str, str], list[DatedChange]] = defaultdict(list)
        for each in sides.changes:
            if is_elsewhere(each.on, each.change.counted_on, self._span):
                self._changes[each.change.sheet, each.change.code].append(each)
        self._measured = self._lines_by_project()

    def changed(self, sheet: str, code: str, columns: frozenset[str] = _ALL_OF_IT) -> list[Line]:
        found = self._changes.get((sheet, code), [])
        return [_of_change(each) for each in found if not columns or each.change.column in columns]

    def decided(self, project_id: int) -> list[Line]:
        """That a project was approved or settled, where that was booked late."""
        return [
            Line(
                Cause.SETTLEMENT if each.is_settlement else Cause.CHANGE,
                What.SETTLEMENT if each.is_settlement else What.APPROVAL,
                self._registry.projects[project_id].code,
                Source("projects", self._registry.projects[project_id].code, each.seq),
                *(None, each.on, each.counted_on),
            )
            for each in self._sides.decided
            if each.project_id == project_id
        ]

    def of_budget(self, project: ProjectRecord) -> list[Line]:
        """A budget is converted at the rate of the month in which the project was approved."""
        lines = self.changed("projects", project.code, frozenset({"budget"})) + self.decided(project.id)
        month = month_name(project.approved_on) if project.approved_on else ""
        for currency in (project.currency, self._sides.known.books.currency):
            was = self._sides.rates_signed.get((currency, month))
            now = self._sides.rates_known.get((currency, month))
            if was != now and project.currency != self._sides.known.books.currency:
                what = (Cause.RATE, What.RATE, f"{currency} {month}", Source("rates", f"{currency}|{month}"))
                lines.append(Line(*what, was=str(was), is_=str(now)))
        return lines

    def measured(
        self, project_ids: Iterable[int], whats: frozenset[What], of: str | None = None
    ) -> list[Line]:
        """What was found at these projects; `of` is an indicator, where its measurements alone are asked for."""
        return [
            line
            for id in project_ids
            for line, indicator in self._measured.get(id, [])
            if line.what in whats and (of is None or indicator in (of, ""))
        ]

    def _lines_by_project(self) -> dict[int, list[tuple[Line, str]]]:
        found: defaultdict[int, list[tuple[Line, str]]] = defaultdict(list)
        for project_id, indicator, line in self._late():
            found[project_id].append((line, indicator))
        projects = {project.code: id for id, project in self._registry.projects.items()}
        for (sheet, code), changes in self._changes.items():
            first, *more = _parts(code)
            if sheet in _MEASURED and first in projects:
                of = more[0] if sheet in ("measurements", "indicators") and more else ""
                found[projects[first]] += [(_of_change(each, _WHATS[sheet]), of) for each in changes]
        return found

    def _late(self) -> Iterator[tuple[int, str, Line]]:
        """(project id, indicator, line)."""
        records = self._sides.records
        indicators = {each.id: each for each in records.indicators}
        key: tuple[str | date, ...]
        for measured in self._moved(records.measurements):
            of = indicators[measured.row.indicator_id]
            key = (self._code(of.project_id), of.code, measured.on)
            line = _found(What.MEASUREMENT, "measurements", key, measured, measured.row.value)
            yield of.project_id, of.code, line
        for visited in self._moved(records.progress):
            key = (self._code(visited.row.project_id), visited.on)
            line = _found(What.PROGRESS, "progress", key, visited, visited.row.actual)
            yield visited.row.project_id, "", line
        for reached in self._moved(records.reached):
            place = self._registry.communities[reached.row.community_id].code
            key = (self._code(reached.row.project_id), place, reached.on)
            line = _found(What.REACHED, "reached", key, reached, str(reached.row.people))
            yield reached.row.project_id, "", line
        for checked in self._moved(records.checks):
            key = (self._code(checked.row.project_id), checked.on)
            line = _found(What.CHECK, "service_checks", key, checked, checked.row.functional.value)
            yield checked.row.project_id, "", line

    def _moved(self, rows: Iterable[Dated[Any]]) -> Iterator[Dated[Any]]:
        return (each for each in rows if is_elsewhere(each.on, each.counted_on, self._span))

    def _code(self, project_id: int) -> str:
        return self._registry.projects[project_id].code


_WHATS = {
    "measurements": What.MEASUREMENT,
    "indicators": What.CHANGE,
    "reached": What.REACHED,
    "service_checks": What.CHECK,
    "progress": What.PROGRESS,
}


def _found(what: What, sheet: str, key: tuple[str | date, ...], dated: Dated[Any], value: str) -> Line:
    name, *parts = (part.isoformat() if isinstance(part, date) else str(part) for part in key)
    reference = " · ".join((name, *parts[:-1]))
    source = Source(sheet, row_key(name, *parts))
    return Line(Cause.MEASUREMENT, what, reference, source, None, dated.on, dated.counted_on, is_=value)


def _of_change(each: DatedChange, what: What = What.CHANGE) -> Line:
    change = each.change
    return Line(
        cause=Cause.CHANGE,
        what=what,
        reference=" · ".join(_parts(change.code)),
        source=Source("changes", change.code, change.seq),
        on=each.on,
        counted_on=change.counted_on,
        column=f"{change.sheet}.{change.column}",
        was=change.old,
        is_=change.value,
    )


def _parts(key: str) -> list[str]:
    """Of a key, whose parts are joined by '|', which is doubled within them."""
    return [part.replace("\0", "|") for part in key.replace("||", "\0").split("|")]
