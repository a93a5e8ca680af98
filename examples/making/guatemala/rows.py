"""A row of a sheet on its way into the book."""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

IN_KIND = ("labour", "materials")


def in_order(rows: Iterable[Row], *columns: str) -> list[Row]:
    """By these columns; rows that agree in them stay as they are."""
    return sorted(rows, key=lambda row: [row[column] for column in columns])
