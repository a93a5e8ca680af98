"""A row of a form that repeats, written as text once for each row of its table: there may be very many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from reports.filling.cell_values import Row, filled_with, format_for
from reports.filling.cells_of import Element, child, column_of, said
from reports.filling.placeholders import OPENING
from reports.filling.references import Own, Shifter
from reports.filling.styles import Styles
from reports.filling.values import Value, ValueKind
from reports.sheets import cells


class _Cell(NamedTuple):
    """What a cell of the form says, looked up once: `inside` is what stays the same in every copy."""

    column: str
    style: int
    kind: str | None
    text: str
    formula: str | None
    array: str
    inside: str


@dataclass(frozen=True, slots=True)
class RepeatedRow:
    """`mark` is the prefix by which the sheet names its elements, with a colon, or ''."""

    row: Element
    texts: list[str]
    sheet: str
    shifter: Shifter
    styles: Styles
    mark: str

    def copies(self, rows: Sequence[Row], single: Row) -> Iterator[str]:
        number = int(self.row.get("r"))
        first = self.shifter.map_of(self.sheet).first(number)
        attributes = "".join(
            f" {name}={quoteattr(value)}"
            for name, value in self.row.attrib.items()
            if name[0] != "{" and name != "r"
        )
        known = [self._known(cell) for cell in self.row]
        for copy, of_row in enumerate(rows):
            values = {**single, **of_row}
            own = Own(number, copy)
            inside = "".join([self._written(cell, first + copy, own, values) for cell in known])
            yield f'<{self.mark}row r="{first + copy}"{attributes}>{inside}</{self.mark}row>'

    def _known(self, cell: Element) -> _Cell:
        formula, value = child(cell, "f"), child(cell, "v")
        kind, text, inside = cell.get("t"), said(cell, self.texts), ""
        if kind == "inlineStr":
            inside = self._inside(Value(ValueKind.TEXT, text, text))
        elif value is not None:
            inside = f"<{self.mark}v>{escape(value.text or '')}</{self.mark}v>"
        array = formula.get("ref", "") if formula is not None and formula.get("t") == "array" else ""
        return _Cell(
            column_of(cell),
            int(cell.get("s") or 0),
            kind,
            text if OPENING in text else "",
            None if formula is None else formula.text or "",
            array,
            inside,
        )

    def _written(self, cell: _Cell, number: int, own: Own, values: Row) -> str:
        style, kind, inside = cell.style, cell.kind, cell.inside
        if cell.formula is not None:
            kind, inside = None, self._formula(cell, number, own)
        elif cell.text:
            value = filled_with(cell.text, values)
            style, inside = format_for(value, style, self.styles), self._inside(value)
            kind = "inlineStr" if value.kind is ValueKind.TEXT else None
        type = f' t="{kind}"' if kind else ""
        return f'<{self.mark}c r="{cell.column}{number}" s="{style}"{type}>{inside}</{self.mark}c>'

    def _formula(self, cell: _Cell, number: int, own: Own) -> str:
        text = self.shifter.formula(cell.formula or "", self.sheet, own)
        ends = [f"{end.rstrip('0123456789')}{number}" for end in cell.array.split(":")]
        array = f' t="array" ref="{":".join(ends)}"' if cell.array else ""
        return f"<{self.mark}f{array}>{escape(text)}</{self.mark}f>"

    def _inside(self, value: Value) -> str:
        if value.kind is ValueKind.EMPTY:
            return ""
        if value.kind is not ValueKind.TEXT:
            return f"<{self.mark}v>{value.plain}</{self.mark}v>"
        inline = cells.text(value.plain).inline
        if not self.mark:
            return inline
        opened = inline.replace("<is><t", f"<{self.mark}is><{self.mark}t", 1)
        return opened.replace("</t></is>", f"</{self.mark}t></{self.mark}is>")
