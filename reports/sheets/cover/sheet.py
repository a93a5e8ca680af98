"""The sheet `cover`, line by line. Its figures are those of `summary`; formulas of `control` compare them."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from core.money import exponent
from reports import labels
from reports.figures.summary import Measure, MeasureRow, Unit
from reports.report import QuarterlyReport
from reports.sheets import cells
from reports.sheets.columns import Kind, Sheet, number, text
from reports.sheets.cover import looks, words
from reports.sheets.cover.lines import Figure, Line, Said
from reports.sheets.definitions.about import ABOUT


def _figures(report: QuarterlyReport) -> list[MeasureRow]:
    rows = {row.measure: row for row in report.summary}
    return [rows[measure] for measure in words.FIGURES]


COVER = Sheet(
    "cover", _l("Cover"), _figures, (*text("figure", "unit"), *number(Kind.MEASURE, "quarter", "cumulative"))
)
"""Its lines are no table, but in the columns of the two last names no other numbers stand."""

_DIGEST = "digest"
"""Takes the place of the digest until that is known."""
_KINDS = {Unit.MONEY: Kind.MONEY, Unit.COUNT: Kind.COUNT, Unit.QUOTIENT: Kind.QUOTIENT}


def cover_lines(report: QuarterlyReport, sheets: Sequence[Sheet]) -> list[Line]:
    """All but the digest, which is known when all other sheets are written."""
    return [
        *_head(report),
        *_table(report),
        _space(8),
        _heading(words.CONTENTS),
        *(_about(sheet) for sheet in sheets),
        _space(8),
        _heading(words.STANDS_ON),
        _pair(_l("Books"), words.state_of_books(report)),
        *_sealed(report),
        _pair(_l("Amounts"), words.currency(report)),
        _pair(_l("Rates"), words.rates(report)),
        _pair(_l("Made by"), words.HOW_MADE),
        _pair(_l("To check it"), words.HOW_TO_CHECK),
        _pair(_l("SHA-256"), words.DIGEST_OF),
        _pair("", _DIGEST),
    ]


def _sealed(report: QuarterlyReport) -> Iterator[Line]:
    """Nothing of a report that is not sealed. Its own SHA-256 cannot stand in it."""
    if report.seal is not None:
        yield _pair(_l("Sealed"), words.sealed(report.seal))
        if report.seal.copy_of:
            yield _pair(_l("Copy"), words.copy_of(report.seal))


def with_digest(lines: Sequence[Line], digest: str) -> Iterator[Line]:
    return (line.saying(_DIGEST, digest) for line in lines)


def row_of_figure(measure: Measure) -> int:
    """The number of the row in which a figure stands."""
    return _ROWS_OF_HEAD + 2 + list(words.FIGURES).index(measure)


_ROWS_OF_HEAD = 10


def _head(report: QuarterlyReport) -> list[Line]:
    head = [
        Line([Said("", looks.BAND)], 9),
        Line([Said("", looks.THIN_BAND)], 3),
        _space(14),
        Line([Said(words.kind_of_report(report), looks.KIND_OF_REPORT)]),
        Line([Said(report.programme.name, looks.TITLE)], 6),
        Line([Said(words.under_title(report), looks.UNDER_TITLE)]),
        Line([Said(labels.period(report.span), looks.PERIOD)], 8),
        _space(8),
        Line([Said(words.finding(report), looks.FINDING)], 4),
        _space(10),
    ]
    assert len(head) == _ROWS_OF_HEAD
    return head


def _table(report: QuarterlyReport) -> Iterator[Line]:
    currency = report.programme.currency
    names = [
        Said(words.amounts_in(currency), looks.FIGURES_OF, 0, 1),
        Said(str(report.span), looks.COLUMN, 2, 2),
        Said(words.until(report), looks.COLUMN, 3, 3),
    ]
    yield Line(names, 4)
    for row in _figures(report):
        kind = _KINDS[row.unit]
        decimals = exponent(currency) if kind is Kind.MONEY else 0
        figures = [
            Figure(_plain(value, kind, decimals), looks.figure(kind, decimals, is_strong), column)
            for column, value, is_strong in ((2, row.quarter, False), (3, row.cumulative, True))
        ]
        yield Line([Said(str(words.FIGURES[row.measure]), looks.FIGURE_NAME, 0, 1), *figures], 3)


def _plain(value: Any, kind: Kind, decimals: int) -> str:
    if value is None:
        return ""
    return cells.amount(value, decimals) if kind is Kind.MONEY else cells.decimal(value)


def _about(sheet: Sheet) -> Line:
    name = Said(sheet.name, looks.SHEET, 0, 0, link=sheet.name)
    return Line([name, Said(str(ABOUT[sheet.name]), looks.ABOUT_SHEET, 1)], 1)


def _pair(term: Any, says: Any) -> Line:
    return Line([Said(str(term), looks.TERM, 0, 0), Said(str(says), looks.TEXT, 1)], 2)


def _heading(said: Any) -> Line:
    return Line([Said(str(said), looks.HEADING)], 5)


def _space(points: float) -> Line:
    return Line([Said("", looks.NOTHING)], points)
