"""What is told of a quarter: drafted, written, kept version by version, and never lost."""

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import col, select

from core.database import session
from grants.entering.entering import NotEntered
from grants.models.quarters import Narrative
from reports.narrating.told import LONGEST_PARAGRAPH, narrative_rows
from tests.reports.closing.books import CODE, QUARTER, book
from tests.reports.closing.readers import NARRATIVE, VERIFIER, Person, person, words


@pytest.fixture
def munira(ready_app: Flask, ready_engine: Engine) -> Person:
    return person(ready_app, ready_engine, "munira")


@pytest.fixture
def rustam(ready_app: Flask, ready_engine: Engine) -> Person:
    return person(ready_app, ready_engine, "rustam")


def kept(engine: Engine) -> list[tuple[str, int, str, str]]:
    with session(engine) as reading:
        rows = reading.exec(select(Narrative).order_by(col(Narrative.id))).all()
        return [(row.section.value, row.number, row.words, row.written_by) for row in rows]


def test_the_page_begins_with_the_draft_and_keeps_what_was_written(
    munira: Person, ready_engine: Engine
) -> None:
    begun = munira.fields(NARRATIVE)
    assert begun["achievements"].startswith("Families contributed ")
    assert munira.send(NARRATIVE).status_code == 303
    assert ("achievements", 1, begun["achievements"], "munira") in kept(ready_engine)
    before = kept(ready_engine)
    assert munira.send(NARRATIVE, lessons="Ask twice\r\nand write it down ").status_code == 303
    assert kept(ready_engine) == [*before, ("lessons", 1, "Ask twice\nand write it down", "munira")]
    page = munira.words(NARRATIVE)
    assert "Draft from today's figures" in page
    assert munira.send(NARRATIVE, lessons="Ask once").status_code == 303
    assert "1 earlier version" in munira.words(NARRATIVE)


def test_nothing_that_was_typed_is_lost_where_somebody_else_wrote_meanwhile(
    munira: Person, rustam: Person, ready_engine: Engine
) -> None:
    seen = munira.fields(NARRATIVE)
    rustam.send(NARRATIVE, lessons="As rustam sees it", risks="None")
    answer = munira.send(NARRATIVE, seen, lessons="As munira sees it", risks="None")
    page = words(answer)
    assert answer.status_code == 409
    assert "As munira sees it" in page
    assert "As rustam sees it" in page
    assert "munira" not in {by for _, _, _, by in kept(ready_engine)}
    answer = munira.send(NARRATIVE, lessons="As munira sees it")
    assert answer.status_code == 303
    assert kept(ready_engine)[-1] == ("lessons", 2, "As munira sees it", "munira")


def test_a_long_text_is_kept_and_a_longer_one_refused_beside_its_field(
    munira: Person, ready_engine: Engine
) -> None:
    long = "\n".join(["word " * 1000, "end"]) + "x" * 4990
    assert munira.send(NARRATIVE, risks=long).status_code == 303
    answer = munira.send(NARRATIVE, risks=long + "more than that")
    assert (answer.status_code, "At most 10000 characters" in words(answer)) == (422, True)
    answer = munira.send(NARRATIVE, risks="")
    assert (answer.status_code, "cannot become empty" in words(answer)) == (422, True)
    with session(ready_engine) as reading:
        rows = [row for row in narrative_rows(reading, 1, QUARTER) if row.section == "risks"]
    assert max(len(row.words) for row in rows) <= LONGEST_PARAGRAPH
    assert "".join(row.words for row in rows).replace(" ", "") == long.replace(" ", "").replace("\n", "")


def test_a_closed_quarter_is_told_already(closed_app: Flask, closed_engine: Engine) -> None:
    manager = person(closed_app, closed_engine, "munira")
    assert "textarea" not in manager.get(NARRATIVE).get_data(as_text=True)
    answer = manager.send(NARRATIVE, manager.fields(f"/programmes/{CODE}/workbook"), lessons="Late")
    assert (answer.status_code, "is sealed with its report" in words(answer)) == (409, True)
    row = {"quarter": QUARTER, "section": "risks", "number": "1", "words": "Late", "written_on": "2020-08-01"}
    with pytest.raises(NotEntered) as refused:
        book(closed_engine, "narrative", row | {"written_by": "munira"})
    assert [problem.kind for problem in refused.value.problems] == ["quarter_closed"]


def test_only_managers_tell(ready_app: Flask, ready_engine: Engine) -> None:
    verifier = person(ready_app, ready_engine, "bahrom", VERIFIER)
    assert verifier.get(NARRATIVE).status_code == 404
    assert verifier.send(NARRATIVE, {"lessons": "?"}).status_code == 404
