"""Rates on their page: as a table, frozen once used, and which are missing."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.views.money_pages import MANAGER, Site, at_site

FUND = p.fund(currency="USD", budget=1_000)
RATES = [
    p.rate("TJS", "2026-01", "9.6872", source="UN"),
    p.rate("TJS", "2026-03", "9.7"),
    p.rate("RUB", "2026-03", "70.125", source="IMF"),
    p.rate("RUB", "2025-12", "1234.5", source="IMF"),
]


def with_rates(engine: Engine, folder: Path, *contributions: p.Row) -> Engine:
    given = contributions or (p.contribution(),)
    p.booked(engine, folder, p.programme(funds=[FUND], rates=RATES, contributions=given))
    return engine


def missing(site: Site) -> list[str]:
    """Currency and month of each link to enter one."""
    page = site.text("/rates")
    return [part.split('"')[0].replace("&amp;", "&") for part in page.split("enter/rates?")[1:]]


def test_rates_stand_by_month_and_currency(sqlite_engine: Engine, tmp_path: Path) -> None:
    with at_site(with_rates(sqlite_engine, tmp_path), MANAGER) as site:
        page = site.text("/rates")
        assert page.index("Mar 2026</th>") < page.index("Jan 2026</th>") < page.index("Dec 2025</th>")
        assert "1,234.5" in page
        assert page.count("frozen</span>") == 1
        assert "frozen" in page.split(">9.7</a>")[1].split("</td>")[0]


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ({"currency": "RUB"}, "70.125", "9.6872"),
        ({"year": "2025"}, "1,234.5", "70.125"),
        ({"text": "UN"}, "9.6872", "70.125"),
    ],
)
def test_a_filter_narrows_the_table(
    sqlite_engine: Engine, tmp_path: Path, query: dict[str, str], seen: str, unseen: str
) -> None:
    with at_site(with_rates(sqlite_engine, tmp_path), MANAGER) as site:
        page = site.text("/rates", **query)
        assert seen in page
        assert unseen not in page


def test_what_recorded_contributions_wait_for_comes_first(sqlite_engine: Engine, tmp_path: Path) -> None:
    """In roubles for a project in somoni, of a fund in dollars: both need a rate of that month."""
    waiting = [p.recorded("C-2", currency="RUB", received_on="2026-05-04"), p.recorded("C-3")]
    with at_site(with_rates(sqlite_engine, tmp_path, p.contribution(), *waiting), MANAGER) as site:
        assert missing(site)[:2] == ["currency=RUB&month=2026-05", "currency=TJS&month=2026-05"]
        page = site.text("/rates")
        assert page.count("1 recorded contribution waits for it") == 2
        assert page.index("waits for it") < page.index("Entered</h2>")


def test_the_rates_of_this_month_are_foreseen(sqlite_engine: Engine, tmp_path: Path) -> None:
    with at_site(with_rates(sqlite_engine, tmp_path), MANAGER) as site:
        [foreseen] = missing(site)
        assert foreseen.startswith("currency=TJS&month=")
        assert "What is received this month will need it" in site.text("/rates")


def test_where_all_is_one_currency_nothing_is_missing(sqlite_engine: Engine, tmp_path: Path) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(contributions=[p.recorded()]))
    with at_site(sqlite_engine, MANAGER) as site:
        assert missing(site) == []
        assert "No rate is entered yet" in site.text("/rates")
