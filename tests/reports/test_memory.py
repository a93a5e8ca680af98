"""What a large report takes of memory grows slowly: 100,000 contributions stay below 300 MiB (`make bench`)."""

import tracemalloc
from pathlib import Path

from sqlmodel import Session

from core.calendar import parse_span
from core.database import make_engine, session
from reports.quarterly import quarterly_report

SPAN = "2019-01..2026-12"
MOST_KIB_A_ROW = 0.5
"""Of a contribution or a match that a report keeps, with all that it says; 0.45 while it is read."""


def test_a_row_of_a_report_takes_less_than_half_a_kilobyte(examples: Path) -> None:
    engine = make_engine(f"sqlite:///{examples}")
    try:
        with session(engine) as reading:
            few = _kib(reading, "2019-01..2019-12")
            all_of_them = _kib(reading, SPAN)
    finally:
        engine.dispose()
    kib, rows = all_of_them[0] - few[0], all_of_them[1] - few[1]
    assert rows > 2_000
    assert kib / rows < MOST_KIB_A_ROW


def _kib(reading: Session, span: str) -> tuple[float, int]:
    """The most that was held while the report was read, and the rows that it kept."""
    quarterly_report(reading, "TJ-REM", parse_span(span))  # what is compiled once is no part of it
    tracemalloc.start()
    report = quarterly_report(reading, "TJ-REM", parse_span(span))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1024, len(report.contributions) + len(report.matches)
