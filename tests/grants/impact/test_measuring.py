"""Measurements and checks on their pages: what is refused, what is asked, what is stored, and who may."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.audit import AuditEntry
from core.database import session, transaction
from grants.models.documents import Document
from household_groups.models.evidence import EvidenceFile
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import Project
from tests.days import today
from tests.grants import programme as p
from tests.grants.paying.desk import People, at_desk, photo, words
from tests.web import opened

IMPACT = "/projects/W-1/impact"
MEASURE = f"{IMPACT}/BENEF/measure"
CHECK = "/projects/W-1/service/new"
NOW = today().isoformat()


@pytest.fixture
def people(sqlite_engine: Engine, tmp_path: Path) -> Iterator[People]:
    """A village of 500, a pipe for 400 of them; 40 were counted in April."""
    village = {"code": "COM", "programme": "P", "name": "The village", "population": 500, "households": 80}
    indicator = {"project": "W-1", "code": "BENEF", "name": "People", "unit": "people", "target": 400}
    with at_desk(
        *(sqlite_engine, tmp_path),
        communities=[village],
        indicators=[indicator | {"catalogue": "people_with_water", "baseline": 4}],
        measurements=[
            {"project": "W-1", "indicator": "BENEF", "measured_on": "2026-04-01", "value": 40, "female": 20}
        ],
    ) as people:
        yield people


def hand_over(people: People) -> None:
    """Without the papers that it takes: see tests of grants/living."""

    def work(writing: Session) -> None:
        project = writing.exec(select(Project)).one()
        assert project.id is not None
        writing.add(
            ProjectStep(
                programme_id=project.programme_id,
                project_id=project.id,
                number=1,
                step=ProjectStepKind.HANDED_OVER,
                decided_on=p.day("2026-03-01"),
                decided_by="zarina",
            )
        )

    transaction(people.engine, work)


def measured(people: People) -> list[Any]:
    return p.rows(people.engine, "measurement", "value", "female", "male", "source")


def test_a_measurement_is_entered_with_its_photo(people: People) -> None:
    typed = {"measured_on": NOW, "value": "300", "female": "155", "male": "145", "source": "Count"}
    people.done("rustam", MEASURE, **typed, photos=photo("taps.jpg"))
    assert measured(people)[1:] == [("300", "155", "145", "Count")]
    with session(people.engine) as reading:
        file = reading.exec(select(EvidenceFile)).one()
        paper = reading.exec(select(Document)).one()
    assert (file.sheet, file.key) == (paper.sheet, paper.key) == ("measurements", f"W-1|BENEF|{NOW}")
    assert people.get("tokyo", f"/evidence/{file.id}").status_code == 200
    page = people.text("tokyo", IMPACT)
    assert "Source: Count." in page
    assert "155, 145" in page
    assert p.differences(people.engine) == []


def test_what_cannot_be_is_refused(people: People) -> None:
    answer = people.post("rustam", MEASURE, measured_on=NOW, value="300", female="200", male="101")
    assert answer.status_code == 422
    assert "Women and men come to 301, which is more than 300." in words(answer)
    before = people.post("rustam", MEASURE, measured_on="2001-01-01", value="30")
    assert "The programme begins on" in words(before)
    assert len(measured(people)) == 1


def test_what_is_odd_is_asked_and_keeps_what_was_typed(people: People) -> None:
    typed = {"measured_on": NOW, "value": "450", "source": "Count"}
    asked = people.post("rustam", MEASURE, **typed)
    assert asked.status_code == 422
    assert "This is ten times the 40 of 1 Apr 2026, or more." in words(asked)
    assert 'value="450"' in asked.text
    assert len(measured(people)) == 1
    unanswered = people.post("rustam", MEASURE, **typed, is_right="y")
    assert unanswered.status_code == 422, "nobody confirms what they were not asked"
    people.done("rustam", MEASURE, **typed, is_right="y", asked="ten_times")
    assert measured(people)[1:] == [("450", None, None, "Count")]
    with session(people.engine) as reading:
        said = reading.exec(select(AuditEntry).where(AuditEntry.field == "confirmed")).one()
    assert (said.by, said.new) == ("rustam", "ten_times")


def test_more_people_than_live_in_the_programme_are_refused(people: People) -> None:
    answered = {"is_right": "y", "asked": "beyond_community ten_times beyond_programme"}
    answer = people.post("rustam", MEASURE, measured_on=NOW, value="501", **answered)
    assert "This is more than the 500 people who live in all communities" in words(answer)


def test_a_work_found_out_of_order_is_no_longer_counted_on_its_page(people: People) -> None:
    hand_over(people)
    assert "1 check after a handover is overdue." in people.text("rustam", "/impact")
    home = people.clients["rustam"].get("/").text
    assert "A water pipe has to be checked, 6 months after its handover" in home
    silent = people.post("rustam", CHECK, checked_on=NOW, functional="no")
    assert "Say in a few words what does not work." in words(silent)
    found = {
        "checked_on": NOW,
        "functional": "no",
        "words": "The pump broke",
        "fee_due": "90",
        "fee_paid": "45",
    }
    people.done("rustam", CHECK, **found, months="6", photos=photo())
    checks = p.rows(people.engine, "service_check", "functional", "months", "fee_paid_minor", "checked_by")
    assert [(str(row[0]).casefold().rpartition(".")[2], *row[1:]) for row in checks] == [
        ("no", 6, 45_00, "rustam")
    ]
    page = people.text("tokyo", IMPACT)
    assert "has stopped serving" in page
    assert "People served now0" in page
    with session(people.engine) as reading:
        photo_of_check = reading.exec(select(EvidenceFile.id)).one()
    assert f'/evidence/{photo_of_check}" alt=""' in people.get("tokyo", IMPACT).text
    assert "The village COM 0 0 % of 500 40 – 1 1 stopped" in people.text("tokyo", "/impact")


def test_a_work_is_checked_once_it_is_there_and_in_use(people: People) -> None:
    nothing = people.post("rustam", CHECK, checked_on="2026-03-11", functional="yes")
    assert "Nothing of it is built yet." in words(nothing)
    assert "not begun" in people.text("rustam", "/impact")
    hand_over(people)
    early = people.post("rustam", CHECK, checked_on="2026-02-28", functional="yes")
    assert "It was handed over on 1 Mar 2026." in words(early)
    answer = people.post("rustam", CHECK, checked_on="2026-03-11", functional="yes", days_down="11")
    assert "Only 10 days passed since the last check or the handover." in words(answer)


def test_a_donor_looks_and_enters_nothing(people: People) -> None:
    assert people.get("tokyo", IMPACT).status_code == 200
    for path in (MEASURE, CHECK):
        assert people.get("tokyo", path).status_code in (403, 404)


def test_an_import_knows_the_catalogue(sqlite_engine: Engine, tmp_path: Path) -> None:
    row = {"project": "W-1", "code": "KM", "name": "Road", "unit": "people", "target": 4}
    rows = [row | {"catalogue": "road_km"}, row | {"code": "X", "catalogue": "wells"}, row | {"code": "Y"}]
    assert p.problems(sqlite_engine, tmp_path, p.programme(indicators=rows)) == [
        "unit_contradicts at indicators D2",
        "catalogue_unknown at indicators F3",
    ]


def test_an_indicator_takes_name_and_unit_from_the_catalogue(people: People) -> None:
    page = people.get("zarina", "/enter/indicators", project="W-1").text
    assert page.index("people_with_water") < page.index("classrooms"), "its own sector comes first"
    typed = {"code": "TAPS", "catalogue": "standpipes", "target": "12"}
    answer = people.clients["zarina"].post(
        "/programmes/P/enter/indicators?project=W-1", data={"csrf_token": people.token("zarina"), **typed}
    )
    assert answer.status_code == 303, words(answer)
    assert p.rows(people.engine, "indicator", "code", "name", "unit")[-1] == (
        "TAPS",
        "Standpipes that give water",
        "standpipes",
    )


def test_what_an_import_brought_is_looked_over_on_the_terminal(sqlite_engine: Engine, tmp_path: Path) -> None:
    indicator = {"project": "W-1", "code": "BENEF", "name": "People", "unit": "people", "target": 400}
    measured = {"project": "W-1", "indicator": "BENEF", "measured_on": "2026-04-01"}
    sheets = p.programme(
        indicators=[indicator],
        measurements=[measured | {"value": 40}, measured | {"measured_on": "2026-05-01", "value": 400}],
    )
    p.booked(sqlite_engine, tmp_path, sheets)
    with opened(sqlite_engine) as app:
        said = app.test_cli_runner().invoke(args=["check-measurements", "P"]).output
    assert (
        "W-1 BENEF, 400 on 1 May 2026: This is ten times the 40 of 1 Apr 2026, or more. Is this right?"
        in said
    )
    assert "1 odd measurement" in said
