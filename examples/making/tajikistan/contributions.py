"""All contributions of the programme: given, written down, mended where something went wrong, and numbered."""

from collections import Counter
from datetime import date

from examples.making.book import Book
from examples.making.tajikistan.giving import gifts_of
from examples.making.tajikistan.mending import add_reversals, amendments, go_wrong
from examples.making.tajikistan.projects import PROJECTS, Project
from examples.making.tajikistan.recording import record
from examples.making.tajikistan.told import told_of
from examples.making.tajikistan.ways import Row


def add_contributions(book: Book) -> None:
    by_project = {project.code: _of_project(project) for project in PROJECTS}
    rows = [row for of_one in by_project.values() for row in of_one]
    _number(rows)
    for row in sorted(rows, key=_order):
        book.add("contributions", **row)
    for code, of_one in by_project.items():
        add_reversals(book, code, of_one)


def _of_project(project: Project) -> list[Row]:
    rows = gifts_of(project)
    record(rows, project)
    go_wrong(rows, project.code)
    return sorted(rows + amendments(rows, project.code) + told_of(project.code), key=_order)


def _number(rows: list[Row]) -> None:
    """FAK-2004-07 is the seventh contribution that Fakhrobod received in April 2020."""
    count: Counter[str] = Counter()
    for row in sorted(rows, key=_order):
        day = row["received_on"]
        assert isinstance(day, date)
        month = f"{str(row['project']).split('-')[0]}-{day:%y%m}"
        count[month] += 1
        row["reference"] = f"{month}-{count[month]:02}"
    for row in rows:
        if "amends" in row:
            amended = row["amends"]
            assert isinstance(amended, dict)
            row["amends"] = amended["reference"]


def _order(row: Row) -> tuple[str, str, str]:
    return str(row["received_on"]), str(row["project"]), str(row.get("household"))
