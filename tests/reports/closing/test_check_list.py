"""What is looked at before a quarter is closed."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from core.errors import Refusal
from core.tables import table
from household_groups.models.contributions import Contribution
from reports.closing.asking import refuse_unready
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks
from tests.reports.closing.books import JULY, all_said, book, looked_at


def reasons(engine: Engine, quarter: str, at: datetime = JULY) -> list[str]:
    return [fault.reason for fault in looked_at(engine, quarter, at).faults]


def test_all_that_is_not_verified_is_on_it_also_what_was_returned(ready_engine: Engine) -> None:
    found = looked_at(ready_engine)
    assert [(each.reference, each.status) for each in found.unverified] == [
        ("FAK-011", "recorded"),
        ("FAK-021", "recorded"),
        ("FAK-022", "recorded"),
        ("FAK-023", "recorded"),
        ("FAK-024", "returned"),
    ]
    assert found.faults == []


def test_an_account_that_does_not_reconcile_is_on_it_with_its_amount(ready_engine: Engine) -> None:
    [each] = looked_at(ready_engine).imbalances
    assert (each.what, each.minor, each.currency) == ("fund IOMDF cash", 70_000, "USD")


def test_spending_beyond_what_came_and_money_that_nobody_brought_are_on_it(ready_engine: Engine) -> None:
    spent = {"category": "works", "currency": "TJS", "project": "FAK-TANK", "spent_on": "2020-04-10"}
    book(ready_engine, "expenditures", spent | {"reference": "V-7", "amount": "900", "fund": ""})
    book(ready_engine, "expenditures", spent | {"reference": "V-8", "amount": "50", "fund": "JAMOAT"})
    found = {each.what: (each.minor, each.kind.value) for each in looked_at(ready_engine).imbalances}
    assert found == {
        "fund IOMDF cash": (70_000, "cash"),
        "project FAK-TANK money": (95_000, "money"),
        "project FAK-TANK unfunded": (90_000, "unfunded"),
        "project FAK-TANK fund JAMOAT": (5_000, "beyond"),
    }


def test_a_proposal_with_a_day_in_the_quarter_is_a_warning(ready_engine: Engine) -> None:
    found = looked_at(ready_engine)
    assert [each.proposed_by for each in found.proposals] == ["rustam", "munira"]
    refuse_unready(found, all_said(found))


def test_a_quarter_that_is_not_over_is_not_closed(ready_engine: Engine) -> None:
    last_evening = datetime(2020, 6, 30, 18, 59, tzinfo=UTC)  # 23:59 in Dushanbe
    midnight = datetime(2020, 6, 30, 19, 0, tzinfo=UTC)
    assert reasons(ready_engine, "2020-Q2", last_evening) == [ClosingReason.NOT_OVER]
    assert reasons(ready_engine, "2020-Q2", midnight) == []


def test_a_quarter_is_not_closed_before_the_one_before_it(ready_engine: Engine) -> None:
    later = datetime(2020, 10, 1, tzinfo=UTC)
    assert reasons(ready_engine, "2020-Q3", later) == [ClosingReason.EARLIER_OPEN]
    assert "2020-Q2" not in looked_at(ready_engine, "2020-Q3", later).closed_with
    assert reasons(ready_engine, "2020-Q1") == [ClosingReason.CLOSED]


@pytest.mark.parametrize("text", ["2020", "2020-Q5", "2020-04..2020-06", "2020-04", "", "٢٠٢٠-Q2"])
def test_only_a_whole_quarter_is_closed(ready_engine: Engine, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        looked_at(ready_engine, text)
    assert refused.value.reason == ClosingReason.NOT_A_QUARTER


def test_books_that_differ_from_their_journal_are_not_closed(ready_engine: Engine) -> None:
    t = table(Contribution)
    with ready_engine.begin() as connection:
        connection.execute(sa.update(t).where(t.c.reference == "FAK-001").values(amount_minor=1))
    found = looked_at(ready_engine)
    assert ClosingReason.BOOKS_DIFFER in {fault.reason for fault in found.faults}


def test_a_report_that_lacks_a_rate_is_not_sealed(ready_engine: Engine) -> None:
    rates = sa.text("DELETE FROM rate WHERE currency = 'TJS' AND month = '2020-05'")
    with ready_engine.begin() as connection:
        connection.execute(rates)
    assert "report_missing_rate" in reasons(ready_engine, "2020-Q2")


def test_every_line_needs_a_word_and_no_word_is_for_nothing(ready_engine: Engine) -> None:
    found = looked_at(ready_engine)
    said = all_said(found)
    with pytest.raises(Refusal) as refused:
        refuse_unready(found, Remarks({**said.carried, "FAK-023": ""}, {}))
    assert refused.value.details["what"] == "FAK-023, fund IOMDF cash"
    with pytest.raises(Refusal) as refused:
        refuse_unready(found, Remarks({**said.carried, "FAK-001": "?"}, said.explained))
    assert refused.value.reason == ClosingReason.UNKNOWN_REMARK


def test_whatever_changes_it_changes_its_digest(ready_engine: Engine) -> None:
    before = looked_at(ready_engine).seen
    assert looked_at(ready_engine).seen == before
    book(
        ready_engine,
        "receipts",
        {"reference": "R-1", "fund": "IOMDF", "received_on": "2020-06-30", "amount": "1"},
    )
    assert looked_at(ready_engine).seen != before
