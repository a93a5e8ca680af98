"""The passbook of a group, as it hangs on the village board."""

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
import sqlalchemy as sa
from sqlmodel import select

from core.database import session
from core.journal.models import JournalHead
from tests.grants.recording.desk import OFFICER, Desk, at_desk, form_in, text_of
from tests.web import import_example

PASSBOOK = "/programmes/TJ-KHT/groups/FAK-1/passbook"


@pytest.fixture
def officer(sqlite_engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    import_example(sqlite_engine, "khatlon_water")
    with at_desk(sqlite_engine, tmp_path, "anvar", OFFICER) as desk:
        yield desk


def test_it_tells_what_was_given_and_what_was_added_year_by_year(officer: Desk) -> None:
    page = lxml.html.fromstring(officer.get(PASSBOOK).text)
    sheets = page.xpath("//section[@class='paper']")
    assert len(sheets) == 3
    first = " ".join(sheets[0].text_content().split())
    assert "Obi Hayot (FAK-1) in 2019" in first
    assert "3 Oct 2019" in first
    assert "974.63 USD Development fund" in first
    assert [len(sheet.xpath(".//tbody/tr")) for sheet in sheets] == [5, 6, 0]


def test_what_was_taken_back_stands_on_its_own_line(officer: Desk) -> None:
    page = lxml.html.fromstring(officer.get(PASSBOOK).text)
    [line] = [row for row in page.xpath("//tbody/tr") if "Taken back" in row.text_content()]
    assert "−4,000.00 TJS" in " ".join(line.text_content().split())
    assert "20 Feb 2020" in line.text_content()


def test_no_household_and_nothing_unverified_stands_in_it(officer: Desk) -> None:
    response = officer.get(PASSBOOK)
    assert "FAK-H" not in response.text
    assert "FAK-011" not in response.text
    assert "1 contribution is not verified yet and is not counted here." in text_of(response)


def test_two_printouts_are_told_apart_by_the_position_of_the_journal(officer: Desk) -> None:
    with session(officer.engine) as books:
        position = books.exec(select(JournalHead.position)).one()
    assert f"after entry {position} of the books" in text_of(officer.get(PASSBOOK))


def test_a_group_that_gave_nothing_has_an_empty_one(officer: Desk) -> None:
    enter = "/programmes/TJ-KHT/enter/groups"
    typed = {"community": "FAKHROBOD", "code": "NEW", "name": "New", "registered_on": "2020-01-01"}
    officer.client.post(enter, data=form_in(officer.get(enter)) | typed)
    said = text_of(officer.get("/programmes/TJ-KHT/groups/NEW/passbook"))
    assert "Nothing that this group gave is verified yet." in said
