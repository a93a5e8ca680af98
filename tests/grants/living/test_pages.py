"""The pages of lives and meetings: who may press which button, what is due, and what a phone sends."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.grants import programme as p
from tests.grants.living import lives
from tests.grants.living.lives import life, whole
from tests.grants.views.verifying_pages import DONOR, MANAGER, OFFICER, VERIFIER, Reader, signed_in, words_of
from tests.web import Membership, opened

WHO: dict[str, Membership] = {
    "olim": OFFICER,
    "bahrom": VERIFIER,
    "zarina": MANAGER,
    "nigora": MANAGER,
    "rahim": (Role.OFFICER, ScopeKind.COMMUNITY, "P", "OTHER"),
}
MEETING = {"community": "COM", "held_on": "2026-01-15", "women": "12", "men": "10", "kept_by": "olim"}


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    with opened(sqlite_engine, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as app:
        yield app


class Desk:
    """Everybody at the pages of the same books."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self.app, self.engine = app, engine

    def reader(self, name: str) -> Reader:
        with signed_in(self.app, self.engine, name, WHO.get(name, DONOR)) as reader:
            return reader

    def press(self, name: str, path: str, prefix: str = "", **fields: object) -> tuple[int, str]:
        reader = self.reader(name)
        own = {"csrf_token": reader.token("/projects"), **fields}
        answer = reader.post(path, {f"{prefix}{field}": value for field, value in own.items()})
        return answer.status_code, "" if answer.status_code == 303 else words_of(answer)

    def step(self, name: str, kind: str, on: str, **fields: str) -> tuple[int, str]:
        """The page has a form of each step that may come next, so their fields begin with its name."""
        path = f"/projects/W-1/life/steps/{kind}"
        return self.press(name, path, f"{kind}-", decided_on=on, **fields)


@pytest.fixture
def desk(app: Flask, sqlite_engine: Engine) -> Desk:
    return Desk(app, sqlite_engine)


def photo() -> tuple[BytesIO, str]:
    content = BytesIO()
    Image.new("RGB", (40, 30), "brown").save(content, "JPEG")
    content.seek(0)
    return content, "paper.jpg"


