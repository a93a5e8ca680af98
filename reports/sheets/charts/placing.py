"""Where charts stand: below a table, as wide as its columns, the first across, others two beside each other."""

from collections.abc import Iterator, Sequence

from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor

_ROWS_OF_FIRST, _ROWS_OF_OTHERS = 20, 22
_GAP = 1
"""Rows above each chart."""
_ASIDE = 120_000
"""Between two charts beside each other: a third of a centimetre, in units of drawings."""


def place_charts(charts: Sequence[BarChart], columns: int, last_row: int) -> int:
    """Anchor the charts below the last row of a table; returns the last row that they take.

    They are held by cells and not by lengths: how wide a column is differs between programs.
    """
    row = last_row
    for beside_each_other, height in _rows_of(charts):
        row += _GAP
        edges = [0, columns - 1, columns] if len(beside_each_other) == 2 else [0, columns]
        for number, chart in enumerate(beside_each_other):
            start = AnchorMarker(edges[number], _ASIDE if number else 0, row)
            end = AnchorMarker(edges[number + 1], 0, row + height)
            chart.anchor = TwoCellAnchor("twoCell", _from=start, to=end)
        row += height
    return row


def _rows_of(charts: Sequence[BarChart]) -> Iterator[tuple[Sequence[BarChart], int]]:
    first, others = charts[:1], charts[1:]
    yield first, _ROWS_OF_FIRST
    for number in range(0, len(others), 2):
        yield others[number : number + 2], _ROWS_OF_OTHERS
