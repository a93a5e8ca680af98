"""What a file gets wrong, and where that is said."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from grants.importing.problems import RowProblem
from tests.grants.programme import Row, Sheets


@dataclass(frozen=True)
class Case:
    """`place` is `sheet column row`, `sheet` or nothing; `before` was imported already."""

    problem: RowProblem
    place: str
    sheets: Sheets
    before: Sheets | None = None
    about: str | None = None

    def __str__(self) -> str:
        return f"{self.problem.value} {self.place}".strip().replace(" ", "-")

    def cell(self) -> tuple[str | None, str | None]:
        sheet, column, row = [*self.place.split(), *("", "", "")][:3]
        if not column:
            return sheet or None, None
        columns = list(dict.fromkeys(name for cells in self.sheets[sheet] for name in cells))
        return sheet, get_column_letter(columns.index(column) + 1) + row


def only(**sheets: list[Row]) -> Sheets:
    """A file that does not say which programme it is about."""
    return dict(sheets)