def test_three_people_take_a_project_from_the_meeting_to_its_start(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    """Each step shows what it lacks until the paper is there, and leaves out whoever did an earlier part."""
    held = p.contribution(received_on="2026-02-02", verified_on="2026-02-03", amount=50)
    p.booked(sqlite_engine, tmp_path, life(documents=[], meetings=[], choices=[], contributions=[held]))
    chosen = {"work-1": "A water pipe", "project-1": "W-1", "votes_for-1": "15", "work-2": "A bridge"}
    assert desk.press("olim", "/meetings/new", **MEETING, **chosen)[0] == 303
    status, words = desk.step("olim", "proposed", "2026-02-01", meeting="1")
    assert (status, "Still lacking: minutes." in words) == (422, True)
    minutes: dict[str, Any] = {"file": photo(), "kind": "minutes"}
    assert desk.press("olim", "/meetings/MT-1/minutes", **minutes)[0] == 303
    assert desk.step("olim", "proposed", "2026-02-01", meeting="1")[0] == 303
    paper: dict[str, Any] = {"file": photo(), "kind": "bill_of_quantities"}
    assert desk.press("olim", "/projects/W-1/life/papers", **paper)[0] == 303
    assert desk.step("olim", "appraised", "2026-02-05")[0] == 404
    assert desk.step("bahrom", "appraised", "2026-02-05", words="Sound")[0] == 303
    approved = {"approved_on": "2026-02-10", "step": "book"}
    assert desk.press("zarina", "/projects/W-1/approve", **approved)[0] == 303
    assert p.granted(sqlite_engine, "C-1")[0] == p.minor(50)
    assert p.rows(sqlite_engine, "project_step", "step", "decided_by") == [
        *(("proposed", "olim"), ("appraised", "bahrom"), ("approved", "zarina"))
    ]
    page = desk.reader("bahrom").words("/projects/W-1/life")
    for said in (
        "Sound",
        "Meeting of 15 Jan 2026",
        "Still lacking",
        "agreement",
        "land consent",
        "3 × quote",
    ):
        assert said in page
    assert "Record the start of works" not in page
    line = "Next: the start of works. Still lacking: agreement, land consent, 3 × quote."
    assert line in desk.reader("Donor").words("/projects/W-1")
    assert p.differences(sqlite_engine) == []


def test_nobody_takes_a_step_whose_first_half_they_did(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    steps = [lives.step(1, "proposed", "zarina", "2026-02-01")]
    p.booked(sqlite_engine, tmp_path, life(project_steps=steps))
    status, words = desk.step("zarina", "appraised", "2026-02-05")
    assert status == 403
    assert "somebody else has to take this step" in words
    assert "Record the appraisal" in desk.reader("nigora").words("/projects/W-1/life")
    assert desk.step("nigora", "appraised", "2026-02-05")[0] == 303
    assert desk.step("nigora", "appraised", "2026-02-05")[0] == 409
    for name in ("zarina", "nigora"):
        status, words = desk.press(name, "/projects/W-1/approve", approved_on="2026-02-10", step="book")
        assert (status, "somebody else has to take this step" in words) == (422, True)
    assert p.rows(sqlite_engine, "project", "status") == ["proposed"]


def test_a_cancellation_is_proposed_with_its_reason_and_its_step_comes_with_it(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    given = [p.contribution(received_on="2026-02-12", verified_on="2026-02-13", amount=50)]
    paid = [p.payment(amount=20)]
    p.booked(sqlite_engine, tmp_path, whole(4) | {"contributions": given, "disbursements": paid})
    settled = {"status": "cancelled", "settled_on": "2026-07-01", "final_cost": "0", "step": "propose"}
    assert desk.press("zarina", "/projects/W-1/settle", **settled)[0] == 422
    assert desk.press("zarina", "/projects/W-1/settle", **settled, remark="Two titles to the land")[0] == 303
    assert desk.press("zarina", "/proposals/1/confirm")[0] == 403
    assert desk.press("nigora", "/proposals/1/confirm")[0] == 303
    last = p.rows(sqlite_engine, "project_step", "number", "step", "decided_by", "words")[-1]
    assert last == (5, "cancelled", "zarina", "Two titles to the land")
    assert p.rows(sqlite_engine, "project", "status") == ["cancelled"]
    due = desk.reader("nigora").words("/due")
    assert "the money that has to come back" in due
    assert "20.00 TJS of F" in due
    assert "20.00 TJS of The fund have still to come back" in desk.reader("nigora").words(
        "/projects/W-1/life"
    )
    assert p.differences(sqlite_engine) == []


def test_before_the_completion_a_settlement_can_only_cancel(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    p.booked(sqlite_engine, tmp_path, whole(4))
    done = {"status": "completed", "settled_on": "2026-07-01", "final_cost": "9", "step": "propose"}
    assert desk.press("zarina", "/projects/W-1/settle", **done)[0] == 422


def test_what_is_due_says_since_when_and_who_has_it(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    sheets = whole(5)
    other = p.project("W-2", status="in_progress", name="A bridge")
    p.booked(sqlite_engine, tmp_path, sheets | {"projects": [*sheets["projects"], other]})
    reader = desk.reader("bahrom")
    page = reader.words("/due")
    for said in (
        "the handover",
        "an officer, a verifier or a manager, but not bahrom",
        "none was ever entered",
    ):
        assert said in page
    assert "A bridge" not in reader.words("/due", state="completed")
    assert "Nothing is like that" in reader.words("/due", state="declined")
    works = reader.words("/impact")
    assert "not handed over yet" in works
    assert "being built" in works
    assert "after 6 months" not in works, "a check is due once it is handed over"
    home = desk.reader("olim").client.get("/").get_data(as_text=True)
    assert "the handover can be entered" in home
    assert "can be entered" not in reader.client.get("/").get_data(as_text=True)


def test_a_meeting_is_mended_until_a_step_stands_on_it(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    """Whoever is of another community, whose project was chosen here too, reads it and leaves it alone."""
    places: list[p.Row] = [{"code": code, "programme": "P", "name": code} for code in ("COM", "OTHER")]
    works = [p.unapproved(), p.unapproved("W-2", community="OTHER", name="A bridge")]
    chose = [lives.choice(), lives.choice(2, project="W-2", votes_for=2, votes_from_abroad=None)]
    p.booked(sqlite_engine, tmp_path, life(communities=places, projects=works, choices=chose))
    other = desk.reader("rahim")
    assert other.get("/meetings/MT-1").status_code == 200
    assert other.get("/meetings/MT-1/change").status_code == 404
    minutes: dict[str, Any] = {"file": photo(), "kind": "minutes"}
    assert desk.press("rahim", "/meetings/MT-1/minutes", **minutes)[0] == 404
    reader = desk.reader("olim")
    shown = reader.hidden("/meetings/MT-1/change")
    chosen = {"work-1": "A water pipe", "project-1": "W-1", "votes_for-1": "20", "sent_from_abroad": "4"}
    sent = {**shown, **MEETING, **chosen, "women": "13", "votes_from_abroad-1": "3", "households": "18"}
    assert reader.post("/meetings/MT-1/change", sent).status_code == 303
    assert p.rows(sqlite_engine, "meeting", "women") == [13]
    assert reader.post("/meetings/MT-1/change", sent).status_code == 409  # somebody has changed it meanwhile
    again = {**sent, **reader.hidden("/meetings/MT-1/change")}
    more = {"votes_for-1": "28", "work-3": "", "votes_for-3": "1"}
    refused = reader.post("/meetings/MT-1/change", again | more)
    assert refused.status_code == 422
    assert "at most 27 are possible here; 28 are given" in words_of(refused)
    lives.take(sqlite_engine, "proposed", "olim", "2026-02-01")
    assert reader.get("/meetings/MT-1/change").status_code == 404
    assert p.differences(sqlite_engine) == []


def test_what_is_unlikely_of_a_meeting_is_asked_about(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    community = {"code": "COM", "programme": "P", "name": "The village", "population": 15, "households": 40}
    p.booked(sqlite_engine, tmp_path, life(communities=[community], meetings=[], choices=[], documents=[]))
    chosen = {"work-1": "Pipe", "votes_for-1": "15", "work-2": "Bridge", "votes_for-2": "20"}
    for _time in ("first", "second"):
        assert desk.press("olim", "/meetings/new", **MEETING, **chosen, households="20")[0] == 303
    assert p.rows(sqlite_engine, "meeting", "code") == ["MT-1"], "it was entered once"
    page = desk.reader("olim").words("/meetings/MT-1")
    for said in (
        *("More people came than live in The village", "with one vote each there would be at most 22"),
        *("A lower rank has more votes", "of 50 % of the households", "55 % of them women"),
    ):
        assert said in page
    status, words = desk.press("olim", "/meetings/new", **MEETING, **chosen, households="41")
    assert (status, "the community COM has 40" in words) == (422, True)


def test_people_reached_are_entered_by_community(desk: Desk, sqlite_engine: Engine, tmp_path: Path) -> None:
    village = {"code": "COM", "programme": "P", "name": "The village", "population": 59}
    p.booked(sqlite_engine, tmp_path, whole(5) | {"communities": [village]})
    count = {"community": "COM", "measured_on": "2026-06-05", "people": "60", "female": "31", "male": "29"}
    reader = desk.reader("olim")
    sent = {"csrf_token": reader.token("/projects"), **count}
    assert reader.post("/projects/W-1/life/reached", sent).status_code == 303
    assert p.rows(sqlite_engine, "reached", "people") == [60]
    assert "More people are reached than live in The village. Is that so?" in reader.client.get("/").text
    assert desk.press("olim", "/projects/W-1/life/reached", **count, source="x")[0] == 422
    assert "The village COM 60 31 29" in desk.reader("zarina").words("/projects/W-1/life")


def test_each_sees_what_is_due_and_was_chosen_where_they_reach(
    desk: Desk, sqlite_engine: Engine, tmp_path: Path
) -> None:
    """The donor of a fund that matched the pipe sees its meeting; whoever is of another community, nothing."""
    places: list[p.Row] = [
        {"code": code, "programme": "P", "name": f"Place {code}"} for code in ("COM", "OTHER")
    ]
    given = [p.contribution(received_on="2026-02-12", verified_on="2026-02-13", amount=50)]
    held = [lives.meeting(), lives.meeting(code="MT-2", community="OTHER")]
    more: p.Sheets = {"communities": places, "contributions": given, "meetings": held}
    p.booked(sqlite_engine, tmp_path, whole(4) | more)
    for name, pipe, other in (("Donor", True, False), ("rahim", False, True), ("zarina", True, True)):
        reader = desk.reader(name)
        assert ("A water pipe" in reader.words("/due")) is pipe
        meetings = reader.words("/meetings")
        assert ("Place COM" in meetings, "Place OTHER" in meetings) == (pipe, other)
        assert (reader.get("/meetings/MT-1").status_code == 200) is pipe
        assert (reader.get("/meetings/MT-2").status_code == 200) is other
    assert desk.press("rahim", "/meetings/new", **MEETING | {"community": "COM"})[0] == 422
