"""What must hold of agreements: the version is there, and its two sides are two people."""

from collections import defaultdict

from core.accounts.names import name_key
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload


def check_agreements(upload: Upload) -> None:
    """That a side agrees once only follows from the key of the sheet."""
    for row in upload.of("agreements"):
        rule, version = row.content["rule"], row.content["version"]
        if rule is None or version is None:
            continue
        if not upload.has("rules", row_key(rule, str(version))):
            upload.refuse(row, "version", RowProblem.VERSION_UNKNOWN, code=rule, version=version)
    _check_two_people(upload)


def _check_two_people(upload: Upload) -> None:
    """Who speaks for the programme does not speak for the donor too."""
    sides: dict[tuple[str, int], list[tuple[Row | None, str]]] = defaultdict(list)
    in_file = upload.by_key.get("agreements", {})
    known = upload.known.get("agreements", {})
    contents = [(row, row.content) for row in in_file.values()]
    others = [(None, known[key].content) for key in known if key not in in_file] if in_file else []
    for row, content in [*others, *contents]:
        if content["agreed_by"] is not None:
            version = content["rule"], content["version"]
            sides[version].append((row, name_key(content["agreed_by"])))
    for of_version in sides.values():
        seen: set[str] = set()
        for row, name in of_version:
            if row is not None and row.is_sound and name in seen:
                upload.refuse(row, "agreed_by", RowProblem.SIDES_BY_ONE_PERSON)
            seen.add(name)
