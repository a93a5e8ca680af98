"""The one line that says what a contribution still lacks."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlmodel import select

from core.database import session
from grants.importing.importing import import_workbook
from grants.recording.missing import missing_line
from household_groups.models.contributions import Contribution
from tests.grants.programme import (
    Sheets,
    booked,
    contribution,
    fund,
    partner,
    programme,
    project,
    recorded,
    reversal,
    rule,
    unapproved,
)
from tests.grants.recording.desk import OFFICER, at_desk, text_of
from tests.web import EXAMPLES, import_example

pytestmark = pytest.mark.usefixtures("a_reader_of_english")


def line(engine: sa.Engine, reference: str = "C-1") -> str | None:
    with session(engine) as books:
        found = books.exec(select(Contribution).where(Contribution.reference == reference)).one()
        return missing_line(books, found)


def waiting(*others: dict[str, object], **terms: Any) -> Sheets:
    """A contribution of 3,000 under a threshold of 4,240."""
    return programme(
        rules=[rule(counted_min=4240, **terms)], contributions=[contribution(amount=3000), *others]
    )


BY = "1,240.00 TJS more by 30 Jun 2026 and the waiting 3,000.00 TJS are matched."
OPEN = "1,240.00 TJS more and the waiting 3,000.00 TJS are matched."
LINES: dict[str, tuple[Sheets, str | None]] = {
    "recorded": (programme(contributions=[recorded()]), "Nobody has verified it yet."),
    "returned": (
        programme(contributions=[recorded(status="returned")]),
        "It was returned. Mend it and send it again.",
    ),
    "withdrawn": (programme(contributions=[recorded(status="withdrawn")]), None),
    "held": (
        programme(projects=[unapproved()], contributions=[contribution()]),
        "The project is not approved yet; this is held until then.",
    ),
    "matched": (programme(rules=[rule()], contributions=[contribution()]), None),
    "no rule": (
        programme(rules=[rule(sectors="11")], contributions=[contribution()]),
        "No matching rule is for this contribution.",
    ),
    "funded": (
        programme(projects=[project(budget=100)], rules=[rule()], contributions=[contribution()]),
        "The project is fully funded.",
    ),
    "waits until the rule ends": (waiting(effective_to="2026-06-30"), BY),
    "waits until the fund closes": (
        waiting(effective_to="2026-12-31") | {"funds": [fund(closes_on="2026-06-30")]},
        BY,
    ),
    "waits for as long as it takes": (waiting(), OPEN),
    "waits beside another": (
        waiting(contribution("C-2", 40)),
        "1,200.00 TJS more and the waiting 3,040.00 TJS are matched.",
    ),
    "waits with a part of it": (
        waiting() | {"reversals": [reversal(1000)]},
        "2,240.00 TJS more and the waiting 2,000.00 TJS are matched.",
    ),
    "waits no more, being wholly reversed": (waiting() | {"reversals": [reversal(3000)]}, None),
    "counts for the threshold only": (
        programme(
            rules=[rule(counted_min=4240, in_kind="threshold")],
            contributions=[contribution(amount=3000, kind="labour")],
        ),
        "1,240.00 TJS more and what waits is decided.",
    ),
    "settled before it was verified": (
        programme(
            projects=[project(settled_on="2026-05-01", final_cost=0, status="completed")],
            contributions=[recorded()],
        ),
        "The project is settled; nothing is matched any more.",
    ),
}


@pytest.mark.parametrize("case", LINES)
def test_the_line_that_helps_most(case: str, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets, expected = LINES[case]
    booked(sqlite_engine, tmp_path, sheets)
    assert line(sqlite_engine) == expected


def test_a_rule_ends_with_its_last_version(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    versions = [
        rule(counted_min=4240, effective_to="2026-03-31"),
        rule(version=2, counted_min=4240, effective_from="2026-04-01", effective_to="2026-06-30"),
    ]
    booked(sqlite_engine, tmp_path, programme(rules=versions, contributions=[contribution(amount=3000)]))
    assert line(sqlite_engine) == BY


def test_of_two_thresholds_the_one_that_ends_first_is_said(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    rules = [rule(counted_min=3100), rule("R2", counted_min=4240, effective_to="2026-06-30")]
    booked(sqlite_engine, tmp_path, programme(rules=rules, contributions=[contribution(amount=3000)]))
    assert line(sqlite_engine) == BY


def test_other_funding_can_make_a_project_fully_funded(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    sheets = programme(
        projects=[project(budget=150)],
        other_funding=[partner()],
        rules=[rule()],
        contributions=[contribution()],
    )
    booked(sqlite_engine, tmp_path, sheets)
    assert line(sqlite_engine) == "The project is fully funded."


def test_the_corner_of_in_kind_that_waits(sqlite_engine: sa.Engine) -> None:
    import_example(sqlite_engine, "corners")
    assert line(sqlite_engine, "FN-1") == "180.00 USD more and what waits is decided."
    assert line(sqlite_engine, "LO-3") is None


def test_after_recording_the_officer_reads_what_the_project_lacks(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """The first contribution of Khatlon: 4,200 TJS are 433.17 USD, and the fund matches from 800 on."""
    book = load_workbook(EXAMPLES / "khatlon_water.xlsx")
    del book["contributions"]
    book.save(tmp_path / "khatlon.xlsx")
    assert import_workbook(sqlite_engine, tmp_path / "khatlon.xlsx", by="test").problems == []
    with at_desk(sqlite_engine, tmp_path, "zarina", OFFICER) as officer:
        reference = officer.record(amount="4200", received_on="2019-10-03")
        page = text_of(officer.get(f"/programmes/TJ-KHT/contributions/{reference}"))
        expected = "366.83 USD more by 31 Dec 2020 and the waiting 433.17 USD are matched."
        assert expected in page
        assert page.count("more by") == 1
        assert "Nobody has verified it yet." not in page  # one line at a time
        again = text_of(officer.get(f"/programmes/TJ-KHT/contributions/{reference}"))
        assert "Nobody has verified it yet." in again
