"""What must hold of funds, receipts, rates and other funding."""

from decimal import Decimal

from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_not_negative, check_order, check_positive
from grants.importing.upload import Upload


def check_funds(upload: Upload) -> None:
    for row in upload.of("funds"):
        check_not_negative(upload, row, "budget", "yearly_envelope")
        check_order(upload, row, "opens_on", "closes_on")
        month = row.content["year_starts_month"]
        if month is not None and not 1 <= month <= 12:
            upload.refuse(row, "year_starts_month", RowProblem.OUT_OF_RANGE, least=1, most=12)


def check_receipts(upload: Upload) -> None:
    for row in upload.of("receipts"):
        if row.content["amount"] == 0:
            upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)


def check_rates(upload: Upload) -> None:
    for row in upload.of("rates"):
        units = row.content["units_per_usd"]
        if units is None:
            continue
        if Decimal(units) <= 0:
            upload.refuse(row, "units_per_usd", RowProblem.NOT_POSITIVE)
        elif row.content["currency"] == "USD" and Decimal(units) != 1:
            upload.refuse(row, "units_per_usd", RowProblem.RATE_OF_USD)


def check_other_funding(upload: Upload) -> None:
    for row in upload.of("other_funding"):
        check_positive(upload, row, "amount")
