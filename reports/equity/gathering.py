"""What the books say of fairness: by class of communities and kind of groups."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from reports.equity.figures import EquityRow, GroupRow, equity_rows, group_parts, group_rows
from reports.figures.books import Books
from reports.figures.past import group_then
from reports.figures.places import PlaceRow
from reports.queries import grouping


@dataclass(frozen=True, slots=True)
class Fairness:
    """`groups` are told in the programme's report alone: a fund's donor sees what their fund decided on."""

    rows: list[EquityRow]
    groups: list[GroupRow]


def fairness_of(
    session: Session, books: Books, places: Iterable[PlaceRow], project_ids: Iterable[int]
) -> Fairness:
    """From books in which all rows are booked, of the projects that the report shows."""
    id, facts = books.registry.programme.id, books.registry.facts
    groups = [group_then(facts, each) for each in grouping.groups(session, id)]
    parts = group_parts(books, groups, grouping.households_of_groups(session, id), project_ids)
    return Fairness(equity_rows(places, parts), group_rows(parts) if books.scope.is_whole else [])
