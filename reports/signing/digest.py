"""The digest of a report's figures, which is what a person signs.

It is the SHA-256 of all rows of the report, its narrative among them, as JSON. Left out is what a signature or a
seal adds, and how far the journal had come: bookings that change nothing of the quarter leave it as it is.
"""

from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

from pydantic_core import to_json

from reports.report import QuarterlyReport

_NOT_SIGNED = frozenset({"certification", "seal"})


def figures_digest(report: QuarterlyReport) -> str:
    """The same for a report that is open and for the one that is sealed from it."""
    digest = sha256()
    for name, value in _figures(report):
        digest.update(f"\x1e{name}\x1f".encode())
        for row in value if isinstance(value, list) else [value]:
            digest.update(to_json(row) + b"\x1f")
    return digest.hexdigest()


def _figures(report: QuarterlyReport) -> Iterator[tuple[str, Any]]:
    for each in fields(report):
        if each.name not in _NOT_SIGNED:
            yield each.name, _signed(each.name, getattr(report, each.name))


def _signed(name: str, value: Any) -> Any:
    if name == "control":
        return replace(value, journal_seq=0, latest_on=None)
    if name == "pending":
        return [replace(row, carried_forward=None) for row in value]
    return value
