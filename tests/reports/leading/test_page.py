"""The page that leads a manager through a quarter: its point, its steps, and who may see it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from grants.models.quarters import Narrative, Part, Section, Signature
from reports.closing.models import ClosingRequest, ClosingState
from reports.leading.path import Path
from reports.leading.step import State, Step
from tests.browsing.books import DONOR, OFFICER, VERIFIER, make_books
from tests.reports.closing.books import book
from tests.reports.leading.books import CODE, PAGE, QUARTER, TODAY, add, close, ids, path_in, with_people
from tests.web import MANAGER, Membership, opened, sign_in

QUARTERS = f"/programmes/{CODE}/quarters"
NOON = datetime(2020, 7, 3, 12, tzinfo=UTC)


def test_the_page_says_how_much_is_missing_and_what_comes_then(app: Flask, books: Engine) -> None:
    page = get(app, books, PAGE)
    assert "2020-Q2: 12 things are missing, the oldest since 16 Sep 2019." in page
    assert "Then: the narrative, the checks, the signatures, the second person, the seal," in page
    assert "0 of 7 steps done" in page
    for said in ("FAK-021, 1,200.00 TJS", "bahrom", "nobody (Field officer)", "PAY-0, 700.00 USD"):
        assert said in page
    assert f"{QUARTERS}/2020-Q1" in page


@pytest.mark.parametrize("membership", [VERIFIER, OFFICER, DONOR])
def test_others_than_managers_are_not_led(app: Flask, books: Engine, membership: Membership) -> None:
    client = app.test_client()
    sign_in(client, books, "somebody", membership)
    assert client.get(PAGE).status_code == 404
    assert client.get(QUARTERS).status_code == 404


@pytest.mark.parametrize("quarter", ["2018-Q4", "2999-Q1", "2020-Q5", "2020-04..2020-09"])
def test_what_is_no_quarter_of_the_programme_is_not_there(app: Flask, books: Engine, quarter: str) -> None:
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    assert client.get(f"{QUARTERS}/{quarter}").status_code == 404


def test_the_way_begins_with_the_earliest_open_quarter(app: Flask, books: Engine) -> None:
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    assert client.get(QUARTERS).location.endswith("/quarters/2019-Q4")
    close(books, "2019-Q4", "2020-Q1")
    assert client.get(QUARTERS).location.endswith("/quarters/2020-Q2")


def test_an_earlier_open_quarter_comes_first(app: Flask, books: Engine) -> None:
    step = step_of(path_in(app, books), "checks")
    assert step.state is State.WAITING
    assert step.link is not None
    assert step.link.url.endswith("/quarters/2019-Q4")
    close(books, "2019-Q4", "2020-Q1")
    step = step_of(path_in(app, books), "checks")
    assert step.state is State.MISSING
    assert step.link is not None
    assert step.link.url.endswith("/closing/2020-Q2")


def test_a_quarter_that_is_not_over_waits_for_its_last_day(app: Flask, books: Engine) -> None:
    path = path_in(app, books, "2020-Q3")
    with app.test_request_context():
        assert path.point.startswith("2020-Q3 ends on 30 Sep 2020; so far")
    states = {step.name: step.state for step in path.steps}
    assert states["missing"] is State.WAITING
    assert {states[name] for name in ("narrative", "checks", "signatures", "second", "seal")} == {
        State.NOT_YET
    }


def test_sections_and_signatures_are_told_with_who_and_when(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1")
    add(books, *(section(books, each) for each in Section if each is not Section.LESSONS))
    add(books, signature(books, Part.PREPARED, "munira"))
    path = path_in(app, books)
    narrative, signatures = step_of(path, "narrative"), step_of(path, "signatures")
    assert narrative.state is State.WAITING
    assert "Achievements: by munira, 5 Jul 2020" in narrative.said
    assert "Lessons: not written" in narrative.said
    assert signatures.state is State.WAITING
    assert "Prepared: by munira, 5 Jul 2020" in signatures.said
    assert signatures.who is not None
    assert signatures.who.names == ("bahrom", "rustam"), "one person signs one part"
    add(books, section(books, Section.LESSONS), signature(books, Part.CHECKED, "bahrom"))
    path = path_in(app, books)
    done = {step.name for step in path.steps if step.state is State.DONE}
    assert done == {"narrative", "checks", "signatures"}
    assert path.next == "second"
    second = step_of(path, "second")
    assert second.link is not None
    assert second.link.label == "Ask for it to be closed"


def test_a_check_may_be_old_once_something_was_booked_after_it(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1")
    row = {
        "quarter": QUARTER,
        "part": "checked",
        "number": "1",
        "statement": "I did.",
        "signed_on": "2020-07-05",
    }
    book(books, "signatures", row | {"signed_by": "bahrom", "figures": "f" * 64}, by="bahrom")
    assert [step_of(path_in(app, books), name).state for name in ("checks", "signatures")] == [State.DONE] * 2
    told = {
        "quarter": QUARTER,
        "section": "lessons",
        "number": "1",
        "words": "None.",
        "written_on": "2020-07-05",
    }
    book(books, "narrative", told | {"written_by": "munira"}, by="munira")
    checks, signatures = (step_of(path_in(app, books), name) for name in ("checks", "signatures"))
    assert checks.said == ["bahrom checked the report, 5 Jul 2020; something may have changed in it since."]
    assert checks.state is signatures.state is State.WAITING
    assert signatures.who is not None
    assert "bahrom" in signatures.who.names, "who checked it may sign the same part anew"


def test_what_was_asked_for_waits_for_another_manager(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1")
    add(books, request(books, position=10**6))
    path = path_in(app, books)
    assert step_of(path, "checks").state is State.DONE
    second = step_of(path, "second")
    assert second.state is State.WAITING
    assert second.who is not None
    assert second.who.names == ("rustam",)
    assert second.said[0].startswith("munira asked for it to be closed, 3 Jul 2020")


def test_what_was_booked_since_it_was_asked_for_is_told(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1")
    add(books, request(books, position=1))
    checks = step_of(path_in(app, books), "checks")
    assert checks.state is State.WAITING
    assert checks.said[0].startswith("Something was booked since munira looked")


def test_a_closed_quarter_leads_to_its_donors(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1", "2020-Q2")
    path = path_in(app, books)
    states = {step.name: step.state for step in path.steps}
    assert states["missing"] is states["narrative"] is State.LEFT_OUT
    assert states["seal"] is State.DONE
    assert states["send"] is State.WAITING, "nobody of the jamoat has an account"
    page = get(app, books, PAGE)
    assert "2020-Q2 is closed. 13 things are still missing" in page, "the donor has not looked at it"
    assert "Nobody of JAMOAT has an account: hand the files over." in page
    assert "ingrid sees it on the site" in page
    assert f"/programmes/{CODE}/funds/IOMDF/letter?quarter={QUARTER}" in page


def test_the_home_page_leads_there(app: Flask, books: Engine) -> None:
    close(books, "2019-Q4", "2020-Q1")
    page = get(app, books, "/")
    assert "2020-Q2 is over and not closed yet" in page
    assert "It ended on 30 Jun 2020; 12 things are missing." in page
    assert f'href="{PAGE}"' in page


def get(app: Flask, books: Engine, address: str) -> str:
    client = app.test_client()
    sign_in(client, books, "munira", MANAGER)
    return client.get(address).get_data(as_text=True)


def step_of(path: Path, name: str) -> Step:
    return next(step for step in path.steps if step.name == name)


def section(books: Engine, which: Section) -> Narrative:
    said: dict[str, Any] = {"number": 1, "words": "Said.", "written_on": TODAY, "written_by": "munira"}
    return Narrative(programme_id=ids(books)["programme_id"], quarter=QUARTER, section=which, **said)


def signature(books: Engine, part: Part, by: str) -> Signature:
    said: dict[str, Any] = {"number": 1, "statement": "I did.", "signed_on": TODAY, "signed_by": by}
    said["figures"] = "f" * 64
    return Signature(programme_id=ids(books)["programme_id"], quarter=QUARTER, part=part, **said)


def request(books: Engine, position: int) -> ClosingRequest:
    return ClosingRequest(
        programme_id=ids(books)["programme_id"],
        quarter=QUARTER,
        position=position,
        seen="0" * 64,
        remarks="{}",
        asked_by="munira",
        asked_at=NOON,
        state=ClosingState.OPEN,
    )


def test_a_server_of_databases_finds_the_same(postgresql_engine: Engine) -> None:
    make_books(postgresql_engine)
    with opened(postgresql_engine) as app:
        with_people(postgresql_engine)
        path = path_in(app, postgresql_engine)
    assert path.missing.count == 12
    assert step_of(path, "checks").link is not None
