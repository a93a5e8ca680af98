"""Money that came back of a payment, on pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import MANAGER, Site, at_site, books
from tests.grants.views.paying_pages import NEW, PAYMENT, confirmed, paid


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """On both databases."""
    with at_site(books(engine, tmp_path), MANAGER) as site:
        yield site


def test_money_that_came_back_is_booked_as_a_negative_payment(both: Site) -> None:
    both.send(NEW, PAYMENT, step="propose")
    confirmed(both)
    path = "/disbursements/D-7/refund"
    back = {"reference": "D-8", "paid_on": "2026-05-02", "amount": "150,50"}
    page = both.send(path, back).get_data(as_text=True)
    assert "150.50 TJS came back on 2 May 2026" in page
    assert both.go_on(page, path, "propose").status_code == 303
    confirmed(both)
    assert paid(both) == [("D-7", 60_000), ("D-8", -15_050)]
    assert p.differences(both.engine) == []
    assert "D-8" in both.text("/disbursements/D-7")
    assert both.get("/disbursements/D-8/refund").status_code == 404


@pytest.mark.parametrize("amount", ["-5", "0", "abc", "1.234", ""])
def test_what_came_back_is_typed_without_a_minus(sqlite_engine: Engine, tmp_path: Path, amount: str) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        fields = {"reference": "D-8", "paid_on": "2026-05-02", "amount": amount}
        page = site.send("/disbursements/D-1/refund", fields)
        assert page.status_code == 422
        assert 'id="amount-error"' in page.get_data(as_text=True)
        assert f'value="{amount}"' in page.get_data(as_text=True)
