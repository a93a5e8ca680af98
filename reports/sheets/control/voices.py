"""Grievances from opening to closing, and that every comparison of `equity` adds up to the programme."""

from collections.abc import Iterator

from core.money import exponent
from reports.equity.figures import ComparedBy
from reports.figures.grievances import ALL, KINDS
from reports.figures.summary import Measure
from reports.sheets import formulas as f
from reports.sheets.cells import amount
from reports.sheets.control.lines import Contents, Line
from reports.sheets.voices import EQUITY, GRIEVANCES

_COMPARED = {Measure.CONTRIBUTED: "contributed_total", Measure.MATCHED: "matched_total"}


def voice_lines(contents: Contents) -> Iterator[Line]:
    if contents.report.grievances:
        yield from _grievance_lines(contents)
    if contents.report.equity:
        yield from _equity_lines(contents)


def _grievance_lines(contents: Contents) -> Iterator[Line]:
    """The row of all against the rows of the categories, in the span and to date."""
    [of_all] = [row for row in contents.report.grievances if row.category == ALL]
    yield Line(
        "grievances",
        opening=str(of_all.opening),
        incoming=str(of_all.received_quarter + of_all.reopened_quarter),
        outgoing=str(of_all.resolved_quarter),
        closing=str(of_all.open),
        formulas={
            "in_rows": f"{_of_kinds('received_quarter')}+{_of_kinds('reopened_quarter')}",
            "out_rows": _of_kinds("resolved_quarter"),
            "grievances": _of_kinds("open"),
        },
    )
    to_date = f"{_of_kinds('received_total')}+{_of_kinds('reopened_total')}-{_of_kinds('resolved_total')}"
    yield Line("grievances to date", closing=str(of_all.open), formulas={"grievances": to_date})


def _of_kinds(column: str) -> str:
    return f.total_where(GRIEVANCES, column, category=KINDS)


def _equity_lines(contents: Contents) -> Iterator[Line]:
    currency = contents.report.programme.currency
    decimals = exponent(currency)
    closing = {account.subject: account.closing_minor for account in contents.report.control.measures}
    for compared_by in ComparedBy:
        for measure, column in _COMPARED.items():
            yield Line(
                f"equity {compared_by} {measure}",
                currency,
                closing=amount(closing[measure], decimals),
                decimals=decimals,
                formulas={"equity": f.total_where(EQUITY, column, compared_by=compared_by.value)},
            )
