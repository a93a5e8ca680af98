"""Budget lines of each project: what it is to cost, by trade. All invented."""

from examples.making.book import Book
from examples.making.tajikistan.projects import (
    BRIDGE,
    FIELDS,
    MEDICAL,
    MUDFLOW,
    PROJECTS,
    SCHOOL,
    WATER,
    Project,
)

_LINES = {
    WATER: (
        ("works", "Trench, bedding and laying of the pipe", "m", 34, 30),
        ("materials", "Polyethylene pipe and fittings", "m", 46, 33),
        ("equipment", "Pump, tank and standpipes", "set", 4200, 17),
        ("supervision", "Engineer of the district", "visit", 650, 8),
    ),
    SCHOOL: (
        ("works", "Walls, roof and windows", "m2", 780, 38),
        ("materials", "Bricks, timber and roofing", "m2", 520, 34),
        ("equipment", "Stoves, desks and boards", "set", 1150, 12),
        ("supervision", "Engineer of the district", "visit", 650, 7),
    ),
    BRIDGE: (
        ("works", "Abutments and deck", "m3", 940, 41),
        ("materials", "Steel beams and cement", "t", 7600, 36),
        ("labour", "Welders and masons", "day", 190, 9),
        ("supervision", "Engineer of the district", "visit", 650, 6),
    ),
    FIELDS: (
        ("works", "Excavation and lining", "m3", 58, 44),
        ("materials", "Concrete trays, gates and pipe", "m", 210, 28),
        ("equipment", "Hire of an excavator", "day", 1400, 14),
        ("supervision", "Engineer of the water users", "visit", 600, 6),
    ),
    MUDFLOW: (
        ("works", "Excavation and walls", "m3", 120, 42),
        ("materials", "Stone, wire nets and cement", "m3", 165, 33),
        ("equipment", "Hire of an excavator", "day", 1400, 11),
        ("supervision", "Geologist and engineer", "visit", 800, 6),
    ),
    MEDICAL: (
        ("works", "Repair of rooms and roof", "m2", 640, 44),
        ("materials", "Windows, tiles and paint", "m2", 260, 24),
        ("equipment", "Furniture and instruments", "set", 1900, 20),
        ("supervision", "Engineer of the district", "visit", 500, 5),
    ),
}
"""Category, description, unit, cost of a unit in somoni, percent of the budget; what is left is administration."""


def add_budget_lines(book: Book) -> None:
    for project in PROJECTS:
        _add_lines(book, project)


def _add_lines(book: Book, project: Project) -> None:
    left = project.budget
    for number, (category, description, unit, unit_cost, percent) in enumerate(_LINES[project.sector], 1):
        quantity = max(1, round(project.budget * percent / 100 / unit_cost))
        left -= quantity * unit_cost
        book.add(
            "budget_lines",
            project=project.code,
            line=str(number),
            category=category,
            description=description,
            unit=unit,
            quantity=quantity,
            unit_cost=unit_cost,
            amount=quantity * unit_cost,
        )
    line = str(len(_LINES[project.sector]) + 1)
    book.add(
        "budget_lines",
        project=project.code,
        line=line,
        category="administration",
        description="Papers, bank and transport",
        amount=left,
    )
