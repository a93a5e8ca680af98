"""Where the communities of the report lie, how marginal they are, and what that makes of the money."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from household_groups.models.registry import Marginality
from reports.figures.communities import CommunityRow, CommunityTotals
from reports.figures.quotients import minor_per


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of `communities` at its place. In the report of one fund, what was matched is that fund's own."""

    community: CommunityRow
    latitude: Decimal | None
    longitude: Decimal | None
    population: int | None
    marginality: Marginality | None
    matched_per_head_minor: int | None

    @property
    def received_minor(self) -> int:
        """What came to its projects in money: contributed and matched."""
        return self.community.contributed_total_minor + self.community.matched_total_minor


@dataclass(frozen=True, slots=True)
class MarginalityRow:
    """Communities of one class whose population is known; what they were matched a head is over all of them."""

    marginality: Marginality | None
    communities: int
    population: int
    matched_total_minor: int
    matched_per_head_minor: int | None


def place_rows(of: Iterable[CommunityTotals], rows: Iterable[CommunityRow]) -> list[PlaceRow]:
    return [_place(each, row) for each, row in zip(of, rows, strict=True)]


def marginality_rows(places: Sequence[PlaceRow]) -> list[MarginalityRow]:
    """From the least marginal class to the most, then those of no known class; only classes that occur."""
    classes = [_class(places, marginality) for marginality in (*Marginality, None)]
    return [row for row in classes if row.communities]


def _place(of: CommunityTotals, row: CommunityRow) -> PlaceRow:
    record = of.community
    return PlaceRow(
        community=row,
        latitude=_decimal(record.latitude),
        longitude=_decimal(record.longitude),
        population=record.population,
        marginality=Marginality(record.marginality) if record.marginality else None,
        matched_per_head_minor=_per_head(row.matched_total_minor, record.population),
    )


def _class(places: Iterable[PlaceRow], marginality: Marginality | None) -> MarginalityRow:
    found = [place for place in places if place.marginality == marginality and place.population]
    population = sum(place.population or 0 for place in found)
    matched = sum(place.community.matched_total_minor for place in found)
    return MarginalityRow(marginality, len(found), population, matched, _per_head(matched, population))


def _per_head(minor: int, population: int | None) -> int | None:
    return minor_per(minor, None if population is None else Decimal(population))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
