"""What must hold of checks of works in use: no amount, month or day below 0."""

from grants.importing.registry_checks import check_not_negative
from grants.importing.upload import Upload


def check_service_checks(upload: Upload) -> None:
    for row in upload.of("service_checks"):
        check_not_negative(upload, row, "months", "fee_due", "fee_paid", "repairs", "days_down")
