"""Rules on pages: read in words, and proposed as new versions; terms in force stay as they are."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import transaction
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.views.money_pages import (
    AWKWARD_TEXTS,
    DONOR_OF_G,
    MANAGER,
    NOT_AMOUNTS,
    NOT_DAYS,
    NOT_TEXTS,
    OFFICER,
    Site,
    a_site_of_its_own,
    at_site,
    books,
    state,
)
from tests.pages import as_told

NEW = {
    "code": "LEAD",
    "fund": "F",
    "effective_from": "2026-10-01",
    "priority": "3",
    "ratio": "0.5",
    "group_leader": "f",
}
LETTER = "Letter of the donor, 20 September 2026"
NEXT = {"effective_from": "2026-10-01", "priority": "1", "ratio": "2", "match_per_project": "5 000,50"}


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with at_site(books(sqlite_engine, tmp_path), MANAGER) as site:
        yield site


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same books for all that is refused."""
    with a_site_of_its_own(sqlite_template, tmp_path_factory) as site:
        yield site


def test_the_list_says_each_rule_in_words(site: Site) -> None:
    page = site.text("/rules")
    assert "1.00 for each 1.00. For contributions received from 1 Jan 2026 on." in page
    assert "in force" in page
    assert "to come" in page


def test_a_filter_narrows_the_list(site: Site) -> None:
    page = site.text("/rules", fund="G")
    assert "rules/GR" in page
    assert 'rules/R"' not in page
    assert "No rule is like that." in site.text("/rules", text="%")


def test_a_donor_sees_the_rules_of_their_own_funds_only(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, DONOR_OF_G, name="donor") as site:
        page = site.text("/rules")
        assert "rules/GR" in page
        assert 'rules/R"' not in page
        assert "F · " not in page
        assert site.get("/rules/GR").status_code == 200
        assert as_told(site.get("/rules/R").text) == as_told(site.get("/rules/NOPE").text)
        assert site.get("/rules/R").status_code == 404
        assert site.get("/rules/GR/versions/new").status_code == 404


def test_an_officer_has_no_rules(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, OFFICER, name="officer") as site:
        for path in ("/rules", "/rules/R", "/rules/new", "/rules/R/versions/new", "/rules/R/end"):
            assert site.get(path).status_code == 404


def test_a_new_rule_is_shown_in_words_before_it_is_proposed(site: Site) -> None:
    before = state(site.engine)
    page = site.send("/rules/new", NEW).get_data(as_text=True)
    assert "0.50 for each 1.00." in page
    assert "Only groups that a woman leads." in page
    assert state(site.engine) == before


def test_a_new_rule_waits_for_a_second_person(site: Site) -> None:
    response = site.send("/rules/new", NEW | {"remark": "By decision of the board"}, step="propose")
    assert response.status_code == 303
    [proposal] = site.proposals()
    assert response.headers["Location"].endswith(f"/proposals/{proposal.id}")
    assert (proposal.kind, proposal.proposed_by, proposal.note) == (
        *("rules", "zarina"),
        "By decision of the board",
    )
    [row] = site.proposed_rows()["rules"]
    assert {name: text for name, text in row.items() if text} == NEW | {"version": "1"}
    assert sorted(p.rows(site.engine, "matching_rule", "code")) == ["GR", "R"]


