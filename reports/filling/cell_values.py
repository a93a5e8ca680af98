"""What a cell of a form says once its placeholders are filled, and in which format."""

from collections.abc import Mapping

from reports.filling.placeholders import is_whole, names_in, replaced
from reports.filling.styles import Styles
from reports.filling.values import Value, ValueKind
from reports.sheets import cells

Row = Mapping[str, Value]


def filled_with(text: str, row: Row) -> Value:
    """A placeholder alone is its value; within a text it is words."""
    if is_whole(text):
        return row[names_in(text)[0]]
    words = replaced(text, lambda name: row[name].words)
    return Value(ValueKind.TEXT, words, words)


def format_for(value: Value, style: int, styles: Styles) -> int:
    """The cell's own, but for a day in a cell without one and a text that begins like a formula."""
    if value.kind is ValueKind.DATE:
        return styles.for_day(style)
    if value.kind is ValueKind.TEXT and cells.text(value.plain).is_like_a_formula:
        return styles.quoted(style)
    return style
