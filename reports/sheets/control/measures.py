"""The measures of the summary, from the rows of the span and from the sums of the other sheets."""

from collections.abc import Iterator

from core.money import exponent
from grants.spending.sources import Source, SourceKind
from household_groups.models.contributions import ContributionSource
from reports.figures.summary import Measure, Unit
from reports.sheets import declared as d
from reports.sheets import formulas as f
from reports.sheets.cells import amount, decimal
from reports.sheets.control.accounts import IN_KINDS, MONEY_KINDS
from reports.sheets.control.lines import Contents, Line, account_line
from reports.sheets.cover.sheet import COVER, row_of_figure
from reports.sheets.cover.words import FIGURES
from reports.sheets.impact import REACHED

Formulas = dict[str, str]

_ROWS = {
    Measure.CONTRIBUTED: f.total_where(d.CONTRIBUTIONS, "value", kind=MONEY_KINDS),
    Measure.REMITTANCES: f.total_where(
        d.CONTRIBUTIONS, "value", kind=MONEY_KINDS, source=ContributionSource.REMITTANCE.value
    ),
    Measure.IN_KIND: f.total_where(d.CONTRIBUTIONS, "value", kind=IN_KINDS),
    Measure.MATCHED: f.total(d.MATCHES, "value"),
    Measure.OTHER_FUNDING: f.total(d.OTHER_FUNDING, "agreed"),
    Measure.DISBURSED: f.total(d.DISBURSEMENTS, "value"),
    Measure.SPENT: f.total(d.EXPENDITURES, "value"),
}
_OWN = (Measure.MATCHED, Measure.DISBURSED)
"""What a fund's report has all rows of; of the others it has sums alone."""

_COLUMNS = {
    Measure.CONTRIBUTED: "contributed_total",
    Measure.REMITTANCES: "remittances_total",
    Measure.IN_KIND: "in_kind_total",
    Measure.MATCHED: "matched_total",
    Measure.OTHER_FUNDING: "other_funding",
    Measure.DISBURSED: "disbursed_total",
    Measure.SPENT: "spent_total",
}


_SERVED = f"{f.total(REACHED, 'people_reached')}-{f.total(REACHED, 'people_stopped')}"
_MONTHS = (Measure.CONTRIBUTED, Measure.MATCHED)


def measure_lines(contents: Contents) -> Iterator[Line]:
    for account in contents.report.control.measures:
        measure = Measure(account.subject)
        formulas = _elsewhere(contents, measure) | _sources(contents, measure)
        if contents.is_whole or measure in _OWN:
            formulas["in_rows"] = _ROWS[measure]
        if measure in _MONTHS and contents.rows[d.MONTHS.name]:
            formulas["months"] = f.total(d.MONTHS, measure)
        yield account_line(account, "", formulas)
    yield from _count_lines(contents)
    yield _cost_line(contents)


def _elsewhere(contents: Contents, measure: Measure) -> Formulas:
    """What the summary and the cover say, and what the columns of communities and projects add up to."""
    formulas = {"summary": f.cell(d.SUMMARY, "cumulative", contents.row_of(d.SUMMARY, measure))}
    if measure in FIGURES:
        formulas["cover"] = f.cell(COVER, "cumulative", row_of_figure(measure))
    for sheet in (d.COMMUNITIES, d.PROJECTS):
        if _COLUMNS[measure] in {column.name for column in sheet.columns}:
            formulas[sheet.name] = f.total(sheet, _COLUMNS[measure])
    return formulas


def _sources(contents: Contents, measure: Measure) -> Formulas:
    group_money, in_kind = SourceKind.GROUP_MONEY.word, SourceKind.GROUP_IN_KIND.word
    other = f.total_where(d.SOURCES, "agreed", kind=SourceKind.OTHER.word)
    found = {
        Measure.CONTRIBUTED: f.total_where(d.SOURCES, "received", kind=group_money),
        Measure.IN_KIND: f.total_where(d.SOURCES, "received", kind=in_kind),
        Measure.MATCHED: _of_funds(contents, "agreed"),
        Measure.DISBURSED: _of_funds(contents, "received"),
        Measure.OTHER_FUNDING: other,
        Measure.SPENT: f.total(d.SOURCES, "spent_share"),
    }
    if not contents.is_whole:
        all_funds = f.total_where(d.SOURCES, "agreed", kind=SourceKind.FUND.word)
        found[Measure.OTHER_FUNDING] = f"{other}+{all_funds}-{_of_funds(contents, 'agreed')}"
        found[Measure.SPENT] = _of_funds(contents, "spent_share")
    return {"sources": found[measure]} if measure in found else {}


def _of_funds(contents: Contents, column: str) -> str:
    """Of all funds, or of the one that the report is about."""
    if contents.report.fund is None:
        return f.total_where(d.SOURCES, column, kind=SourceKind.FUND.word)
    source = Source(SourceKind.FUND, contents.report.fund).label
    return f.total_of_text(d.SOURCES, column, "source", source, contents.last_row(d.SOURCES))


def _cost_line(contents: Contents) -> Line:
    """What all works cost falls on communities twice: where the works stand, and whom they reach."""
    currency = contents.report.programme.currency
    decimals = exponent(currency)
    cost = sum(row.cost_minor for row in contents.report.reached)
    return Line(
        "programme cost",
        currency,
        closing=amount(cost, decimals),
        decimals=decimals,
        formulas={
            "communities": f.total(d.COMMUNITIES, "cost_total"),
            "reached": f.total(REACHED, "cost"),
        },
    )


def _count_lines(contents: Contents) -> Iterator[Line]:
    communities: dict[Measure, str] = {
        Measure.PROJECTS: f.total(d.COMMUNITIES, "projects"),
        Measure.COMMUNITIES: f'COUNTIF({f.column(d.COMMUNITIES, "groups")},">0")',
        Measure.BENEFICIARIES: f.total(d.COMMUNITIES, "beneficiaries"),
    }
    for row in contents.report.summary:
        if row.measure in communities and row.unit is Unit.COUNT and row.cumulative is not None:
            formulas = {
                "summary": f.cell(d.SUMMARY, "cumulative", contents.row_of(d.SUMMARY, row.measure)),
                "communities": communities[row.measure],
            }
            if row.measure in FIGURES:
                formulas["cover"] = f.cell(COVER, "cumulative", row_of_figure(row.measure))
            if row.measure is Measure.BENEFICIARIES:
                formulas["reached"] = _SERVED
            yield Line(f"programme {row.measure}", closing=decimal(row.cumulative), formulas=formulas)
