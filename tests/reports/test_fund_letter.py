"""The letter of a fund: what it says, on which books it stands, and that it is one page of paper."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.calendar import parse_span
from core.database import make_engine, session, transaction
from core.journal.models import JournalHead
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.models.funds import Fund
from grants.showing.fund.glance import books_of
from grants.showing.fund.works import Works
from household_groups.models.projects import Project
from reports.closing.kept import closed_quarter
from reports.letter.drawing import WIDTH, pairs
from reports.letter.letter import cash_of, commitment_of, largest, spent_of
from reports.quarterly import quarterly_report
from tests.crawl import visit, words_of
from tests.web import Membership, opened, served, sign_in, signed_in_context

DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-REM", "IOM")
BOTH: tuple[Membership, ...] = (DONOR, (Role.DONOR, ScopeKind.PROGRAMME, "GT-VIV"))
LONG = "The Extraordinarily Long-named Fund of All Ministries for Remittances and Small Works " * 4


@pytest.fixture(scope="module")
def books(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{copy(examples, tmp_path_factory.mktemp('letters'))}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("programme", "code", "quarter"), [("TJ-REM", "IOM", "2020-Q3"), ("GT-VIV", "MUNI", "2020-Q2")]
)
def test_figures_of_a_letter_are_those_of_the_funds_own_report(
    books: Engine, programme: str, code: str, quarter: str
) -> None:
    """So the figures of a sealed report, which are read by the same functions, are its figures too.

    In GT-VIV something of 2020-Q2 came to the books after that quarter was closed: it counts in a later one.
    """
    with session(books) as reading:
        fund = reading.exec(select(Fund).where(Fund.code == code)).one()
        span = parse_span(quarter)
        report = quarterly_report(reading, programme, span, code)
        glance = books_of(reading, fund, span).glance
    [row] = report.funds
    assert cash_of(row) == glance.cash
    assert commitment_of(row) == glance.commitment
    assert glance.spending is not None
    assert spent_of(report) == glance.spending.spent


def test_an_open_quarter_is_said_to_be_open_with_the_entry_of_the_journal(books: Engine) -> None:
    with opened(books) as app, app.test_client() as client:
        sign_in(client, books, "ingrid", DONOR)
        found = words_of(visit(client, "/programmes/TJ-REM/funds/IOM/letter?quarter=2020-Q3"))
    assert "2020-Q3 is not sealed: this letter is by today's books" in found
    assert "From Remittances for villages, Tajikistan Tajikistan To IOM Tajikistan Books as of" in found
    with session(books) as reading:
        head = reading.exec(select(JournalHead).join(Programme).where(Programme.code == "TJ-REM")).first()
    assert head is not None
    assert f"As of entry {head.position:,} of the journal" in found
    assert "Prepared by, day Checked by, day" in found


def test_a_quarter_closed_elsewhere_names_the_sha256_of_its_report(books: Engine) -> None:
    with session(books) as reading:
        programme = reading.exec(select(Programme).where(Programme.code == "GT-VIV")).one()
        closed = closed_quarter(reading, programme.id or 0, "2020-Q1", "VIVIENDA")
    assert closed is not None
    with opened(books) as app, app.test_client() as client:
        sign_in(client, books, "ingrid", *BOTH)
        found = words_of(visit(client, "/programmes/GT-VIV/funds/VIVIENDA/letter?quarter=2020-Q1"))
    if closed.sealed is None and closed.sha256:
        assert f"SHA-256 of the sealed report: {closed.sha256}" in found
    assert "by today's books" in found


def test_a_letter_is_one_page_of_a4(books: Engine, browser: Browser) -> None:
    """Also where all names are as long as can be."""
    transaction(books, _with_long_names)
    with opened(books) as app, served(app) as address:
        context = signed_in_context(browser, address, books, "ingrid", *BOTH)
        try:
            page = context.new_page()
            for letter in ("TJ-REM/funds/IOM", "GT-VIV/funds/VIVIENDA", "GT-VIV/funds/RETORNO"):
                page.goto(f"{address}/programmes/{letter}/letter")
                printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
                assert len(printed.pages) == 1, letter
                box = printed.pages[0].mediabox
                assert (round(box.width), round(box.height)) == (595, 842)
                text = printed.pages[0].extract_text()
                assert "Checked by, day" in text
                assert "Sign out" not in text
        finally:
            context.close()


def _with_long_names(writing: Session) -> None:
    fund = writing.exec(select(Fund).where(Fund.code == "VIVIENDA")).one()
    fund.name, fund.donor = LONG.strip(), LONG.strip()
    for project in writing.exec(select(Project).where(Project.programme_id == fund.programme_id)):
        project.name = LONG.strip()


def works(code: str, matched: int, built: int | None) -> Works:
    return Works(Project(code=code, name=code, currency="USD"), matched, matched // 2, built)  # type: ignore[call-arg]


def test_the_largest_projects_of_which_somebody_said_how_far_they_are_are_drawn() -> None:
    told = [works(f"P{n}", n * 100, 10 * n) for n in range(1, 7)] + [works("UNTOLD", 9_999, None)]
    drawn = largest(told)
    assert [each.project.code for each in drawn] == ["P6", "P5", "P4", "P3"]
    first = pairs(drawn)[0]
    assert (first.paid_width, first.built_width) == (WIDTH // 2, WIDTH * 60 // 100)


def test_what_is_beyond_a_hundred_percent_is_drawn_as_a_hundred() -> None:
    [pair] = pairs([Works(Project(code="P", name="x" * 99), 100, 150, 100)])  # type: ignore[call-arg]
    assert (pair.paid, pair.paid_width, pair.built_width) == (150, WIDTH, WIDTH)
    assert pair.name == "x" * 59 + "…"
