"""What must hold of contributions."""

from decimal import Decimal

from core.money import minor_per_major
from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_order, check_positive
from grants.importing.upload import Row, Upload

_VERIFICATION = ("verified_on", "verified_by", "verification_method")


def check_contributions(upload: Upload) -> None:
    for row in upload.of("contributions"):
        check_positive(upload, row, "amount")
        _check_giver(upload, row)
        _check_product(upload, row)
        _check_verification(upload, row)
        amended = row.content["amends"]
        if amended is not None and (amended == row.key or not upload.has("contributions", amended)):
            upload.refuse(row, "amends", RowProblem.LINK_UNKNOWN, code=amended, of_sheet="contributions")


def _check_giver(upload: Upload, row: Row) -> None:
    """The group is of the project's community, the household of the group; the group was there by then."""
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
