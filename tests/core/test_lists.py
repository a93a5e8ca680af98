"""A part of a long list, asked for by the address."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, col

from core.database import session, transaction
from core.programmes import Programme
from core.web.lists import Page, containing, page_of


@pytest.fixture
def programmes(sqlite_engine: Engine) -> Engine:
    def work(session: Session) -> None:
        for number in range(120):
            code = f"P-{number:03}" if number else "50%_"
            session.add(
                Programme(
                    code=code,
                    name=code,
                    country="TJ",
                    currency="TJS",
                    starts_on=date(2020, 1, 1),
                    time_zone="UTC",
                )
            )

    transaction(sqlite_engine, work)
    return sqlite_engine


def asked(engine: Engine, number: str) -> Page:
    app = Flask(__name__)
    query = sa.select(col(Programme.code)).order_by(col(Programme.code).desc())
    with app.test_request_context(f"/?page={number}"), session(engine) as reading:
        return page_of(reading, query)


def test_the_first_page_has_the_first_rows(programmes: Engine) -> None:
    page = asked(programmes, "1")
    assert (page.first, page.last, page.total, page.pages) == (1, 50, 120, 3)
    assert page.rows[0] == "P-119"


@pytest.mark.parametrize("number", ["3", "4", "9999999"])
def test_a_number_beyond_the_end_gives_the_last_page(programmes: Engine, number: str) -> None:
    assert asked(programmes, number).first == 101
    assert asked(programmes, number).last == 120


@pytest.mark.parametrize("number", ["", "0", "-1", "٢", "1e9", "99999999999999999999", "x", "2; DROP"])
def test_what_is_no_number_gives_the_first_page(programmes: Engine, number: str) -> None:
    assert asked(programmes, number).number == 1


@pytest.mark.parametrize(("text", "count"), [("%", 1), ("_", 1), ("p-01", 10), ("'", 0), ("\\", 0)])
def test_signs_of_a_search_mean_themselves(programmes: Engine, text: str, count: int) -> None:
    query = sa.select(col(Programme.id)).where(containing(col(Programme.code), text))
    with session(programmes) as reading:
        assert len(reading.execute(query).all()) == count


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        (1, 40, [1]),
        (1, 400, [1, 2, 3, 8]),
        (5, 500, [1, 3, 4, 5, 6, 7, 10]),
        (5_900, 295_000, [1, 5_898, 5_899, 5_900]),
    ],
)
def test_of_many_pages_the_near_ones_are_shown_with_the_first_and_the_last(
    number: int, total: int, expected: list[int]
) -> None:
    assert Page([], total, number).around == expected
