"""What a house, its water and its light cost, line by line."""

from typing import NamedTuple

from examples.making.book import Book
from examples.making.guatemala.schemes import HOUSING, LIGHT, SCHEMES, WATER, Scheme


class Line(NamedTuple):
    """Of a budget: `share` in a hundred. Without a payee it is what families bring in kind."""

    code: str
    category: str
    description: str
    share: int
    payee: str | None


_LINES = {
    HOUSING: (
        Line("1", "materials", "Foundations and floor: cement, sand, steel", 17, "Ferretería La Obra"),
        Line("2", "materials", "Walls: blocks, reinforced adobe", 27, "Bloquera Los Altos"),
        Line("3", "materials", "Roof: timber and metal sheets", 16, "Aserradero El Pinar"),
        Line("4", "equipment", "Doors, windows, stove", 10, "Herrería San José"),
        Line("5", "labour", "Masons", 18, "Maestros de obra"),
        Line("6", "supervision", "Engineer and laboratory", 4, "Supervisión técnica"),
        Line("7", "labour", "Mutual help and local materials", 8, None),
    ),
    WATER: (
        Line("1", "works", "Trench and pipe", 60, "Maestros de obra"),
        Line("2", "materials", "Taps, meters, valves", 40, "Ferretería La Obra"),
    ),
    LIGHT: (
        Line("1", "equipment", "Panels, batteries, lamps", 80, "Luz de los Cuchumatanes"),
        Line("2", "works", "Wiring", 20, "Maestros de obra"),
    ),
}


def lines_of(scheme: Scheme) -> tuple[Line, ...]:
    return _LINES[scheme.sector]


def add_budget_lines(book: Book) -> None:
    for scheme in SCHEMES.values():
        for line in lines_of(scheme):
            a_house = scheme.budget * line.share // 100 // scheme.houses
            book.add(
                "budget_lines",
                project=scheme.code,
                line=line.code,
                category=line.category,
                description=line.description,
                unit="house",
                quantity=scheme.houses,
                unit_cost=a_house,
                amount=a_house * scheme.houses,
                source=None if line.payee else "families",
            )
