"""The sheet `definitions`: one row a sheet, a column of it, or a measure of the summary."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from reports.figures.summary import MeasureRow, Unit
from reports.report import QuarterlyReport
from reports.sheets import declared as d
from reports.sheets.answering import MILESTONES, REVIEWS, UNRECONCILED, VARIANCES
from reports.sheets.certification import CERTIFICATION
from reports.sheets.columns import Column, Kind, Sheet, text
from reports.sheets.control.sheet import CONTROL
from reports.sheets.definitions import answering, control, impact, money, programme, signed, voices
from reports.sheets.definitions.about import ABOUT
from reports.sheets.definitions.definition import Definition, Definitions
from reports.sheets.definitions.measures import MEASURES
from reports.sheets.definitions.shared import SHARED
from reports.sheets.impact import IMPACT, REACHED, SERVICE
from reports.sheets.narrative import NARRATIVE
from reports.sheets.voices import EQUITY, GRIEVANCES

OF_SHEETS: dict[str, Definitions] = {
    d.SUMMARY.name: programme.SUMMARY,
    d.COMMUNITIES.name: programme.COMMUNITIES,
    d.PROJECTS.name: programme.PROJECTS,
    d.SOURCES.name: programme.SOURCES,
    d.FUNDS.name: money.FUNDS,
    d.CONTRIBUTIONS.name: money.CONTRIBUTIONS,
    d.PENDING.name: money.PENDING,
    d.MATCHES.name: money.MATCHES,
    d.DISBURSEMENTS.name: money.DISBURSEMENTS,
    d.EXPENDITURES.name: money.EXPENDITURES,
    d.INDICATORS.name: programme.INDICATORS,
    CONTROL.name: control.CONTROL,
    NARRATIVE.name: signed.NARRATIVE,
    CERTIFICATION.name: signed.CERTIFICATION,
    d.RECEIPTS.name: money.RECEIPTS,
    d.OTHER_FUNDING.name: money.OTHER_FUNDING,
    MILESTONES.name: answering.MILESTONES,
    REVIEWS.name: answering.REVIEWS,
    VARIANCES.name: answering.VARIANCES,
    UNRECONCILED.name: answering.UNRECONCILED,
    IMPACT.name: impact.IMPACT,
    REACHED.name: impact.REACHED,
    SERVICE.name: impact.SERVICE,
    GRIEVANCES.name: voices.GRIEVANCES,
    EQUITY.name: voices.EQUITY,
    d.MONTHS.name: programme.MONTHS,
    d.LARGEST.name: programme.LARGEST,
}
DEFINED: Sequence[Sheet] = (*d.OF_CONTRACT, CONTROL, *d.BEYOND_CONTRACT)

_UNITS = {
    Kind.TEXT: _l("text"),
    Kind.DATE: _l("day"),
    Kind.COUNT: _l("number"),
    Kind.DECIMAL: _l("number"),
    Kind.QUOTIENT: _l("for each 1"),
    Kind.SHARE: _l("part of 1"),
    Kind.PERCENT: _l("percent"),
    Kind.MEASURE: _l("as the measure"),
}
UNITS_OF_MEASURES = {Unit.COUNT: _UNITS[Kind.COUNT], Unit.QUOTIENT: _UNITS[Kind.QUOTIENT]}


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """`column` is empty where the row is about a whole sheet."""

    sheet: str
    column: str
    meaning: Any
    unit: Any
    computed: Any


def definition_of(sheet: Sheet, column: Column) -> Definition:
    """Its own, or that of all columns of this name."""
    return OF_SHEETS[sheet.name].get(column.name) or SHARED[column.name]


def definition_rows(report: QuarterlyReport) -> list[DefinitionRow]:
    return [row for sheet in DEFINED for row in _rows_of(sheet, report)]


def _rows_of(sheet: Sheet, report: QuarterlyReport) -> Iterator[DefinitionRow]:
    currency = report.programme.currency
    yield DefinitionRow(sheet.name, "", ABOUT[sheet.name], "", "")
    for column in sheet.columns:
        means, computed = definition_of(sheet, column)
        yield DefinitionRow(sheet.name, column.name, means, unit_of(column, currency), computed)
    if sheet is d.SUMMARY:
        yield from (_measure_row(row, currency) for row in report.summary)


def _measure_row(row: MeasureRow, currency: str) -> DefinitionRow:
    means, computed = MEASURES[row.measure]
    unit = UNITS_OF_MEASURES.get(row.unit, currency)
    return DefinitionRow(d.SUMMARY.name, row.measure, means, unit, computed)


def unit_of(column: Column, currency: Any) -> Any:
    """Of money the programme's currency, or the column that says in which it is."""
    if column.kind is not Kind.MONEY:
        return _UNITS[column.kind]
    return str(_l("see %(column)s")) % {"column": column.currency} if column.currency else currency


DEFINITIONS = Sheet(
    "definitions",
    _l("Definitions"),
    definition_rows,
    text("sheet", "column", "meaning", "unit", "computed"),
)
