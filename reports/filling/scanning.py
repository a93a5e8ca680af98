"""What a template asks for, and what is wrong with it; runs in the confined process."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from grants.workbook.container import Limits
from grants.workbook.problems import Problem, RefusedFile, refused
from reports.filling.cells_of import Element, formulas_of, local, said
from reports.filling.placeholders import OPENING, block_of, is_malformed, is_whole, names_in
from reports.filling.problems import TemplateProblem as Wrong
from reports.filling.references import OneOfMany, Own, Shifter, Unreadable, reaches_out
from reports.filling.row_map import RowMap
from reports.filling.template import STRINGS, WORKBOOK, SheetTree, Template, parsed, read_template

MOST_FINDINGS = 5_000
_FORMULAS = frozenset(
    "f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula".split()
)
"""Elements around the cells that hold a formula."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A placeholder in a cell. `is_part` where the cell says more than that."""

    name: str
    sheet: str
    cell: str
    is_part: bool


def scan(path: Path, limits: Limits, tables: frozenset[str]) -> Iterator[Asked | Problem]:
    """`tables` are those whose rows repeat."""
    try:
        template = read_template(path, limits)
        for count, found in enumerate(_found(template, tables)):
            if count == MOST_FINDINGS:
                raise refused(Wrong.TOO_MANY_PLACEHOLDERS, limit=str(MOST_FINDINGS))
            yield found
    except RefusedFile as refusal:
        yield refusal.problem


def blocks_of(sheet: SheetTree, template: Template, tables: Collection[str]) -> dict[int, set[str]]:
    """The rows that repeat, each with the tables that it names: more than one is a mistake."""
    found: dict[int, set[str]] = {}
    for row in sheet.rows:
        for cell in row:
            named = {block_of(name) for name in names_in(said(cell, template.texts))}
            if of_tables := named.intersection(tables):
                found.setdefault(int(row.get("r")), set()).update(of_tables)
    return found


def _found(template: Template, tables: frozenset[str]) -> Iterator[Asked | Problem]:
    blocks = {sheet.name: blocks_of(sheet, template, tables) for sheet in template.sheets}
    # As if each row were there twice: what would then be ambiguous is refused, however many there will be.
    maps = {name.lower(): RowMap(dict.fromkeys(rows, 2)) for name, rows in blocks.items()}
    shifter = Shifter(maps)
    for sheet in template.sheets:
        yield from _in_cells(sheet, template)
        yield from _in_formulas(sheet, shifter)
        yield from _in_blocks(sheet, blocks[sheet.name])
    yield from _elsewhere(template)


def _in_cells(sheet: SheetTree, template: Template) -> Iterator[Asked | Problem]:
    for row in sheet.rows:
        for cell in row:
            text = said(cell, template.texts)
            if OPENING not in text:
                continue
            place = cell.get("r")
            if is_malformed(text):
                yield Problem(Wrong.MALFORMED, sheet.name, place, {"text": text[:_LONGEST]})
            for name in names_in(text):
                yield Asked(name[:_LONGEST], sheet.name, place, not is_whole(text))


def _in_formulas(sheet: SheetTree, shifter: Shifter) -> Iterator[Problem]:
    rows = shifter.map_of(sheet.name)
    for cell, formula in formulas_of(sheet.rows):
        text, place = formula.text or "", cell.get("r")
        if OPENING in text:
            yield Problem(Wrong.IN_FORMULA, sheet.name, place)
        if reaches_out(text):
            yield Problem(Wrong.REACHES_OUT, sheet.name, place)
            continue
        row = int(cell.getparent().get("r"))
        try:
            shifter.formula(text, sheet.name, Own(row, 0) if rows.repeats(row) else None)
        except OneOfMany:
            yield Problem(Wrong.ONE_CELL_OF_MANY, sheet.name, place)
        except Unreadable:
            yield Problem(Wrong.UNREADABLE_FORMULA, sheet.name, place)


def _in_blocks(sheet: SheetTree, blocks: dict[int, set[str]]) -> Iterator[Problem]:
    for row, named in blocks.items():
        if len(named) > 1:
            details = {"tables": ", ".join(sorted(named))}
            yield Problem(Wrong.TWO_TABLES, sheet.name, f"A{row}", details)
    for merge in sheet.root.iter("{*}mergeCell"):
        first, last = _rows_of(merge.get("ref", ""))
        if first != last and any(first <= row <= last for row in blocks):
            yield Problem(Wrong.MERGED_ACROSS, sheet.name, merge.get("ref"))


def _rows_of(ranges: str) -> tuple[int, int]:
    ends = ["".join(filter(str.isdigit, end)) for end in ranges.split(":")]
    return int(ends[0] or 0), int(ends[-1] or 0)


def _elsewhere(template: Template) -> Iterator[Problem]:
    """Placeholders where none is filled, and names and formats that reach out of the file."""
    sheets = {sheet.part: sheet for sheet in template.sheets}
    for part, content in template.parts.items():
        if part in sheets:
            yield from _around_cells(sheets[part])
        elif part == WORKBOOK:
            yield from _names(parsed(content))
        elif part != STRINGS and part.endswith((".xml", ".vml")):
            yield from _in_part(part, content)


def _in_part(part: str, content: bytes) -> Iterator[Problem]:
    if OPENING.encode() in content:
        yield Problem(Wrong.OUT_OF_CELLS, None, None, {"part": part})
    if part.startswith("xl/tables/") and any(map(_asks_others, parsed(content).iter())):
        yield Problem(Wrong.REACHES_OUT)


def _around_cells(sheet: SheetTree) -> Iterator[Problem]:
    for part in sheet.root:
        for element in part.iter() if part is not sheet.rows else ():
            yield from _judged(element, sheet.name)


def _names(root: Element) -> Iterator[Problem]:
    for element in root.iter():
        yield from _judged(element, None)


def _judged(element: Element, sheet: str | None) -> Iterator[Problem]:
    text = element.text or ""
    if any(OPENING in said for said in (text, *element.attrib.values())):
        yield Problem(Wrong.OUT_OF_CELLS, sheet, None, {"part": local(element)})
    if _asks_others(element):
        yield Problem(Wrong.REACHES_OUT, sheet, None)


def _asks_others(element: Element) -> bool:
    return local(element) in _FORMULAS and reaches_out(element.text or "")
