"""What must hold of disbursements and expenditures."""

from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload


def check_disbursements(upload: Upload) -> None:
    for row in upload.of("disbursements"):
        _check_sign(upload, row, "refund_of", "disbursements", ("fund", "project"))
        _check_settlement(upload, row)
        _check_tranche(upload, row)


def check_expenditures(upload: Upload) -> None:
    for row in upload.of("expenditures"):
        _check_sign(upload, row, "corrects", "expenditures", ("project", "currency"))
        line = row.content["budget_line"]
        if line is not None and not upload.has("budget_lines", row_key(row.content["project"], line)):
            upload.refuse(row, "budget_line", RowProblem.CODE_UNKNOWN, code=line, of_sheet="budget_lines")


def _check_sign(upload: Upload, row: Row, link: str, sheet: str, same: tuple[str, ...]) -> None:
    """Refunds and corrections are negative and name a row of the same fund and project; nothing else is."""
    amount, linked = row.content["amount"], row.content[link]
    if amount == 0:
        upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)
    if linked is None:
        if amount is not None and amount < 0:
            upload.refuse(row, "amount", RowProblem.NEGATIVE_WITHOUT_LINK, needed=link)
        return
    if amount is not None and amount > 0:
        upload.refuse(row, "amount", RowProblem.CORRECTION_NOT_NEGATIVE, needed=link)
    other = upload.look_up(sheet, linked)
    if other is None or any(other[column] != row.content[column] for column in same):
        upload.refuse(row, link, RowProblem.LINK_UNKNOWN, code=linked, of_sheet=sheet)


def _check_tranche(upload: Upload, row: Row) -> None:
    """It is of the same fund and project; whether it is approved is seen once all is written."""
    tranche = row.content["tranche"]
    if tranche is None:
        return
    asked = upload.look_up("tranches", tranche)
    if asked is None or any(asked[column] != row.content[column] for column in ("fund", "project")):
        upload.refuse(row, "tranche", RowProblem.LINK_UNKNOWN, code=tranche, of_sheet="tranches")


def _check_settlement(upload: Upload, row: Row) -> None:
    """A settlement has read the payments up to its day; none may be put before it afterwards."""
    known = upload.known.get("projects", {}).get(row.content["project"] or "")
    if known is None or known.extra["settled_seq"] is None or row.key in upload.known["disbursements"]:
        return
    settled_on = known.content["settled_on"]
    if row.content["paid_on"] is not None and row.content["paid_on"] <= settled_on:
        upload.refuse(row, "paid_on", RowProblem.BEFORE_SETTLEMENT, date=settled_on)
