"""What must hold of the people whom works reach: no fewer than none, and no more women and men than people."""

from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_not_negative
from grants.importing.upload import Upload


def check_reached(upload: Upload) -> None:
    for row in upload.of("reached"):
        check_not_negative(upload, row, "people", "female", "male", "households")
        people = row.content["people"]
        parts = sum(row.content[column] or 0 for column in ("female", "male"))
        if people is not None and parts > people >= 0:
            upload.refuse(row, "people", RowProblem.PARTS_BEYOND_WHOLE, parts=parts, value=people)
