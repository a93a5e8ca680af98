"""Settling a project: what it would release is shown first, and a second person books it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import transaction
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.views.money_pages import (
    DONOR_OF_F,
    MANAGER,
    NOT_AMOUNTS,
    NOT_DAYS,
    OFFICER,
    Site,
    a_site_of_its_own,
    at_site,
    books,
    state,
)

PATH = "/projects/W-1/settle"
DONE = {
    "status": "completed",
    "settled_on": "2026-08-31",
    "final_cost": "1 500.00",
    "remark": "By the minutes",
}


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """1,000.00 given and matched, of which 700.00 is paid out; on both databases."""
    with at_site(books(engine, tmp_path, disbursements=[p.payment(amount=700)]), MANAGER) as site:
        yield site


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same books for all that is refused."""
    with a_site_of_its_own(sqlite_template, tmp_path_factory) as site:
        yield site


def confirmed(site: Site) -> None:
    [proposal] = site.proposals()
    id = proposal.id
    assert id is not None
    transaction(site.engine, lambda writing: confirm(writing, id, by="bakhrom", at=p.TODAY))


def figures(page: str) -> dict[str, str]:
    """The facts of the first fund."""
    facts = page.split('aria-labelledby="fund-1"')[1].split("</dl>")[0]
    found = {}
    for fact in facts.split("<div><dt>")[1:]:
        label, _, rest = fact.partition("</dt>")
        found[label] = rest.split('<span class="amount">')[1].split(" <")[0]
    return found


def test_what_is_beyond_the_final_cost_and_was_paid_is_a_refund_due(both: Site) -> None:
    """Excess 500.00, of which 300.00 is not paid out yet."""
    page = both.send(PATH, DONE).get_data(as_text=True)
    expected = {
        "Matched before": "1,000.00",
        "Released": "300.00",
        "Stays matched": "700.00",
        "Paid so far": "700.00",
        "Left to pay": "0.00",
        "Refund due by the project": "200.00",
    }
    assert figures(page) == expected
    assert ">C-1</th>" in page
    assert p.granted(both.engine, "C-1") == (100_000, 0, "full")

    assert both.go_on(page, PATH, "propose").status_code == 303
    typed = {name: text for name, text in DONE.items() if name != "remark"}
    assert both.proposed_rows() == {"projects": [{"code": "W-1", **typed}]}
    assert both.proposals()[0].note == "By the minutes"
    confirmed(both)
    assert p.granted(both.engine, "C-1") == (100_000, 30_000, "full")
    assert p.differences(both.engine) == []
    settled = both.text(PATH)
    assert "The project was settled on 31 Aug 2026 at a final cost of 1,500.00 TJS." in settled
    assert figures(settled) == expected


def test_a_cancelled_project_releases_all_that_is_not_paid(both: Site) -> None:
    fields = {"status": "cancelled", "settled_on": "2026-08-31", "final_cost": ""}
    page = both.send(PATH, fields).get_data(as_text=True)
    assert figures(page)["Released"] == "300.00"
    assert figures(page)["Refund due by the project"] == "700.00"
    both.go_on(page, PATH, "propose")
    assert both.proposed_rows()["projects"][0]["final_cost"] == "0"
    confirmed(both)
    assert p.differences(both.engine) == []


def test_a_settled_project_is_not_settled_again(both: Site) -> None:
    both.send(PATH, DONE, step="propose")
    confirmed(both)
    assert '<button type="submit" name="step"' not in both.text(PATH)
    assert both.client.post(f"/programmes/P{PATH}", data=DONE).status_code in {400, 409}
    assert len(both.proposals()) == 1


def test_a_project_that_was_never_approved_can_only_be_cancelled(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    p.booked(sqlite_engine, tmp_path, p.programme(projects=[p.unapproved()]))
    with at_site(sqlite_engine, MANAGER) as site:
        assert 'value="completed"' not in site.text(PATH)
        page = site.send(PATH, DONE | {"status": "cancelled", "final_cost": "0"})
        assert "No fund has matched this project" in page.get_data(as_text=True)
        assert site.send(PATH, DONE).status_code == 422


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"settled_on": ""}, "settled_on", "missing"),
        ({"settled_on": "2101-01-01"}, "settled_on", "still to come"),
        ({"settled_on": "2026-01-05"}, "settled_on", "before"),
        ({"final_cost": ""}, "final_cost", "missing"),
        ({"final_cost": "-1"}, "final_cost", "0 or more"),
        ({"status": "cancelled"}, "final_cost", "cancelled project is 0"),
        ({"status": ""}, "status", "Choose what became"),
        ({"status": "proposed"}, "status", "Choose one from the list"),
        *(({"final_cost": text}, "final_cost", "") for text in NOT_AMOUNTS),
        *(({"settled_on": text}, "settled_on", "") for text in NOT_DAYS),
    ],
    ids=lambda each: repr(each)[:40],
)
def test_bad_input_is_refused_and_kept(still: Site, fields: dict[str, Any], field: str, said: str) -> None:
    before = state(still.engine)
    response = still.send(PATH, DONE | fields, step="propose")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert said in page.split(f'id="{field}-error"')[1].split("</div>")[0]
    assert "By the minutes" in page
    assert state(still.engine) == before


@pytest.mark.parametrize("membership", [DONOR_OF_F, OFFICER])
def test_only_managers_settle(sqlite_engine: Engine, tmp_path: Path, membership: Any) -> None:
    with at_site(books(sqlite_engine, tmp_path), membership, name="other") as site:
        assert site.get(PATH).status_code == 404


def test_a_project_that_is_not_there_is_not_settled(still: Site) -> None:
    assert still.get("/projects/NOPE/settle").status_code == 404
    assert still.client.post(f"/programmes/P{PATH}", data=DONE).status_code == 400
