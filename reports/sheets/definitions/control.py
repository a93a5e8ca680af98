"""The sheet `control`."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

_ROWS = _l("Computed when the file is opened, from the rows of the span")
_OTHER = _l("Computed when the file is opened, from the sheet of this name")

CONTROL: Definitions = {
    "account": Definition(
        _l("What is checked: an account, a count of rows, a sum, or on what the figures stand")
    ),
    "opening": Definition(_l("On the day before the span")),
    "in": Definition(_l("What came in during the span")),
    "out": Definition(_l("What went out during the span")),
    "closing": Definition(_l("At the end of the span"), _l("opening + in - out")),
    "check": Definition(
        _l("OK, or the largest difference"),
        _l("Computed when the file is opened, from the columns to the right of remark"),
    ),
    "remark": Definition(_l("What else there is to know, like the source of a rate")),
    "in_rows": Definition(_l("In, found again"), _ROWS),
    "out_rows": Definition(_l("Out, found again"), _ROWS),
    "closing_rows": Definition(_l("Closing, found again"), _ROWS),
    "summary": Definition(_l("Closing, found again"), _OTHER),
    "communities": Definition(_l("Closing, found again"), _OTHER),
    "projects": Definition(_l("Closing, found again"), _OTHER),
    "sources": Definition(_l("Closing, found again"), _OTHER),
    "funds": Definition(_l("Closing, found again"), _OTHER),
    "months": Definition(_l("Closing, found again"), _OTHER),
    "expenditures": Definition(
        _l("Closing of what budget lines cost, found again"),
        _l(
            "Computed when the file is opened: value_total of variances, with the value of expenditures in the "
            "place of value_quarter"
        ),
    ),
    "reviews": Definition(_l("Closing, found again"), _OTHER),
    "variances": Definition(_l("Closing, found again"), _OTHER),
    "unreconciled": Definition(
        _l("Closing of the bank of a fund, found again"),
        _l("Computed when the file is opened: cash_balance in funds, with what unreconciled lists"),
    ),
    "reached": Definition(
        _l("Closing of the people who benefit, and of the cost, found again"),
        _l("Computed when the file is opened: people_reached - people_stopped, or cost, in reached"),
    ),
    "grievances": Definition(_l("Closing, found again"), _OTHER),
    "equity": Definition(_l("Closing, found again"), _OTHER),
    "cover": Definition(_l("Closing, found again"), _OTHER),
}
