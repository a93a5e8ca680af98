"""Row 1 of a sheet: which known columns stand where, and where the rows begin."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grants.workbook.cells import Cell, is_blank
from grants.workbook.columns import Column, Sheet
from grants.workbook.markup import Place, column_letters
from grants.workbook.names import nearest
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind
from grants.workbook.texts import shown


@dataclass(slots=True)
class Header:
    """`columns` are by position, counted from 0; `first_row` is the number of the first row of facts."""

    sheet: Sheet
    columns: dict[int, Column]
    first_row: int
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def letters(self) -> dict[str, str]:
        return {column.name: column_letters(at + 1) for at, column in self.columns.items()}


def read_header(sheet: Sheet, top: Sequence[Sequence[Cell]]) -> Header:
    """`top` are the first two rows, as far as there are any."""
    first = _names(top[0])
    second = _names(top[1]) if len(top) > 1 else []
    known = {column.name: column for column in sheet.columns}
    if _known_in(second, known) < 2 or _known_in(second, known) * 2 < sum(map(bool, second)):
        header = _header(sheet, first, known, row=1)
        if _is_hxl(second, header):
            header.first_row += 1
        return header
    row = 1 if _known_in(first, known) >= _known_in(second, known) else 2
    header = _header(sheet, first if row == 1 else second, known, row)
    header.first_row = 3
    header.problems.append(Problem(ProblemKind.TWO_HEADER_ROWS, sheet.name, "A2"))
    return header


def merge_problems(header: Header, merges: Sequence[tuple[Place, Place]]) -> list[Problem]:
    """Of merged cells only the first holds the value, and the others would read as not given."""
    problems = []
    for first, last in merges:
        kind = ProblemKind.MERGED_HEADER if first.row < header.first_row else ProblemKind.MERGED_CELLS
        is_known = any(first.column <= at + 1 <= last.column for at in header.columns)
        if is_known or kind is ProblemKind.MERGED_HEADER:
            cell, end = (f"{column_letters(place.column)}{place.row}" for place in (first, last))
            problems.append(Problem(kind, header.sheet.name, cell, {"range": f"{cell}:{end}"}))
    return problems


def _names(row: Sequence[Cell]) -> list[str]:
    return ["" if is_blank(cell) else str(cell).strip() for cell in row]


def _known_in(names: Sequence[str], known: dict[str, Column]) -> int:
    return len(set(names) & known.keys())


def _is_hxl(names: Sequence[str], header: Header) -> bool:
    return bool(names) and next((names[at] for at in (0, *header.columns) if names[at]), "").startswith("#")


def _header(sheet: Sheet, names: Sequence[str], known: dict[str, Column], row: int) -> Header:
    header = Header(sheet, {}, row + 1)
    for at, name in enumerate(names):
        cell = f"{column_letters(at + 1)}{row}"
        if name and name not in known:
            _judge_unknown(header, name, cell)
        elif name and name in names[:at]:
            header.problems.append(Problem(ProblemKind.COLUMN_REPEATED, sheet.name, cell, {"column": name}))
        elif name:
            header.columns[at] = known[name]
    for name in sheet.required:
        if name not in names:
            header.problems.append(Problem(ProblemKind.COLUMN_MISSING, sheet.name, None, {"column": name}))
    return header


def _judge_unknown(header: Header, name: str, cell: str) -> None:
    details = {"found": shown(name)}
    if meant := nearest(name, (column.name for column in header.sheet.columns)):
        details["column"] = meant
        header.problems.append(Problem(ProblemKind.COLUMN_NAME_NEAR, header.sheet.name, cell, details))
    else:
        header.notices.append(Notice(NoticeKind.UNKNOWN_COLUMN, header.sheet.name, cell, details))