def test_a_button_pressed_twice_makes_one_proposal(site: Site) -> None:
    places = {site.send("/rules/new", NEW, step="propose").headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert len(site.proposals()) == 1


def test_what_was_typed_is_there_to_be_changed(site: Site) -> None:
    page = site.send("/rules/new", NEW, step="mend").get_data(as_text=True)
    assert 'value="LEAD"' in page
    assert 'value="0.5"' in page


def test_the_summary_carries_all_that_was_typed(site: Site) -> None:
    page = site.send("/rules/new", NEW | {"kinds": ["cash", "labour"]}).get_data(as_text=True)
    assert site.go_on(page, "/rules/new", "propose").status_code == 303
    [row] = site.proposed_rows()["rules"]
    assert {name: text for name, text in row.items() if text} == NEW | {
        "version": "1",
        "kinds": "cash;labour",
    }


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """On both databases."""
    with at_site(books(engine, tmp_path), MANAGER) as site:
        yield site


def test_a_new_version_ends_the_open_one_on_the_day_before(both: Site) -> None:
    assert "5,000.50" in both.send("/rules/R/versions/new", NEXT).get_data(as_text=True)
    assert both.send("/rules/R/versions/new", NEXT, step="propose").status_code == 303
    [proposal] = both.proposals()
    id = proposal.id
    assert id is not None
    assert "Rule R, version 2" in both.text("/proposals")
    transaction(both.engine, lambda writing: confirm(writing, id, by="bakhrom", at=p.TODAY, document=LETTER))
    versions = p.rows(both.engine, "matching_rule", "code", "version", "effective_to", "ratio")
    assert [(v, str(to), r) for code, v, to, r in sorted(versions, key=str) if code == "R"] == [
        (1, "2026-09-30", "1"),
        (2, "None", "2"),
    ]
    assert p.differences(both.engine) == []
    page = both.text("/rules/R")
    assert "At most for a project: 5,000.50 TJS, which was not said before." in page
    assert "Ratio: 2.00 for each 1.00 instead of 1.00 for each 1.00." in page


def test_the_form_begins_with_the_terms_of_the_last_version(sqlite_engine: Engine, tmp_path: Path) -> None:
    rule = p.rule(tiers="0=2;1500=1", ratio=None, kinds="cash;labour", projects="W-1", counted_min=800)
    with at_site(books(sqlite_engine, tmp_path, rules=[rule]), MANAGER) as site:
        page = site.text("/rules/R/versions/new")
    assert 'value="0=2;1500=1"' in page
    assert 'value="800"' in page
    for chosen in ("cash", "labour", "W-1"):
        assert f'checked id="{name_of(chosen)}' in page or f'value="{chosen}"' in page
    assert page.count("checked") == 3
    assert "Terms in force are never changed" in page


def name_of(choice: str) -> str:
    return "projects" if choice == "W-1" else "kinds"


def test_an_amount_of_three_decimals_can_be_proposed_again(sqlite_engine: Engine, tmp_path: Path) -> None:
    """5.125 dinars could be read as 5,125 where they are typed; the form writes them so that they cannot."""
    fund = p.fund(currency="KWD")
    rule = p.rule(match_per_project="5.1250")
    path = p.programme(funds=[fund], rules=[rule])
    p.booked(sqlite_engine, tmp_path, path)
    with at_site(sqlite_engine, MANAGER) as site:
        typed = {"effective_from": "2026-10-01", "priority": "1", "ratio": "2", "match_per_project": "5.1250"}
        page = site.send("/rules/R/versions/new", typed)
        assert page.status_code == 200, page.get_data(as_text=True)
        assert "At most 5.125 for a project." in page.get_data(as_text=True)


def test_a_rule_is_ended_by_a_proposal_too(site: Site) -> None:
    assert "until 31 Dec 2026" in site.send("/rules/R/end", {"effective_to": "2026-12-31"}).get_data(True)
    site.send("/rules/R/end", {"effective_to": "2026-12-31"}, step="propose")
    assert site.proposed_rows() == {"rules": [{"code": "R", "version": "1", "effective_to": "2026-12-31"}]}
    assert "zarina has proposed something here that waits for a second person." in site.text("/rules/R")


@pytest.mark.parametrize(
    ("path", "fields", "field", "said"),
    [
        ("/rules/new", NEW | {"code": "R"}, "code", "R is taken already"),
        ("/rules/new", NEW | {"code": ""}, "code", "Code is missing"),
        ("/rules/new", NEW | {"fund": ""}, "fund", "Fund is missing"),
        ("/rules/new", NEW | {"fund": "NOPE"}, "fund", "Choose one from the list"),
        ("/rules/new", NEW | {"tiers": "0=1"}, "ratio", "either a ratio or tiers"),
        ("/rules/new", NEW | {"ratio": ""}, "tiers", "either a ratio or tiers"),
        ("/rules/new", NEW | {"ratio": "-1"}, "ratio", "0 or more"),
        ("/rules/new", NEW | {"ratio": "1,5"}, "ratio", "1,5"),
        ("/rules/new", NEW | {"match_share_of_cost": "1.5"}, "match_share_of_cost", "from 0 to 1"),
        ("/rules/new", NEW | {"match_per_group": "-5"}, "match_per_group", "0 or more"),
        ("/rules/new", NEW | {"effective_to": "2026-09-01"}, "effective_to", "before"),
        ("/rules/new", NEW | {"effective_from": "2026-03-02"}, "effective_from", "never retroactive"),
        ("/rules/new", NEW | {"projects": ["W-1", "W-9"]}, "projects", "not"),
        ("/rules/R/versions/new", NEXT | {"effective_from": "2026-03-02"}, "effective_from", "retroactive"),
        ("/rules/R/versions/new", NEXT | {"effective_from": "2025-01-01"}, "effective_from", "retroactive"),
        ("/rules/R/versions/new", NEXT | {"effective_from": ""}, "effective_from", "missing"),
        ("/rules/R/end", {"effective_to": ""}, "effective_to", "missing"),
        ("/rules/R/end", {"effective_to": "2026-03-01"}, "effective_to", "never retroactive"),
    ],
)
def test_what_may_not_be_is_said_beside_its_field(
    still: Site, path: str, fields: dict[str, Any], field: str, said: str
) -> None:
    before = state(still.engine)
    for step in ("look", "propose"):
        response = still.send(path, fields, step=step)
        page = response.get_data(as_text=True)
        assert response.status_code == 422
        assert f'id="{field}-error"' in page
        assert said in page.split(f'id="{field}-error"')[1].split("</div>")[0]
    assert state(still.engine) == before


BAD_TERMS = [
    *(("match_per_group", text) for text in NOT_AMOUNTS),
    *(("effective_from", text) for text in NOT_DAYS),
    *(("code", text) for text in NOT_TEXTS),
    *(("ratio", text) for text in ("NaN", "1e5", "٢", "1,5", "2/3", "9" * 100)),
    *(("tiers", text) for text in ("5=1", "0=1;0=2", "0=a", "0=1;x", "0=1;5=2;3=1")),
    *(("group_min_members", text) for text in ("1.5", "-1", "1e3", "9" * 30)),
]


@pytest.mark.parametrize(("field", "text"), BAD_TERMS, ids=lambda each: repr(each)[:40])
def test_bad_input_is_refused_and_kept(still: Site, field: str, text: str) -> None:
    before = state(still.engine)
    fields = {**NEW, field: text} | ({"ratio": ""} if field == "tiers" else {})
    response = still.send("/rules/new", fields)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'id="{field}-error"' in page
    if text.isascii() and text.isprintable():
        assert f'value="{text}"' in page
    assert state(still.engine) == before


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_awkward_texts_are_texts(site: Site, text: str) -> None:
    page = site.send("/rules/new", NEW | {"remark": text})
    assert page.status_code == 200
    assert "<script>alert" not in page.get_data(as_text=True)
    assert "<img src=x" not in page.get_data(as_text=True)
    assert site.send("/rules/new", NEW | {"remark": text}, step="propose").status_code == 303
    assert site.proposals()[0].note == text


def test_a_field_that_the_form_does_not_have_is_ignored(site: Site) -> None:
    forged = {
        "version": "7",
        "fund": "G",
        "code": "X",
        "joint": "S",
        "proposed_by": "other",
        "state": "confirmed",
    }
    site.send("/rules/R/versions/new", NEXT | forged, step="propose")
    [proposal] = site.proposals()
    new, _ended = site.proposed_rows()["rules"]
    assert (new["code"], new["version"], new["fund"], new["joint"]) == ("R", "2", "F", "")
    assert (proposal.proposed_by, proposal.state) == ("zarina", "open")


@pytest.mark.parametrize("path", ["/rules/new", "/rules/R/versions/new", "/rules/R/end"])
def test_a_form_without_its_token_changes_nothing(site: Site, path: str) -> None:
    before = state(site.engine)
    fields = {**NEW, "effective_to": "2026-12-31", "step": "propose"}
    for token in ({}, {"csrf_token": "forged"}):
        assert site.client.post(f"/programmes/P{path}", data=fields | token).status_code == 400
    assert state(site.engine) == before


def test_the_rule_of_another_programme_is_not_there(site: Site, tmp_path: Path) -> None:
    other = p.programme()
    other["programmes"][0]["code"] = "Q"
    other["communities"][0]["programme"] = other["funds"][0]["programme"] = "Q"
    other["rules"][0]["code"] = "OTHER"
    p.booked(site.engine, tmp_path, other)
    assert site.get("/rules/OTHER").status_code == 404
    assert site.client.get("/programmes/Q/rules/OTHER").status_code == 404
