"""By what a person and the log of the worker speak of the same failure."""

from uuid import uuid4


def new_reference(id: int) -> str:
    return f"J{id}-{uuid4().hex[:6].upper()}"
