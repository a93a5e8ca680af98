"""Why lines of budgets cost more or less than planned, where anybody would ask; some are still to be explained."""

from collections.abc import Collection
from datetime import date
from itertools import cycle

from sqlmodel import Session, col, select

from examples.making.book import Book
from grants.spending.reading import spending_of_projects
from household_groups.models.projects import Project

_MORE = (
    "Rock where earth was expected: two weeks more of the compressor",
    "The price of cement had risen by a fifth since the budget was made",
    "The road was closed in spring, and the lorries went round by the pass",
)
_LESS = (
    "The families brought sand and stone themselves",
    "Bought together with the next village, and so cheaper",
    "Fewer metres were needed than the drawing said",
)


def add_variances(book: Book, reading: Session, on: date, by: str, unexplained: Collection[str]) -> None:
    """Of every line that must be explained, but for those of the projects left `unexplained`."""
    projects = reading.exec(select(Project).order_by(col(Project.code))).all()
    found = spending_of_projects(reading, projects[0].programme_id, projects)
    more, less = cycle(_MORE), cycle(_LESS)
    for project in projects:
        assert project.id is not None
        for line in found[project.id].unexplained:
            if project.code not in unexplained:
                words = next(more if (line.variance or 0) > 0 else less)
                said = {"explained_on": on, "explained_by": by, "words": words}
                book.add("variances", project=project.code, line=line.name, number=1, **said)
