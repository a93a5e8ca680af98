"""What must hold of indicators: an entry of the catalogue that they name is there, and counts in their unit."""

from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from household_groups.catalogue.catalogue import entry_of, unit_contradicts


def check_indicators(upload: Upload) -> None:
    for row in upload.of("indicators"):
        code, unit = row.content["catalogue"], row.content["unit"]
        if code is None:
            continue
        entry = entry_of(code)
        if entry is None:
            upload.refuse(row, "catalogue", RowProblem.CATALOGUE_UNKNOWN, value=code)
        elif unit is not None and unit_contradicts(code, unit):
            upload.refuse(
                row, "unit", RowProblem.UNIT_CONTRADICTS, value=unit, code=code, named=entry.unit.value
            )
