"""A template filled with the values of a report; runs in the confined process."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from grants.workbook.container import MIB, Limits
from grants.workbook.problems import Problem, RefusedFile, refused
from reports.filling.around import shift_charts, shift_names, shift_parts, shift_sheet
from reports.filling.cells_of import Element, child, local
from reports.filling.problems import TemplateProblem
from reports.filling.references import Shifter
from reports.filling.row_map import MOST_ROWS
from reports.filling.scanning import blocks_of
from reports.filling.sheet_filling import SheetFilling, map_of
from reports.filling.styles import Styles
from reports.filling.template import (
    CONTENT_TYPES,
    STYLES,
    WORKBOOK,
    Template,
    parsed,
    read_template,
    rels_of,
    written,
)
from reports.filling.values import Values

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ORDER_OF_CALCULATION = "xl/calcChain.xml"
_BEHIND_CALCULATION = frozenset(
    "oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr "
    "webPublishObjects extLst".split()
)
_TEMPLATE_TYPE, _WORKBOOK_TYPE = b"spreadsheetml.template.main+xml", b"spreadsheetml.sheet.main+xml"


def fill(path: Path, limits: Limits, values: Values) -> Iterator[bytes | Problem]:
    """The filled workbook in pieces. The same template and values give the same bytes."""
    try:
        yield from _filled(read_template(path, limits), values)
    except RefusedFile as refusal:
        yield refusal.problem


def _filled(template: Template, values: Values) -> Iterator[bytes]:
    blocks = {
        sheet.name: {row: min(names) for row, names in blocks_of(sheet, template, values.tables).items()}
        for sheet in template.sheets
    }
    shifter = Shifter({name.lower(): map_of(of_sheet, values) for name, of_sheet in blocks.items()})
    styles = Styles(template.parts.get(STYLES))
    sheets = {}
    for sheet in template.sheets:
        last = max((int(row.get("r")) for row in sheet.rows), default=0)
        if last + shifter.map_of(sheet.name).added > MOST_ROWS:
            raise refused(TemplateProblem.TOO_MANY_ROWS, sheet.name)
        shift_sheet(sheet, shifter)
        shift_parts(template, sheet, shifter)
        sheets[sheet.part] = SheetFilling(sheet, blocks[sheet.name], template.texts, values, shifter, styles)
    shift_charts(template, shifter)
    _settle(template, shifter)
    yield from _packed(template, sheets, styles)


def _settle(template: Template, shifter: Shifter) -> None:
    """The workbook is computed anew when it is opened, in an order of its own."""
    root = parsed(template.parts[WORKBOOK])
    names = [each.get("name", "") for each in root.iter("{*}sheet")]
    shift_names(root, names, shifter)
    _calculation(root).set("fullCalcOnLoad", "1")
    template.parts[WORKBOOK] = written(root)
    types = template.parts[CONTENT_TYPES].replace(_TEMPLATE_TYPE, _WORKBOOK_TYPE)
    if template.parts.pop(_ORDER_OF_CALCULATION, None) is not None:
        types = _without(types, "PartName", f"/{_ORDER_OF_CALCULATION}")
        rels = rels_of(WORKBOOK)
        template.parts[rels] = _without(template.parts[rels], "Target", "calcChain.xml")
    template.parts[CONTENT_TYPES] = types


def _calculation(root: Element) -> Element:
    found = child(root, "calcPr")
    if found is not None:
        return found
    made = root.makeelement(root.tag.replace("}workbook", "}calcPr"), {})
    behind = next((each for each in root if local(each) in _BEHIND_CALCULATION), None)
    if behind is None:
        root.append(made)
    else:
        behind.addprevious(made)
    return made


def _without(content: bytes, attribute: str, ending: str) -> bytes:
    root = parsed(content)
    for each in list(root):
        if each.get(attribute, "").endswith(ending):
            root.remove(each)
    return written(root)


def _packed(template: Template, sheets: dict[str, SheetFilling], styles: Styles) -> Iterator[bytes]:
    """Formats last: the cells say which of them are needed."""
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in template.parts.items():
            if name in sheets:
                with file.open(_entry(name), "w") as part:
                    for piece in sheets[name].pieces():
                        part.write(piece)
            elif name != STYLES:
                file.writestr(_entry(name), content)
        if STYLES in template.parts:
            file.writestr(_entry(STYLES), styles.content() or template.parts[STYLES])
    package.seek(0)
    while piece := package.read(MIB):
        yield piece


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # else it is that of the machine
    entry.external_attr = 0o644 << 16
    return entry
