"""Two workers over one PostgreSQL, behind a proxy that ends TLS: what one has begun, the other goes on with."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

import household_groups.scopes
from core.migrations import downgrade, schema_state
from tests.core.accounts import PASSWORD, with_account
from tests.core.backup.driver import differences
from tests.deployed.gunicorn import SITE, Browser, Site, running
from tests.grants.recording.desk import NEW, OFFICER, PLAIN
from tests.web import import_example

STALE = {"__Host-hashar": "stale"}
"""With it the database is asked at once who that is."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gunicorn is for Unix")


def sign_in(browser: Browser) -> None:
    form = browser.get("/sign-in").form
    answer = browser.post("/sign-in", {**form, "name": "zarina", "password": PASSWORD})
    assert answer.status == 303, answer.body
    for cookie in answer.headers.get_all("Set-Cookie") or ():
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie


def record(browser: Browser, amount: str) -> str:
    """The reference of a contribution that was recorded."""
    typed = {**PLAIN, "amount": amount, "step": "record"}
    answer = browser.post(NEW, {**browser.get(NEW).form, **typed})
    assert answer.status == 303, answer.body
    return str(answer.headers["Location"]).rpartition("/")[2]


def kill_one(site: Site) -> None:
    worker = site.workers()[0]
    worker.kill()
    worker.wait(20)


@pytest.mark.slow
def test_workers_share_a_database_and_outlive_each_other(postgresql_engine: Engine, tmp_path: Path) -> None:
    downgrade(postgresql_engine, "base")
    with running(postgresql_engine, tmp_path, workers=2) as site:
        # The database is empty: whoever comes first makes its tables, and the others wait.
        with ThreadPoolExecutor(4) as people:
            answers = list(people.map(lambda _: Browser(site.port, STALE).get("/sign-in"), range(4)))
        assert [answer.status for answer in answers] == [200] * 4
        assert answers[0].headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert schema_state(postgresql_engine) == "current"

        household_groups.scopes.register()
        import_example(postgresql_engine, "khatlon_water")
        with_account(postgresql_engine, "zarina", OFFICER)
        browser = Browser(site.port)
        assert browser.get("/").headers["Location"].startswith(("/", f"https://{SITE}/"))
        sign_in(browser)
        recorded = {record(browser, "901"), record(browser, "902")}

        kill_one(site)
        recorded |= {record(browser, "903"), record(browser, "904")}
        assert len(recorded) == 4
        elsewhere = Browser(site.port, browser.cookies)
        assert all(
            reference in elsewhere.get("/programmes/TJ-KHT/contributions").body for reference in recorded
        )
    assert differences(postgresql_engine) == []
