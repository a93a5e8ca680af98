"""Who gave, counted by heads: which groups, households, projects and communities come and go, and by which row."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from reports.comparing.causes import What
from reports.comparing.figure import Period
from reports.comparing.lines import Line
from reports.comparing.recount import Recount
from reports.comparing.shifts import Shift
from reports.comparing.sides import Sides

Key = Callable[[Shift], int | None]


class Givers:
    """`shifts` are those of contributions and reversals."""

    def __init__(self, sides: Sides, shifts: Iterable[Shift]) -> None:
        self._sides = sides
        registry = sides.known.books.registry
        self._given = [each for each in shifts if each.what in (What.CONTRIBUTION, What.REVERSAL)]
        self._community_of = {id: project.community_id for id, project in registry.projects.items()}
        keys: dict[What, Key] = {
            What.GROUP: lambda shift: shift.group_id,
            What.HOUSEHOLD: lambda shift: shift.household_id,
            What.PROJECT: lambda shift: shift.project_id,
            What.COMMUNITY: lambda shift: self._community_of.get(shift.project_id or 0),
        }
        self._by: dict[What, dict[int, list[Shift]]] = {}
        for what, key in keys.items():
            by: defaultdict[int, list[Shift]] = defaultdict(list)
            for shift in self._given:
                id = key(shift)
                if id is not None:
                    by[id].append(shift)
            self._by[what] = by

    def lines(self, what: What, period: Period, community_id: int | None = None) -> list[Line]:
        """One for each that is counted on one side only."""
        then = _ids(self._sides.counted, what, period, community_id)
        now = _ids(self._sides.known, what, period, community_id)
        return [
            self._line(what, id, 1 if id in now else -1, period, community_id)
            for id in sorted(then ^ now)
            if self._of(what, id, community_id)
        ]

    def _of(self, what: What, id: int, community_id: int | None) -> list[Shift]:
        found = self._by[what].get(id, [])
        if community_id is None:
            return found
        return [each for each in found if self._community_of.get(each.project_id or 0) == community_id]

    def _line(self, what: What, id: int, effect: int, period: Period, community_id: int | None) -> Line:
        """The row that decides is one that goes the same way: what gives comes, what is taken back goes."""
        shifts, span = self._of(what, id, community_id), self._sides.sealed.span
        moved = Shift.in_quarter if period is Period.QUARTER else Shift.to_date
        shift = next((each for each in shifts if moved(each, span) * effect > 0), shifts[0])
        reference = self._code(what, id) if shift.reference else ""
        return Line(
            *(shift.cause, what, reference, shift.source, effect, shift.placed.on, shift.placed.counted_on),
            note=shift.reference,
        )

    def _code(self, what: What, id: int) -> str:
        """Households are told by what they gave, never by their codes."""
        registry = self._sides.known.books.registry
        if what is What.GROUP:
            return registry.groups[id]
        if what is What.PROJECT:
            return registry.projects[id].code
        return registry.communities[id].code if what is What.COMMUNITY else ""


def _ids(recount: Recount, what: What, period: Period, community_id: int | None) -> set[int]:
    registry, found = recount.books.registry, set()
    for id, ledger in recount.ledgers.items():
        community = registry.projects[id].community_id
        if community_id not in (None, community):
            continue
        givers = ledger.households if what is What.HOUSEHOLD else ledger.groups
        heads = givers.in_span if period is Period.QUARTER else givers.to_date
        if what is What.PROJECT:
            found |= {id} if heads else set()
        elif what is What.COMMUNITY:
            found |= {community} if heads else set()
        else:
            found |= heads
    return found
