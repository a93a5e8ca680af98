"""The cells of one sheet, filled: single figures in their place, rows repeated, all others moved down."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reports.filling.cell_values import filled_with, format_for
from reports.filling.cells_of import Element, child, column_of, said
from reports.filling.placeholders import OPENING
from reports.filling.references import Shifter
from reports.filling.repeating import RepeatedRow
from reports.filling.row_map import RowMap
from reports.filling.styles import Styles
from reports.filling.template import SheetTree
from reports.filling.values import Value, ValueKind, Values
from reports.sheets import cells

_MARK = "hashar-rows"
"""A processing instruction that holds the place of repeated rows; a template that is read has none."""


@dataclass
class SheetFilling:
    """One sheet of a template. `blocks` are the tables of the rows that repeat."""

    sheet: SheetTree
    blocks: Mapping[int, str]
    texts: list[str]
    values: Values
    shifter: Shifter
    styles: Styles
    _repeated: list[Element] = field(default_factory=list)

    def pieces(self) -> Iterator[bytes]:
        """The sheet as it is written."""
        rows = self.shifter.map_of(self.sheet.name)
        for row in list(self.sheet.rows):
            number = int(row.get("r"))
            if number in self.blocks:
                mark = etree.ProcessingInstruction(_MARK, str(len(self._repeated)))
                self.sheet.rows.replace(row, mark)
                self._repeated.append(row)
            else:
                self._move(row, rows.first(number))
                for cell in row:
                    self._fill(cell)
        yield from self._assembled()

    def _assembled(self) -> Iterator[bytes]:
        content = etree.tostring(self.sheet.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        prefix = f"{self.sheet.root.prefix}:" if self.sheet.root.prefix else ""
        of_sheet = self.texts, self.sheet.name, self.shifter, self.styles, prefix
        for place, row in enumerate(self._repeated):
            head, content = content.split(f"<?{_MARK} {place}?>".encode(), 1)
            yield head
            table = self.values.tables[self.blocks[int(row.get("r"))]]
            copies = RepeatedRow(row, *of_sheet).copies(table, self.values.single)
            yield from (text.encode() for text in copies)
        yield content

    def _move(self, row: Element, number: int) -> None:
        if self.shifter.is_idle:
            return
        row.set("r", str(number))
        for cell in row:
            formula = child(cell, "f")
            if formula is not None and formula.text:
                formula.text = self.shifter.formula(formula.text, self.sheet.name)
            if formula is not None and formula.get("ref"):
                formula.set("ref", self.shifter.ranges(formula.get("ref"), self.sheet.name))
            cell.set("r", f"{column_of(cell)}{number}")

    def _fill(self, cell: Element) -> None:
        if child(cell, "f") is not None:
            _forget_result(cell)
            return
        text = said(cell, self.texts)
        if OPENING in text:
            value = filled_with(text, self.values.single)
            _put(cell, value, format_for(value, int(cell.get("s") or 0), self.styles))


def map_of(blocks: Mapping[int, str], values: Values) -> RowMap:
    return RowMap({row: len(values.tables[name]) for row, name in blocks.items()})


def _forget_result(cell: Element) -> None:
    """What a formula gave in the empty form: whoever opens the file computes it anew."""
    cell.attrib.pop("t", None)
    value = child(cell, "v")
    if value is not None:
        cell.remove(value)


def _put(cell: Element, value: Value, style: int) -> None:
    for each in list(cell):
        cell.remove(each)
    cell.attrib.pop("t", None)
    cell.set("s", str(style))
    namespace = etree.QName(cell).namespace
    if value.kind is ValueKind.TEXT:
        cell.set("t", "inlineStr")
        inline = etree.SubElement(cell, f"{{{namespace}}}is")
        text = etree.SubElement(inline, f"{{{namespace}}}t")
        text.text = etree.fromstring(cells.text(value.plain).inline).findtext("t")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif value.kind is not ValueKind.EMPTY:
        etree.SubElement(cell, f"{{{namespace}}}v").text = value.plain
