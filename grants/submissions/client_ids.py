"""The number that a form is given when it is shown, so that sending it twice records it once."""

from uuid import UUID, uuid4


def new_client_id() -> str:
    return str(uuid4())


def read_client_id(text: str) -> str | None:
    """One spelling of a UUID, however it came; None where it is none, or the nil one."""
    try:
        found = UUID(text.strip())
    except ValueError:
        return None
    return str(found) if found.int else None
