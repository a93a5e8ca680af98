"""How native charts look: the report's paper and ink, a unit at the axis, few lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from reports.sheets.charts.ranges import Table
from reports.sheets.charts.scale import Scale
from reports.sheets.looks import FONT, INK, LINE, MUTED

_POINT = 100
"""Sizes of text in charts are in hundredths of a point."""
_SIZE, _SIZE_OF_TITLE = 9 * _POINT, 11 * _POINT
_UPRIGHT = -90 * 60_000
"""In 60,000ths of a degree."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One series: what its bars show, in words, their colour, and the column in which their numbers stand."""

    words: Any
    colour: str
    column: str


def bar_chart(
    title: str, scale: Scale, table: Table, labels: str, series: Sequence[Bars], is_lying: bool
) -> BarChart:
    """Bars side by side for each row of a table; lying, with the first row on top."""
    chart = BarChart()
    chart.type = "bar" if is_lying else "col"
    chart.grouping, chart.gapWidth, chart.overlap = "clustered", 45, 0
    chart.series = [_series(each, number, table, labels) for number, each in enumerate(series)]
    chart.title = Title(tx=Text(rich=_rich(title, _SIZE_OF_TITLE, INK, is_bold=True)), overlay=False)
    chart.legend = Legend()
    chart.legend.position, chart.legend.overlay, chart.legend.txPr = "t", False, _text_of(INK)
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=_line(LINE))
    _draw_axes(chart, scale, is_lying)
    return chart


def _series(bars: Bars, number: int, table: Table, labels: str) -> Series:
    series = Series(idx=number, order=number)
    series.tx = SeriesLabel(v=str(bars.words))
    series.cat, series.val = table.labels(labels), table.numbers(bars.column)
    series.spPr = GraphicalProperties(solidFill=bars.colour, ln=LineProperties(noFill=True))
    series.invertIfNegative = False
    return series


def _draw_axes(chart: BarChart, scale: Scale, is_lying: bool) -> None:
    along, value = chart.x_axis, chart.y_axis
    for axis in (along, value):
        axis.delete = False  # left out, some programs show no axis
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.txPr = _text_of(INK)
    along.majorGridlines, along.tickLblPos = None, "low"
    along.spPr = GraphicalProperties(ln=_line(MUTED))
    along.number_format = "@"
    value.majorGridlines = ChartLines(GraphicalProperties(ln=_line(LINE)))
    value.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    value.number_format, value.numFmt.sourceLinked = scale.number_format, False
    value.scaling.min, value.scaling.max, value.majorUnit = scale.start, scale.end, scale.step
    turn = None if is_lying else _UPRIGHT
    value.title = Title(tx=Text(rich=_rich(scale.unit, _SIZE, MUTED, turn=turn)), overlay=False)
    if is_lying:
        # The first row on top, and the numbers nevertheless at the foot.
        along.scaling.orientation, value.crosses = "maxMin", "max"


def _line(colour: str) -> LineProperties:
    return LineProperties(solidFill=colour, w=9_525)


def _letters(size: int, colour: str, is_bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=is_bold, solidFill=colour, latin=Font(typeface=FONT))


def _rich(words: str, size: int, colour: str, is_bold: bool = False, turn: int | None = None) -> RichText:
    letters = _letters(size, colour, is_bold)
    run = RegularTextRun(rPr=letters, t=words)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return RichText(bodyPr=RichTextProperties(rot=turn), p=[paragraph])


def _text_of(colour: str) -> RichText:
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=_letters(_SIZE, colour)), endParaRPr=CharacterProperties()
    )
    return RichText(bodyPr=RichTextProperties(), p=[paragraph])
