"""The rows of `equity`: what communities and groups of each kind brought, and what was matched for each of them.

Amounts are to date and in the programme's currency; in the report of a fund what it matched, and what groups
brought to the projects in which it is. Per head is over those whose number of people is known.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from household_groups.models.registry import Marginality
from reports.figures.books import Books, GroupLedger
from reports.figures.places import PlaceRow
from reports.figures.quotients import minor_per, quotient
from reports.queries.grouping import GroupRecord

UNKNOWN = "unknown"
FEWEST_HOUSEHOLDS = 5
"""Of fewer that take part no number is told: each could be found again by its neighbours."""

SMALL, MEDIUM = 15, 30
"""Most members of a small group, and of a medium one. Fixed, so that quarters and programmes compare."""


class ComparedBy(StrEnum):
    """By what communities and groups are told apart."""

    MARGINALITY = "marginality"
    LED_BY = "led_by"
    MEMBERS = "members"


class Size(StrEnum):
    """Of a group, by its members."""

    SMALL = "up_to_15"
    MEDIUM = "16_to_30"
    LARGE = "over_30"


CLASSES: dict[ComparedBy, tuple[str, ...]] = {
    ComparedBy.MARGINALITY: (*(each.value for each in Marginality), UNKNOWN),
    ComparedBy.LED_BY: ("f", "m", UNKNOWN),
    ComparedBy.MEMBERS: (*(each.value for each in Size), UNKNOWN),
}
"""In the order in which they are told."""


@dataclass(frozen=True, slots=True)
class EquityRow:
    """Communities of a class of marginality, or groups of a kind.

    `people` live in the communities, or are members of the groups; `households` are those of the communities, or
    those that are registered in the groups. Of fewer than five households that take part, none is told, nor of the
    one row from which their number could be found.
    """

    compared_by: str
    which: str
    communities: int
    groups: int
    people: int
    households: int
    households_taking_part: int | None
    participation: Decimal | None
    contributed_total_minor: int
    matched_total_minor: int
    match_rate: Decimal | None
    contributed_per_head_minor: int | None
    matched_per_head_minor: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with anything to date, by which the rows above can be followed; in the programme's report alone."""

    code: str
    members: int | None
    leader_sex: str | None
    size: str
    contributed_total_minor: int
    matched_total_minor: int
    match_rate: Decimal | None
    matched_per_head_minor: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What one community or one group adds to the row of its class."""

    communities: frozenset[object]
    groups: int
    people: int | None
    households: int | None
    taking_part: int
    contributed_minor: int
    matched_minor: int


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group with anything to date, beside its part."""

    group: GroupRecord
    part: Part


def equity_rows(places: Iterable[PlaceRow], groups: Sequence[GroupPart]) -> list[EquityRow]:
    """Only classes that occur; nothing where nobody contributed."""
    of_places = [(_marginality(each), part_of_place(each)) for each in places]
    led_by = [(each.group.leader_sex or UNKNOWN, each.part) for each in groups]
    members = [(size_of(each.group.members), each.part) for each in groups]
    return [
        *_rows(ComparedBy.MARGINALITY, of_places),
        *_rows(ComparedBy.LED_BY, led_by),
        *_rows(ComparedBy.MEMBERS, members),
    ]


def group_parts(
    books: Books, groups: Iterable[GroupRecord], registered: Mapping[int, int], project_ids: Iterable[int]
) -> list[GroupPart]:
    """Of the groups that brought anything to these projects, by their code."""
    shown = set(project_ids)
    ledgers: dict[int, list[GroupLedger]] = {}
    for (group_id, project_id), ledger in books.groups.items():
        if project_id in shown:
            ledgers.setdefault(group_id, []).append(ledger)
    return [
        GroupPart(group, _part_of_group(group, registered.get(group.id, 0), ledgers[group.id]))
        for group in groups
        if group.id in ledgers
    ]


def group_rows(groups: Iterable[GroupPart]) -> list[GroupRow]:
    return [_group_row(each.group, each.part) for each in groups]


def part_of_place(place: PlaceRow) -> Part:
    row = place.community
    return Part(
        *(frozenset({row.code}), row.groups, place.population, row.households, row.households_contributing),
        *(row.contributed_total_minor, row.matched_total_minor),
    )


def size_of(members: int | None) -> str:
    if members is None:
        return UNKNOWN
    if members <= SMALL:
        return Size.SMALL.value
    return Size.MEDIUM.value if members <= MEDIUM else Size.LARGE.value


def told(households: int) -> int | None:
    """None where so few take part that each could be found again."""
    return households if households == 0 or households >= FEWEST_HOUSEHOLDS else None


def _part_of_group(group: GroupRecord, registered: int, ledgers: Sequence[GroupLedger]) -> Part:
    households = set[int]().union(*(each.households for each in ledgers))
    return Part(
        *(frozenset({group.community_id}), 1, group.members, registered, len(households)),
        sum(each.contributed.total for each in ledgers),
        sum(each.matched.total for each in ledgers),
    )


def _group_row(group: GroupRecord, part: Part) -> GroupRow:
    return GroupRow(
        *(group.code, group.members, group.leader_sex, size_of(group.members)),
        *(part.contributed_minor, part.matched_minor),
        quotient(part.matched_minor, part.contributed_minor),
        _per_head([part], lambda each: each.matched_minor),
    )


def _marginality(place: PlaceRow) -> str:
    return place.marginality.value if place.marginality else UNKNOWN


def _rows(compared_by: ComparedBy, parts: Sequence[tuple[str, Part]]) -> list[EquityRow]:
    found = {which: [part for each, part in parts if each == which] for which in CLASSES[compared_by]}
    return _hidden([_row(compared_by, which, of) for which, of in found.items() if of])


def _hidden(rows: list[EquityRow]) -> list[EquityRow]:
    """One number that is not told would be known from their sum: then the least of the others is not told, too."""
    untold = [row for row in rows if row.households_taking_part is None]
    others = [row for row in rows if row.households_taking_part]
    if len(untold) != 1 or not others:
        return rows
    least = min(others, key=lambda row: row.households_taking_part or 0)
    hidden = replace(least, households_taking_part=None, participation=None)
    return [hidden if row is least else row for row in rows]


def _row(compared_by: ComparedBy, which: str, parts: Sequence[Part]) -> EquityRow:
    contributed = sum(part.contributed_minor for part in parts)
    matched = sum(part.matched_minor for part in parts)
    counted = [part for part in parts if part.households]
    households, among_them = (sum(map(of, counted)) for of in (_households, _taking_part))
    taking_part = told(sum(map(_taking_part, parts)))
    return EquityRow(
        compared_by=compared_by.value,
        which=which,
        communities=len(frozenset[object]().union(*(part.communities for part in parts))),
        groups=sum(part.groups for part in parts),
        people=sum(part.people or 0 for part in parts),
        households=households,
        households_taking_part=taking_part,
        participation=None if told(among_them) is None else quotient(among_them, households),
        contributed_total_minor=contributed,
        matched_total_minor=matched,
        match_rate=quotient(matched, contributed),
        contributed_per_head_minor=_per_head(parts, lambda part: part.contributed_minor),
        matched_per_head_minor=_per_head(parts, lambda part: part.matched_minor),
    )


def _households(part: Part) -> int:
    return part.households or 0


def _taking_part(part: Part) -> int:
    return part.taking_part


def _per_head(parts: Iterable[Part], amount: Callable[[Part], int]) -> int | None:
    known = [part for part in parts if part.people]
    people = sum(part.people or 0 for part in known)
    return minor_per(sum(map(amount, known)), Decimal(people)) if people else None
