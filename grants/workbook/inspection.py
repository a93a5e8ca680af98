"""The reading of one file from beginning to end, as it runs in the confined process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from grants.workbook.container import Limits
from grants.workbook.headers import Header, merge_problems, read_header
from grants.workbook.markup import Markup, column_letters, read_markup
from grants.workbook.names import nearest
from grants.workbook.package import Package, SheetPart, open_package
from grants.workbook.problems import Notice, NoticeKind, Problem, ProblemKind, RefusedFile, refused
from grants.workbook.sheets import SHEETS
from grants.workbook.tables import TableRows, read_table
from grants.workbook.texts import shown


@dataclass(frozen=True, slots=True)
class SheetFound:
    """The rows that follow, up to the next one of these, are of this sheet."""

    name: str
    letters: dict[str, str]


Finding = SheetFound | TableRows | Problem | Notice


def inspect(path: Path, limits: Limits) -> Iterator[Finding]:
    try:
        with open_package(path, limits) as package, CalamineWorkbook.from_path(path) as workbook:
            listed = package.sheets()
            yield from _judge_names(listed)
            for part in sorted(_known(listed), key=lambda part: list(SHEETS).index(part.name)):
                yield from _inspect_sheet(part, package, workbook)
    except RefusedFile as refusal:
        yield refusal.problem
    except CalamineError:
        yield Problem(ProblemKind.DAMAGED)


def _known(listed: Sequence[SheetPart]) -> list[SheetPart]:
    return [part for part in listed if part.name in SHEETS]


def _judge_names(listed: Sequence[SheetPart]) -> Iterator[Finding]:
    if not _known(listed):
        yield Problem(ProblemKind.NO_KNOWN_SHEET)
    names = [part.name for part in listed]
    if repeated := next((name for at, name in enumerate(names) if name in names[:at]), None):
        raise refused(ProblemKind.SHEET_REPEATED, shown(repeated))
    for name in (shown(name) for name in names if name not in SHEETS):
        if meant := nearest(name, SHEETS):
            details = {"found": name, "expected": meant}
            yield Problem(ProblemKind.SHEET_NAME_NEAR, name, None, details)
        else:
            yield Notice(NoticeKind.UNKNOWN_SHEET, name, None, {"found": name})


def _inspect_sheet(part: SheetPart, package: Package, workbook: CalamineWorkbook) -> Iterator[Finding]:
    try:
        markup = read_markup(part.name, package.pieces(part.part))
    except RefusedFile as refusal:
        yield refusal.problem
        return
    rows = workbook.get_sheet_by_name(part.name).iter_rows()
    top = list(islice(rows, 2))
    if not top:
        return
    header = read_header(SHEETS[part.name], top)
    yield SheetFound(part.name, header.letters)
    yield from chain(header.problems, header.notices, _hidden(part, markup))
    yield from merge_problems(header, markup.merges)
    yield from _judge_formulas(header, markup)
    if header.columns:
        judged = frozenset(markup.formulas + markup.errors)
        yield from read_table(header, chain(top[header.first_row - 1 :], rows), judged)


def _hidden(part: SheetPart, markup: Markup) -> Iterator[Notice]:
    if part.is_hidden:
        yield Notice(NoticeKind.HIDDEN_SHEET, part.name)
    if markup.hidden_rows:
        yield Notice(NoticeKind.HIDDEN_ROWS, part.name, None, {"count": str(markup.hidden_rows)})
    if markup.has_hidden_columns:
        yield Notice(NoticeKind.HIDDEN_COLUMNS, part.name)


def _judge_formulas(header: Header, markup: Markup) -> Iterator[Problem]:
    """What stands in unknown columns and above the rows is nobody's fact."""
    kinds = dict.fromkeys(markup.errors, ProblemKind.ERROR_VALUE)
    kinds |= dict.fromkeys(markup.formulas, ProblemKind.FORMULA)
    for place, kind in sorted(kinds.items(), key=lambda item: (item[0].row, item[0].column)):
        column = header.columns.get(place.column - 1)
        if column is not None and place.row >= header.first_row:
            cell = f"{column_letters(place.column)}{place.row}"
            yield Problem(kind, header.sheet.name, cell, {"column": column.name})
    if any(place.row == 0 for place in kinds):
        yield Problem(ProblemKind.FORMULAS_SOMEWHERE, header.sheet.name)
