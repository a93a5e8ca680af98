"""Homes of GT-VIV in use: checks after the handover, and whom shared works reach. All invented."""

from datetime import date

from examples.making.book import Book
from examples.making.service import Check

CHECKS = (
    Check("MOR-1", "2020-12-16", 6, "yes", None, None, None, 1850, 0, "marta",
          "All nine houses are lived in; one lintel mended after the rains."),
)  # fmt: skip

_WATER = "JAC-W"
_COUNTED_ON = date(2020, 11, 30)
_REACHED = (("JACALTENANGO", 92, 47, 18), ("HUISTA", 27, 14, 5))
"""Community, people, of them women and girls, households: the pipe passes five houses beyond the boundary."""


def add_reached(book: Book) -> None:
    for community, people, female, households in _REACHED:
        book.add(
            "reached",
            project=_WATER,
            community=community,
            measured_on=_COUNTED_ON,
            people=people,
            female=female,
            male=people - female,
            households=households,
            source="Acts of handover",
        )
