"""The figures that docs/tour.md tells are those of the books."""

import re
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from core.calendar import parse_span
from core.database import make_engine, session
from core.web.i18n import minor
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.payments import Disbursement
from household_groups.models.contributions import Contribution
from reports.quarterly import quarterly_report
from tests.pictures.of_questions import LETTER, OF_QUESTIONS
from tests.pictures.of_tour import GIVEN, OF_TOUR, PAID
from tests.web import opened

DOCS = Path(__file__).parents[2] / "docs"
TOUR = (DOCS / "tour.md").read_text()


def test_what_was_granted_and_what_it_is_worth_in_the_report(examples: Path) -> None:
    engine = make_engine(f"sqlite:///{examples}")
    with opened(engine) as app, app.test_request_context(), session(engine) as reading:
        granted = [
            f"{minor(entry.granted_minor, fund.currency)} {fund.currency}"
            for entry, fund in _matches(reading)
        ]
        report = quarterly_report(reading, "TJ-REM", parse_span("2020-Q2"))
        [row] = [row for row in report.contributions if row.reference == GIVEN]
        worth = [minor(each, "USD") for each in (row.value_minor, row.matched_minor)]
        arrived = _arrived(reading)
    engine.dispose()
    assert len(granted) == 4
    assert [each for each in (*granted, *worth, *arrived) if each not in TOUR] == []


def _arrived(reading: Session) -> list[str]:
    """The payment of the tour: on which day, what it paid, what arrived, and as which payment."""
    query = select(Disbursement, Fund).where(col(Disbursement.fund_id) == Fund.id)
    payment, fund = reading.exec(query.where(Disbursement.reference == PAID, Fund.code == "IOM")).one()
    arrived = minor(payment.arrived_amount_minor or 0, payment.arrived_currency or "")
    return [
        *(PAID, f"{payment.paid_on.day} {payment.paid_on:%B}"),
        *(f"{minor(payment.amount_minor, fund.currency)} {fund.currency}", f"{arrived} TJS"),
    ]


def _matches(reading: Session) -> list[tuple[MatchEntry, Fund]]:
    query = select(MatchEntry, Fund).where(
        col(MatchEntry.contribution_id) == Contribution.id,
        col(MatchEntry.fund_id) == Fund.id,
        col(Contribution.reference) == GIVEN,
    )
    return list(reading.exec(query).all())


@pytest.mark.parametrize("page", [*DOCS.glob("*.md"), DOCS.parent / "README.md"], ids=lambda page: page.name)
def test_each_picture_of_a_page_is_there(page: Path) -> None:
    shown = re.findall(r'!\[[^]]*]\(([^)]+)\)|<img src="([^"]+)"', page.read_text())
    assert [path for path in map("".join, shown) if not (page.parent / path).is_file()] == []


def test_each_picture_of_the_tour_is_shown() -> None:
    assert [
        each.name for each in (*OF_TOUR, *OF_QUESTIONS, LETTER) if f"images/{each.name}.png" not in TOUR
    ] == []
