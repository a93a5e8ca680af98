"""The number that a device or a form gives a contribution before it sends it, so that it is recorded once."""

import re
from uuid import UUID, uuid4

_UUID = re.compile(
    r"(?:urn:uuid:)?(\{)?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})(?(1)\})",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = 64


def new_client_id() -> str:
    return str(uuid4())


def read_client_id(text: str) -> str | None:
    """One spelling of a UUID, however it was written; None where it is none, or the nil one."""
    found = _UUID.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    number = UUID(found[2])
    return str(number) if number.int else None


def spelling_of(given: str) -> str:
    """The one under which a number is known. Those of a workbook that are no UUIDs stay as they are."""
    return read_client_id(given) or given
