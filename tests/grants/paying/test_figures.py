"""Gates, ageing, what was won or lost on the way, and refunds that are due: as figures of the books."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from core.accounts.person import Reach
from core.database import session
from core.exchange import Exchange
from grants.models.payments import Disbursement
from grants.paying.allowances import allowances
from grants.paying.arrivals import Difference, difference_of, together
from grants.paying.gates import Lack, missing
from grants.paying.reached import milestones_of
from grants.paying.refunds_due import refunds_due
from tests.grants import programme as p
from tests.grants.paying.desk import milestone
from tests.grants.views.money_pages import books

LAST = date(2026, 8, 31)
RATES = {("TJS", "2026-04"): Decimal("10"), ("EUR", "2026-04"): Decimal("0.9")}


def paid(amount: int, arrived: int | None, currency: str | None) -> Disbursement:
    return Disbursement(
        programme_id=1,
        reference="D",
        fund_id=1,
        project_id=1,
        paid_on=date(2026, 4, 1),
        amount_minor=amount,
        arrived_amount_minor=arrived,
        arrived_currency=currency,
        counted_on=date(2026, 4, 1),
    )


def test_what_was_won_or_lost_is_told_against_the_rate_of_the_month() -> None:
    exchange = Exchange(RATES)
    payment = paid(100_00, 985_00, "TJS")
    assert difference_of(payment, "USD", exchange) == Difference("TJS", -15_00, 1000_00)
    assert difference_of(paid(9_00, 100_01, "TJS"), "EUR", exchange) == Difference("TJS", 1, 100_00)
    assert difference_of(paid(100_00, 99_00, None), "USD", exchange) == Difference("USD", -1_00, 100_00)
    assert difference_of(paid(100_00, 99_00, "JPY"), "USD", exchange) is None
    assert difference_of(paid(100_00, None, None), "USD", exchange) is None
    both = [(payment, "USD"), (paid(9_00, 100_01, "TJS"), "EUR")]
    assert together(both, exchange) == [Difference("TJS", -14_99, 1100_00)]


@pytest.fixture
def reading(sqlite_engine: sa.Engine, tmp_path: Path) -> Iterator[Session]:
    """G matched more than it has received, a partner has not given 50.00; works are certified up to 40 percent."""
    sheets = {
        "contributions": [p.contribution(amount="1000.01"), p.contribution("C-2", 300, group="G-2")],
        "groups": [p.group(), p.group("G-2")],
        "funds": [p.fund(), p.fund("G")],
        "rules": [
            p.rule(),
            p.rule("GR", fund="G", priority=2, ratio="0.25"),
        ],
        "other_funding": [p.partner()],
        "receipts": [p.receipt("RC-1", 300, fund="G")],
        "progress": [
            {"project": "W-1", "on": "2026-05-01", "actual": 60},
            {"project": "W-1", "on": "2026-04-01", "actual": 40, "certified_by": "An engineer"},
        ],
        "milestones": [
            milestone("M1", "0.5", gate="partners_money"),
            milestone("M2", "0.3", gate="works", works=50),
            milestone("M3", "0.2", gate="handover"),
        ],
    }
    books(sqlite_engine, tmp_path, **sheets)
    with session(sqlite_engine) as reading:
        yield reading


def test_a_gate_says_what_is_missing(reading: Session) -> None:
    first, works, handover = milestones_of(reading)
    fund, partner = missing(reading, first, LAST)
    assert (fund.lack, fund.fund, fund.minor) == (Lack.DEPOSIT_OF_FUND, "G", 25_00)
    assert (partner.lack, partner.partner, partner.minor) == (Lack.DEPOSIT_OF_PARTNER, "The jamoat", 50_00)
    lacks = {each.lack: each for each in missing(reading, first, date(2026, 1, 31))}
    assert lacks == {}, "nothing is matched or agreed by then"
    [short] = missing(reading, works, LAST)
    assert (short.lack, short.percent, short.needed) == (Lack.WORKS, "40", "50")
    assert [each.lack for each in missing(reading, handover, LAST)] == [Lack.HANDOVER_ACT]


def test_shares_of_the_whole_allow_every_unit_and_no_more(reading: Session) -> None:
    [reached, *_] = milestones_of(reading)
    found = allowances(reading, reached.fund, reached.project)
    allowed = [each.allowed_minor for each in found.of_milestones]
    assert sum(allowed) == found.standing.matched_minor
    assert [each.left_minor for each in found.of_milestones] == allowed


def test_what_a_settled_project_has_to_pay_back_is_due(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, disbursements=[p.payment(amount=1_000)])
    whole = Reach(1, is_whole=True)
    with session(sqlite_engine) as before:
        assert list(refunds_due(before, whole)) == []
    settled = p.project(settled_on="2026-06-01", final_cost=1_200, status="completed")
    p.booked(sqlite_engine, tmp_path, {"projects": [settled]}, at=datetime(2026, 9, 1, tzinfo=UTC))
    with session(sqlite_engine) as after:
        [due] = refunds_due(after, whole)
        latest = after.exec(select(Disbursement.reference)).one()
        assert (due.due_minor, due.paid_minor, due.latest) == (800_00, 1_000_00, latest)
        assert list(refunds_due(after, Reach(1, funds=frozenset({"G"})))) == []
