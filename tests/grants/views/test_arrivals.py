"""What arrived of a payment, entered on its page."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import MANAGER, at_site, books, filled, state


def test_what_arrived_is_entered_on_the_page_with_its_day(engine: Engine, tmp_path: Path) -> None:
    with at_site(books(engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        path = "/disbursements/D-1/arrival"
        assert "not known to have arrived" in site.text("/disbursements/D-1")
        arrived = {"arrived_on": "2026-04-03", "arrived_amount": "9.50", "arrived_currency": "TJS"}
        assert site.send(path, arrived).status_code == 422
        assert site.send(path, arrived | {"reason": "The bank's statement"}).status_code == 303
        page = site.text("/disbursements/D-1")
        assert "3 Apr 2026" in page
        assert "The bank&#39;s statement" in page
        days = p.rows(engine, "fact_change", "column", "effective_on")
        assert {str(day) for _, day in days} == {"2026-04-03"}
        assert p.differences(engine) == []


def test_an_arrival_that_somebody_else_entered_meanwhile_is_not_written_over(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        path = "/disbursements/D-1/arrival"
        arrived = {"arrived_on": "2026-04-03", "arrived_currency": "TJS", "reason": "Statement"}
        stale = filled(site.text(path))
        assert site.send(path, arrived | {"arrived_amount": "9.50"}).status_code == 303
        again = site.client.post("/programmes/P" + path, data=stale | arrived | {"arrived_amount": "8"})
        assert again.status_code == 409
        assert p.rows(site.engine, "disbursement", "arrived_amount_minor") == [950]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"arrived_on": ""}, "arrived_on", "missing"),
        ({"arrived_on": "2999-01-01"}, "arrived_on", "Expected"),
        ({"arrived_on": "2101-01-01"}, "arrived_on", "still to come"),
        ({"arrived_on": "2025-12-31"}, "arrived_on", "began"),
        ({"arrived_currency": ""}, "arrived_amount", "currency is missing"),
        ({"arrived_currency": "somoni"}, "arrived_currency", "somoni"),
        ({"arrived_amount": "1.234"}, "arrived_amount", "two ways"),
        ({"reason": " "}, "reason", "what shows it"),
        ({"changed_on": "soon"}, "changed_on", "soon"),
    ],
)
def test_an_arrival_that_cannot_be_is_refused(
    sqlite_engine: Engine, tmp_path: Path, fields: dict[str, str], field: str, said: str
) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        before = state(site.engine)
        good = {
            "arrived_on": "2026-04-03",
            "arrived_amount": "9",
            "arrived_currency": "TJS",
            "reason": "Bank",
        }
        page = site.send("/disbursements/D-1/arrival", good | fields)
        assert page.status_code == 422
        text = page.get_data(as_text=True)
        assert f'id="{field}-error"' in text
        assert said in text.split(f'id="{field}-error"')[1].split("</div>")[0]
        assert state(site.engine) == before
