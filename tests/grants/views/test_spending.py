"""What a project spent beside what it planned, why, and out of whose money."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sqlalchemy import Engine
from sqlmodel import select

from core.database import session
from grants.models.variances import Variance
from grants.verifying.verify import verify
from tests.grants import programme as p
from tests.grants.views.money_pages import DONOR_OF_F, DONOR_OF_G, MANAGER, Site, at_site, books

SPENDING = "/projects/W-1/spending"


def line(number: int, amount: int, unit_cost: int | None = None, project: str = "W-1") -> p.Row:
    row = {"project": project, "line": str(number), "category": "works", "description": f"Trench {number}"}
    return row | {"amount": amount, "unit": "m" if unit_cost else None, "unit_cost": unit_cost}


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """600 spent on a line of 500, 300 of a fund that stands for nothing else, and 50 before anything came."""
    books(
        sqlite_engine,
        tmp_path,
        projects=[p.project(), *(p.project(f"W-{number}") for number in range(2, 7))],
        contributions=[p.contribution(amount=1_000)],
        budget_lines=[
            *(line(1, 500, 90), line(2, 1_000)),
            *(line(1, 40, 40, f"W-{number}") for number in range(2, 7)),
        ],
        rates=[p.rate("TJS", f"2026-{month:02}", 1) for month in range(1, 9)],
        disbursements=[p.payment(amount=1_000)],
        expenditures=[
            p.voucher("E-1", 750, budget_line="1", payee="Rahimov Sherali"),
            p.voucher("E-2", -50, corrects="E-1", budget_line="1"),
            p.voucher("E-3", 300, fund="F", budget_line="2"),
            p.voucher("E-4", 50, spent_on="2026-01-05", category="labour"),
        ],
    )
    with at_site(sqlite_engine, MANAGER) as site:
        yield site


def cells(page: str, caption: str) -> list[list[str]]:
    [table] = html.fromstring(page).xpath(f"//div[@aria-label='{caption}']/table")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath(".//tr")[1:]]


def test_lines_stand_beside_the_budget(site: Site) -> None:
    page = site.text(SPENDING)
    rows = [row[1:5] for row in cells(page, "Budget lines")]
    assert rows == [
        ["500.00", "700.00", "+200.00", "+40.0 %"],
        ["1,000.00", "300.00", "−700.00", "−70.0 %"],
        ["–", "50.00", "", ""],
        ["1,500.00", "1,050.00", "−450.00", "−30.0 %"],
    ]
    assert "1 line is far from what was planned" in page
    assert "1 line of A water pipe is far from its budget" in site.client.get("/").text


def test_all_that_was_spent_was_somebodys_money(site: Site) -> None:
    assert cells(site.text(SPENDING), "Who paid") == [
        ["Groups, in money", "350.00 TJS"],
        ["Fund F", "650.00 TJS"],
        ["Spent before anything was brought", "50.00 TJS"],
        ["All vouchers", "1,050.00 TJS"],
    ]


def test_prefinancing_is_booked_and_marked(site: Site) -> None:
    [row] = cells(site.text(SPENDING), "Vouchers that were prefinanced")
    assert row[0] == "E-4"
    assert row[-1] == "before the approval before anything was brought"
    assert "This was prefinanced" in site.text("/expenditures/E-4")
    assert "This was prefinanced" not in site.text("/expenditures/E-1")


def test_a_variance_is_explained_and_what_was_said_before_stays(site: Site) -> None:
    assert explain(site, " ").status_code == 422
    for words in ("Rock", "Rock, and frost"):
        assert explain(site, words).status_code == 303
    with session(site.engine) as reading:
        said = [(each.number, each.words, each.explained_by) for each in reading.exec(select(Variance))]
        assert said == [(1, "Rock", "zarina"), (2, "Rock, and frost", "zarina")]
        assert [each.differences for each in verify(reading)] == [[]]
    assert "Rock, and frost" in site.text(SPENDING)
    assert "nobody has said why" not in site.text(SPENDING)
    assert "Said before; the latest holds." in site.text(f"{SPENDING}/1")


def explain(site: Site, words: str) -> Any:
    [form] = [form for form in html.fromstring(site.text(f"{SPENDING}/1")).forms if "words" in form.fields]
    return site.client.post(form.action, data={**dict(form.form_values()), "words": words})


def test_a_unit_cost_far_from_similar_works_is_told_and_asked_about(site: Site) -> None:
    assert "unit cost far from similar works" in site.text(SPENDING)
    assert "In 5 lines of similar works it costs 40.00 to 40.00 TJS" in site.text(f"{SPENDING}/1")
    assert [row[0] for row in cells(site.text("/unit-costs"), "Unit costs")] == ["Trench 1"]
    hint = "Similar works: 40.00 to 40.00 TJS a m (Works)."
    assert hint in site.text("/enter/budget_lines", project="W-2")


def test_a_line_that_does_not_exist_is_not_there(site: Site) -> None:
    assert site.get(f"{SPENDING}/9").status_code == 404
    assert site.get("/projects/W-9/spending").status_code == 404


def test_a_donor_reads_of_others_by_name_and_total(site: Site) -> None:
    with at_site(site.engine, DONOR_OF_F, name="donor") as theirs:
        assert "Fund F" in theirs.text(SPENDING)
        assert theirs.get(f"{SPENDING}/1").status_code == 200
        assert "<textarea" not in theirs.text(f"{SPENDING}/1")
    with at_site(site.engine, DONOR_OF_G, name="other") as others:
        assert others.get(SPENDING).status_code == 404
