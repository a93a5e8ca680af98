"""Several households of a group registered in one go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from core.database import session
from household_groups.models.registry import Household
from tests.grants.programme import differences
from tests.grants.recording.desk import OF_HILOLI, OFFICER, Desk, at_desk, errors_in, form_in, text_of
from tests.web import import_example

NEW = "/programmes/TJ-KHT/groups/FAK-1/households/new"


@pytest.fixture
def officer(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "anvar", OFFICER) as desk:
        yield desk


def codes(desk: Desk) -> list[str]:
    with session(desk.engine) as books:
        return list(books.exec(select(Household.code).order_by(col(Household.code))))


def test_the_next_codes_are_proposed_and_registered_in_one_go(officer: Desk) -> None:
    form = form_in(officer.get(f"{NEW}?count=3"))
    assert [form[f"households-{n}-code"] for n in range(3)] == ["FAK-H7", "FAK-H8", "FAK-H9"]
    typed = {"households-0-head_sex": "f", "households-0-migrants_abroad": "2", "households-2-code": ""}
    response = officer.client.post(NEW, data=form | typed)
    assert response.location.endswith("/groups/FAK-1")
    assert codes(officer)[-2:] == ["FAK-H7", "FAK-H8"]
    assert differences(officer.engine) == []


def test_one_faulty_line_holds_all_of_them_back(officer: Desk) -> None:
    form = form_in(officer.get(f"{NEW}?count=3"))
    typed = {"households-1-code": "FAK-H1", "households-2-code": "a\u200db"}
    response = officer.client.post(NEW, data=form | typed)
    assert response.status_code == 422
    assert "invisible" in errors_in(response)
    response = officer.client.post(NEW, data=form | typed | {"households-2-code": "FAK-H9"})
    assert response.status_code == 422
    assert errors_in(response) == "FAK-H1 is taken already. Choose another one."
    assert form_in(response)["households-0-code"] == "FAK-H7"
    assert len(codes(officer)) == 6


def test_the_same_code_twice_is_refused_at_its_line(officer: Desk) -> None:
    form = form_in(officer.get(f"{NEW}?count=2"))
    response = officer.client.post(NEW, data=form | {"households-1-code": "FAK-H7"})
    assert response.status_code == 422
    assert len(codes(officer)) == 6


def test_nothing_typed_is_said(officer: Desk) -> None:
    form = form_in(officer.get(f"{NEW}?count=1"))
    response = officer.client.post(NEW, data=form | {"households-0-code": " "})
    assert response.status_code == 422
    assert "No line has a code" in text_of(response)


@pytest.mark.parametrize(
    ("count", "lines"), [("0", 12), ("", 12), ("x", 12), ("-1", 12), ("999", 60), ("9" * 50, 12)]
)
def test_how_many_lines_there_are_is_limited(officer: Desk, count: str, lines: int) -> None:
    form = form_in(officer.get(f"{NEW}?count={count}"))
    assert sum(name.endswith("-code") for name in form) == lines


def test_groups_of_others_are_not_there(officer: Desk) -> None:
    other = officer.beside("zuhra", OF_HILOLI)
    assert other.get(NEW).status_code == 404
    assert other.client.post(NEW).status_code == 404


@pytest.mark.parametrize("number", ["²", "9" * 5_000, "60", "-1", ""])
def test_numbers_of_no_line_are_passed_over(officer: Desk, number: str) -> None:
    form = form_in(officer.get(f"{NEW}?count=1"))
    response = officer.client.post(NEW, data=form | {f"households-{number}-code": "FAK-H99"})
    assert response.status_code == 303
    assert codes(officer)[-1] == "FAK-H7"
