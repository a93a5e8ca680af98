"""Rows that the programme has already: what of them the file changes, and whether it may."""

from datetime import date

from core.calendar import quarter_name
from grants.importing.converting import given_columns
from grants.importing.problems import RowProblem
from grants.importing.upload import Known, Row, Upload
from grants.workbook.mapping import MAPPED, as_text

ALWAYS = {
    "programmes": {"name", "ends_on", "language", "reversal_limit"},
    "groups": {"name", "members", "women", "leader_sex", "certificate_until"},
    "households": {"head_sex", "migrants_abroad", "host_country"},
    "projects": {"name", "starts_on", "ends_on", "status", "budget"},
    "funds": {"name", "donor", "budget", "yearly_envelope", "closes_on"},
    "receipts": {"bank_reference"},
    "rates": {"source"},
    "other_funding": {"partner", "partner_type", "kind", "received_on"},
    "disbursements": {
        *("paid_to", "bank_reference", "arrived_on", "arrived_amount", "arrived_currency"),
        *("milestone", "evidence", "override_reason"),
    },
    "expenditures": {
        *("category", "budget_line", "payee", "invoice_no", "description", "payment_reference", "evidence"),
    },
    "rules": set[str](),
    "contributions": set[str](),
}
"""Columns that may change at any time; of sheets that are not named, all but the key."""

UNTIL_DECIDED = {
    "programmes": {"country", "currency", "starts_on", "time_zone"},
    "groups": {"community", "registered_on"},
    "households": {"group"},
    "projects": {"community", "sector"},
    "funds": {"opens_on", "year_starts_month"},
    "rules": {column.name for column in MAPPED["rules"].columns} - {"code", "version", "fund"},
}
"""Columns that decisions read as they stand: free to change until the programme has booked its first event."""

ONCE = {"projects": {"approved_on", "settled_on", "final_cost"}}
"""Columns that may be filled in, and then stand."""

_DATED = {
    "receipts": "received_on",
    "disbursements": "paid_on",
    "expenditures": "spent_on",
    "progress": "on",
    "measurements": "measured_on",
}


def compare(upload: Upload, name: str, closed_quarters: set[str]) -> None:
    """Find the rows that are known, and of these the columns in which the file differs."""
    mapped, given = MAPPED[name], given_columns(upload.sheets[name])
    columns = [column.name for column in mapped.columns if column.name in given]
    for row in upload.sound(name):
        known = upload.known.get(name, {}).get(row.key)
        if known is None:
            continue
        row.known_as = known.id
        for column in set(known.content) - set(columns):
            row.content[column] = known.content[column]
        differing = [column for column in columns if row.content[column] != known.content[column]]
        row.changed = tuple(differing)
        for column in differing:
            if not _may_change(upload, row, known, column, closed_quarters):
                _refuse(upload, row, known, column)


def _may_change(upload: Upload, row: Row, known: Known, column: str, closed_quarters: set[str]) -> bool:
    name = row.sheet
    if name == "contributions":
        return bool(known.content["status"] != "verified")
    day: date | None = known.content[_DATED[name]] if name in _DATED else None
    if day is not None and quarter_name(day) in closed_quarters:
        return False
    if name == "rates" and column == "units_per_usd":
        return not known.extra["is_used"]
    if column in ONCE.get(name, ()):
        return known.content[column] is None
    if column in UNTIL_DECIDED.get(name, ()):
        return not upload.last_seq or (name == "rules" and column == "effective_to" and _may_end(row, known))
    return name not in ALWAYS or column in ALWAYS[name]


def _may_end(row: Row, known: Known) -> bool:
    """An open version may be ended so that a new one can follow; rule_checks looks at the day."""
    return row.content["effective_to"] is not None and known.content["effective_to"] is None


def _refuse(upload: Upload, row: Row, known: Known, column: str) -> None:
    mapped = MAPPED[row.sheet]
    currency = None
    if column in mapped.money_in:
        place = mapped.money_in[column]
        if "." not in place:
            currency = known.content[place]
        else:
            reference, of_column = place.split(".")
            other = upload.look_up(mapped.refers_to[reference], known.content[reference])
            currency = other and other[of_column]
    upload.refuse(
        row,
        column,
        RowProblem.MAY_NOT_CHANGE,
        key=row.key,
        was=as_text(known.content[column], currency) or "",
        now=as_text(row.content[column], currency) or "",
    )
