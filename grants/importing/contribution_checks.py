"""What must hold of contributions and their reversals."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.money import AmountTooLarge, TooManyDecimals, exponent, minor_per_major, to_major, to_minor
from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_order, check_positive
from grants.importing.upload import Row, Upload

_VERIFICATION = ("verified_on", "verified_by", "verification_method")


@dataclass(slots=True)
class ReversalRow:
    """A reversal that the file states: on a contribution's own row, or on one of the sheet `reversals`."""

    sheet: str
    number: int
    contribution: str
    reversed_on: date
    amount: int
    reason: str | None
    given_seq: int | None
    date_column: str
    amount_column: str
    seq: int = 0


def check_contributions(upload: Upload) -> None:
    for row in upload.of("contributions"):
        check_positive(upload, row, "amount")
        _check_giver(upload, row)
        _check_product(upload, row)
        _check_verification(upload, row)


def _check_giver(upload: Upload, row: Row) -> None:
    """The group is of the project's community, the household of the group, and the group was there by then."""
    content = row.content
    group = upload.look_up("groups", content["group"])
    project = upload.look_up("projects", content["project"])
    household = upload.look_up("households", content["household"])
    if group is None:
        return
    if project is not None and project["community"] != group["community"]:
        upload.refuse(
            row,
            "group",
            RowProblem.OTHER_COMMUNITY,
            group=content["group"],
            community=group["community"],
            project=content["project"],
        )
    if household is not None and household["group"] != content["group"]:
        upload.refuse(
            row,
            "household",
            RowProblem.HOUSEHOLD_OF_OTHER_GROUP,
            household=content["household"],
            group=household["group"],
        )
    registered_on, received_on = group["registered_on"], content["received_on"]
    if registered_on is not None and received_on is not None and received_on < registered_on:
        upload.refuse(row, "received_on", RowProblem.BEFORE_GROUP, date=registered_on)


def _check_product(upload: Upload, row: Row) -> None:
    """In-kind with quantity and unit_rate: amount = quantity x unit_rate, to the minor unit."""
    content = row.content
    quantity, rate, amount = content["quantity"], content["unit_rate"], content["amount"]
    if quantity is None or rate is None or amount is None:
        return
    product = Decimal(quantity) * Decimal(rate)
    if product * minor_per_major(content["currency"]) != amount:
        upload.refuse(row, "amount", RowProblem.NOT_THE_PRODUCT, product=format(product.normalize(), "f"))


def _check_verification(upload: Upload, row: Row) -> None:
    content = row.content
    if content["status"] == "verified":
        if content["verified_on"] is None:
            upload.refuse(row, "verified_on", RowProblem.NEEDED_WITH, because="status")
        check_order(upload, row, "received_on", "verified_on")
        check_order(upload, row, "recorded_on", "verified_on")
        return
    for column in _VERIFICATION:
        if content[column] is not None:
            upload.refuse(row, column, RowProblem.VERIFICATION_WITHOUT_STATUS, status=content["status"])


def check_reversals(upload: Upload) -> list[ReversalRow]:
    """Every reversal that the file states, those of one contribution in order, none of more than is left."""
    stated = [*_own_reversals(upload), *_listed_reversals(upload)]
    by_contribution: dict[str, list[ReversalRow]] = defaultdict(list)
    for reversal in stated:
        by_contribution[reversal.contribution].append(reversal)
    for reference, reversals in by_contribution.items():
        _check_amounts(upload, reference, reversals)
    return stated


def _own_reversals(upload: Upload) -> list[ReversalRow]:
    found = []
    for row in upload.of("contributions"):
        on = row.extra.get("reversed_on")
        if on is None:
            for column in ("reversed_amount", "reversal_reason"):
                if row.extra.get(column) is not None:
                    upload.refuse(row, "reversed_on", RowProblem.NEEDED_WITH, because=column)
            continue
        amount = _amount(upload, row.sheet, row.number, "reversed_amount", row.extra, row.content)
        if amount is not None:
            found.append(
                ReversalRow(
                    "contributions",
                    row.number,
                    row.key,
                    on,
                    amount,
                    row.extra.get("reversal_reason"),
                    row.extra.get("reversed_seq"),
                    "reversed_on",
                    "reversed_amount",
                )
            )
    return found


def _listed_reversals(upload: Upload) -> list[ReversalRow]:
    sheet = upload.sheets.get("reversals")
    if sheet is None:
        return []
    found = []
    for number, values in zip(sheet.numbers, sheet.rows, strict=True):
        given = dict(zip(sheet.columns, values, strict=True))
        reference, on = given.get("contribution"), given.get("reversed_on")
        if reference is None or on is None:
            continue
        content = upload.look_up("contributions", reference)
        if content is None:
            upload.refuse_cell(
                "reversals",
                number,
                "contribution",
                RowProblem.CODE_UNKNOWN,
                code=reference,
                of_sheet="contributions",
            )
            continue
        own = upload.by_key.get("contributions", {}).get(reference)
        if own is not None and own.extra.get("reversed_on") is not None:
            upload.refuse_cell(
                "reversals", number, "contribution", RowProblem.REVERSED_IN_TWO_PLACES, code=reference
            )
        amount = _amount(upload, "reversals", number, "amount", given, content)
        if amount is not None:
            found.append(
                ReversalRow(
                    "reversals",
                    number,
                    reference,
                    on,
                    amount,
                    given.get("reason"),
                    given.get("seq"),
                    "reversed_on",
                    "amount",
                )
            )
    return found


def _amount(
    upload: Upload, sheet: str, number: int, column: str, given: dict[str, Any], content: dict[str, Any]
) -> int | None:
    """In the contribution's currency; an empty amount is the whole contribution."""
    value, currency = given.get(column), content["currency"]
    if content["amount"] is None or currency is None:
        return None
    if value is None:
        return int(content["amount"])
    try:
        minor = to_minor(value, currency)
    except TooManyDecimals:
        upload.refuse_cell(
            sheet,
            number,
            column,
            RowProblem.TOO_MANY_DECIMALS,
            currency=currency,
            decimals=exponent(currency),
        )
        return None
    except AmountTooLarge:
        upload.refuse_cell(sheet, number, column, RowProblem.AMOUNT_TOO_LARGE)
        return None
    if minor <= 0:
        upload.refuse_cell(sheet, number, column, RowProblem.NOT_POSITIVE)
        return None
    return minor


def _check_amounts(upload: Upload, reference: str, reversals: list[ReversalRow]) -> None:
    content = upload.look_up("contributions", reference) or {}
    left = content["amount"]
    for reversal in reversals:
        if content["status"] != "verified":
            _refuse(upload, reversal, reversal.date_column, RowProblem.REVERSED_UNVERIFIED)
            continue
        if content["verified_on"] is not None and reversal.reversed_on < content["verified_on"]:
            _refuse(
                upload,
                reversal,
                reversal.date_column,
                RowProblem.REVERSED_BEFORE_VERIFIED,
                date=content["verified_on"],
            )
        left -= reversal.amount
        if left < 0:
            _refuse(
                upload,
                reversal,
                reversal.amount_column,
                RowProblem.REVERSED_TOO_MUCH,
                left=_major(left + reversal.amount, content["currency"]),
            )


def _major(minor: int, currency: str) -> str:
    return f"{to_major(max(minor, 0), currency)} {currency}"


def _refuse(upload: Upload, reversal: ReversalRow, column: str, kind: RowProblem, **details: object) -> None:
    upload.refuse_cell(reversal.sheet, reversal.number, column, kind, code=reversal.contribution, **details)
