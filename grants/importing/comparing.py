"""Rows that the programme has already: what of them the file changes, and whether it may."""

from core.calendar import quarter_name
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Known, Row, Upload
from grants.models.agreements import Side
from grants.workbook.mapping import MAPPED, Content, as_text

ALWAYS = {
    "programmes": {"name", "ends_on", "language", "reversal_limit", "complaints"},
    "groups": {"name", "members", "women", "leader_sex", "certificate_until"},
    "households": {"head_sex", "migrants_abroad", "host_country"},
    "projects": {"name", "starts_on", "ends_on", "status", "budget"},
    "funds": {"name", "donor", "budget", "yearly_envelope", "closes_on"},
    "receipts": {"bank_reference"},
    "rates": {"source"},
    "other_funding": {"partner", "partner_type", "kind", "received_on"},
    "disbursements": {
        *("paid_to", "bank_reference", "arrived_on", "arrived_amount", "arrived_currency"),
        *("milestone", "tranche", "evidence", "override_reason"),
    },
    "expenditures": {
        *("category", "budget_line", "payee", "invoice_no", "description", "payment_reference", "evidence"),
    },
    "progress": {"planned", "actual", "certified_by", "evidence"},
    "measurements": {"value", "female", "male", "source"},
    "indicators": {"name", "unit", "baseline", "target", "catalogue", "baseline_on", "baseline_source"},
    "reached": {"people", "female", "male", "households", "source"},
    "service_checks": {
        *("months", "functional", "fee_due", "fee_paid", "fund_balance", "repairs", "days_down"),
        *("checked_by", "words"),
    },
    "bank_lines": {"party", "ticks_sheet", "ticks", "ticked_on", "ticked_by"},
    "documents": {"title", "dated_on", "sha256"},
    "grievances": {"access"},
    **{
        name: set()
        for name in (
            *("rules", "contributions", "agreements", "certifications", "tranches", "steps"),
            *("variances", "reviews", "clawbacks", "project_steps", "grievance_steps"),
            *("narrative", "signatures"),
        )
    },
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
"""Columns that decisions read as they stand: free to change until the programme's first event is booked."""

ONCE = {"projects": {"approved_on", "settled_on", "final_cost"}}
"""Columns that may be filled in, and then stand."""

_DATED = {
    "receipts": "received_on",
    "disbursements": "paid_on",
    "expenditures": "spent_on",
    "progress": "on",
    "measurements": "measured_on",
    "reached": "measured_on",
    "service_checks": "checked_on",
}


def compare(upload: Upload, name: str, closed_quarters: set[str]) -> None:
    """Find the rows that are known, and of these the columns in which the file differs."""
    for row in upload.sound(name):
        if row.is_new:
            continue
        known = upload.known[name][row.key]
        row.changed = tuple(column for column, value in known.content.items() if row.content[column] != value)
        for column in row.changed:
            if not _may_change(upload, row, known, column, closed_quarters):
                _refuse(upload, row, known, column)


def is_dated(sheet: str, column: str) -> bool:
    """Whether a change of this column is booked as an event: it may change at any time.

    An approval, a settlement, a verification are events of their own; what may only be mended before anything
    was decided was never otherwise, so it is journaled but has no date.
    """
    return sheet not in ("contributions", "rates") and _may_always_change(sheet, column)


def is_closed(sheet: str, content: Content, closed_quarters: set[str]) -> bool:
    """Whether a row is dated in a closed quarter."""
    return sheet in _DATED and quarter_name(content[_DATED[sheet]]) in closed_quarters


def _may_always_change(sheet: str, column: str) -> bool:
    return column in ALWAYS[sheet] if sheet in ALWAYS else column not in MAPPED[sheet].sheet.key


def _may_change(upload: Upload, row: Row, known: Known, column: str, closed_quarters: set[str]) -> bool:
    name = row.sheet
    if name == "contributions":
        return bool(known.content["status"] != "verified")
    if is_closed(name, known.content, closed_quarters):
        return False
    if name == "rates" and column == "units_per_usd":
        return not known.extra["is_used"]
    if column in ONCE.get(name, ()):
        return known.content[column] is None
    if name == "rules" and column in UNTIL_DECIDED[name]:
        if column == "effective_to" and _may_end(row, known):
            return True
        return not upload.last_seq and not _is_agreed(upload, row)
    if column in UNTIL_DECIDED.get(name, ()):
        return not upload.last_seq
    return _may_always_change(name, column)


def _may_end(row: Row, known: Known) -> bool:
    """An open version may be ended so that a new one can follow; rule_checks looks at the day."""
    return row.content["effective_to"] is not None and known.content["effective_to"] is None


def _is_agreed(upload: Upload, row: Row) -> bool:
    """Whether anybody agreed to the sentence of this version: nobody reads another one into their yes."""
    agreements = upload.known.get("agreements", {})
    return any(row_key(row.content["code"], str(row.content["version"]), side) in agreements for side in Side)


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
