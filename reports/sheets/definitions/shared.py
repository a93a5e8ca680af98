"""Columns that mean the same wherever they stand."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

_VALUE = _l("Converted at the rate of the month of the row's own day, and rounded")

SHARED: Definitions = {
    "project": Definition(_l("Code of the project")),
    "community": Definition(_l("Code of the community")),
    "group": Definition(_l("Code of the household initiative group")),
    "fund": Definition(_l("Code of the fund")),
    "reference": Definition(_l("Under which the row is known in the books")),
    "currency": Definition(_l("Of the amounts of the row, code of ISO 4217")),
    "late_for": Definition(
        _l("The closed quarter to which the day of the row belongs"),
        _l("Filled where that quarter was closed when the row was booked: it counts in this one"),
    ),
    "value": Definition(_l("The amount in the currency of the programme"), _VALUE),
    "cost_total": Definition(
        _l("What the works cost to date, whoever paid"), _l("Spent to date and in kind, of all sources")
    ),
    "contributed_total": Definition(
        _l("Money that groups brought to date, less what they took back"),
        _l("As contributed in summary"),
    ),
    "in_kind_total": Definition(
        _l("Labour, materials and skills that groups brought to date, at their value"),
        _l("As in_kind in summary"),
    ),
    "matched_total": Definition(_l("Granted to date, less what was released"), _l("As matched in summary")),
    "disbursed_total": Definition(_l("Paid by funds to date, less refunds"), _l("As disbursed in summary")),
    "spent_total": Definition(_l("Spent to date, less corrections"), _l("As spent in summary")),
    "no": Definition(
        _l("Number of the row, for the formulas of control"), _l("1 for the first row below the header")
    ),
    "project_no": Definition(
        _l("Number of the project, for the formulas of control"), _l("The project's no in projects")
    ),
    "fund_no": Definition(
        _l("Number of the fund, for the formulas of control"), _l("The fund's no in funds")
    ),
}
