"""What stands around the cells and refers to them: merged cells, formats, names, tables, drawings, charts."""

import re
from dataclasses import replace

from reports.filling.cells_of import Element, child, local
from reports.filling.references import OneCell, OneOfMany, Shifter, Unreadable
from reports.filling.row_map import RowMap
from reports.filling.template import SheetTree, Template, parsed, written

_FORMULAS = frozenset({"f", "formula", "formula1", "formula2"})
_RANGES = frozenset({"ref", "sqref"})
_NOTES = frozenset({"comment", "threadedComment"})
_CELLS = frozenset({"topLeftCell", "activeCell"})


def shift_sheet(sheet: SheetTree, shifter: Shifter) -> None:
    """All of a sheet but its cells."""
    rows, shifter = shifter.map_of(sheet.name), replace(shifter, one=OneCell.FIRST)
    _repeat_merges(sheet, rows)
    for part in sheet.root:
        if part is sheet.rows or local(part) == "mergeCells":
            continue
        for element in part.iter():
            _shift(element, sheet.name, shifter)
            if local(element) == "brk" and local(element.getparent()) == "rowBreaks":
                element.set("id", str(rows.last(int(element.get("id") or 0))))


def shift_names(workbook: Element, sheets: list[str], shifter: Shifter) -> None:
    """Names of the workbook, the ranges that are printed among them."""
    shifter = replace(shifter, one=OneCell.ALL)
    for name in workbook.iter("{*}definedName"):
        at = name.get("localSheetId")
        sheet = sheets[int(at)] if at is not None and int(at) < len(sheets) else ""
        name.text = _formula(name.text or "", sheet, shifter)


def shift_parts(template: Template, sheet: SheetTree, shifter: Shifter) -> None:
    """Parts of their own that belong to a sheet."""
    rows = shifter.map_of(sheet.name)
    for part in template.related(sheet.part):
        content = template.parts.get(part)
        if content is None:
            continue
        if part.endswith(".vml"):
            template.parts[part] = _shifted_notes(content, rows) if rows else content
        elif re.search(r"^xl/(tables|comments|threadedComments)", part):
            template.parts[part] = _rewritten(content, sheet.name, shifter)
        elif re.search(r"^xl/drawings/", part):
            template.parts[part] = _shifted_drawing(content, rows) if rows else content


def shift_charts(template: Template, shifter: Shifter) -> None:
    """The cells that charts draw, each named with its sheet."""
    shifter = replace(shifter, one=OneCell.ALL)
    for part, content in template.parts.items():
        if re.search(r"^xl/charts/chart[^/]*\.xml$", part):
            template.parts[part] = _rewritten(content, "", shifter)


def _rewritten(content: bytes, sheet: str, shifter: Shifter) -> bytes:
    root = parsed(content)
    for element in root.iter():
        _shift(element, sheet, shifter)
    return written(root)


def _shift(element: Element, sheet: str, shifter: Shifter) -> None:
    name = local(element)
    if name in _FORMULAS and element.text:
        element.text = _formula(element.text, sheet, shifter)
    elif name == "sqref" and element.text:
        element.text = shifter.ranges(element.text, sheet)
    if name in _NOTES:
        element.set("ref", shifter.cell(element.get("ref"), sheet))
        return
    for attribute in _RANGES.intersection(element.attrib):
        element.set(attribute, shifter.ranges(element.get(attribute), sheet))
    for attribute in _CELLS.intersection(element.attrib):
        element.set(attribute, shifter.cell(element.get(attribute), sheet))


def _formula(text: str, sheet: str, shifter: Shifter) -> str:
    """What cannot be read refers to what it did: it is no figure."""
    try:
        return shifter.formula(text, sheet)
    except (OneOfMany, Unreadable):
        return text


def _repeat_merges(sheet: SheetTree, rows: RowMap) -> None:
    """Cells that are merged within a repeated row are merged in each of its copies."""
    merges = child(sheet.root, "mergeCells")
    if merges is None or not rows:
        return
    for merge in list(merges):
        ends = [re.fullmatch(r"([A-Z]+)(\d+)", end) for end in merge.get("ref", "").split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            continue
        row = int(ends[0][2])
        if not rows.repeats(row):
            merge.set("ref", f"{ends[0][1]}{rows.first(row)}:{ends[1][1]}{rows.first(int(ends[1][2]))}")
            continue
        merges.remove(merge)
        for number in range(rows.first(row), rows.last(row) + 1):
            copy = merges.makeelement(merge.tag, {"ref": f"{ends[0][1]}{number}:{ends[1][1]}{number}"})
            merges.append(copy)
    merges.set("count", str(len(merges)))


def _shifted_drawing(content: bytes, rows: RowMap) -> bytes:
    """Pictures, charts and shapes, fastened to cells by rows that are counted from 0."""
    root = parsed(content)
    for anchor in root:
        start, end = child(anchor, "from"), child(anchor, "to")
        if start is None or anchor.get("editAs") == "absolute":
            continue
        moved = _moved(start, rows)
        if end is None:
            continue
        row = child(end, "row")
        if anchor.get("editAs") == "oneCell" and row is not None:
            row.text = str(int(row.text) + moved)
        else:
            _moved(end, rows)
    return written(root)


def _moved(end: Element, rows: RowMap) -> int:
    row = child(end, "row")
    if row is None:
        return 0
    before = int(row.text)
    after = rows.first(before + 1) - 1
    row.text = str(after)
    return after - before


def _shifted_notes(content: bytes, rows: RowMap) -> bytes:
    """The boxes of comments, in the drawing language of old."""

    def row(match: re.Match[bytes]) -> bytes:
        return b"%s%d<" % (match[1], rows.first(int(match[2]) + 1) - 1)

    def anchor(match: re.Match[bytes]) -> bytes:
        places = [int(each) for each in match[2].split(b",")]
        moved = rows.first(places[2] + 1) - 1 - places[2]
        places[2], places[6] = places[2] + moved, places[6] + moved
        return match[1] + b", ".join(b"%d" % each for each in places) + b"<"

    content = re.sub(rb"(<x:Row>\s*)(\d+)\s*<", row, content)
    return re.sub(rb"(<x:Anchor>)((?:\s*\d+\s*,){7}\s*\d+\s*)<", anchor, content)
