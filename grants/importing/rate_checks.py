"""Rates that verified contributions and other funding need whatever the rules say."""

from core.calendar import month_name
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload


def check_rates_of_rows(upload: Upload) -> None:
    """The first row that lacks a rate is named, once for each currency and month."""
    missing: set[tuple[str, str]] = set()
    for sheet, date_column in (("contributions", "received_on"), ("other_funding", "agreed_on")):
        for row in upload.new(sheet):
            if row.content.get("status", "verified") != "verified":
                continue
            project = upload.look_up("projects", row.content["project"])
            if project is None or project["currency"] == row.content["currency"]:
                continue
            month = month_name(row.content[date_column])
            for currency in (row.content["currency"], project["currency"]):
                if currency is None or (currency, month) in missing or _has(upload, currency, month):
                    continue
                missing.add((currency, month))
                upload.refuse_cell(
                    sheet, row.number, "currency", RowProblem.RATE_MISSING, currency=currency, month=month
                )


def _has(upload: Upload, currency: str, month: str) -> bool:
    return currency == "USD" or upload.has("rates", row_key(currency, month))
