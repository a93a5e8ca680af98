"""Figures that real programmes published, found again in a report of the same payments."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from reports.labels import shortfall
from reports.report import QuarterlyReport
from reports.workbooks import write_report
from tests.reports.books import Maker, make_books, report_of
from tests.reports.states_of_2007 import STATES

FUNDS = ("FEDERAL", "STATE", "MUNICIPAL")
EQUAL = ("Jalisco", "NuevoLeon", "Sinaloa", "Tamaulipas", "Tlaxcala")


def mexico(make: Maker) -> None:
    funds = [make.fund(code, 300_000_000) for code in FUNDS]
    for each in STATES:
        place = make.community(each.name)
        project = make.project(place, each.name, each.total, approved="2007-01-01")
        for fund, paid in zip(funds, (each.federal, each.state, each.municipal), strict=True):
            if paid:
                make.disbursement(fund, project, f"{each.name}-{fund.code}", "2007-06-01", paid)
        if each.migrants:
            club = make.group(place, each.name)
            make.contribution(project, club, each.name, "2007-05-01", each.migrants, source="remittance")
        if each.credit:
            make.other_funding(project, each.name, "credit", "2007-05-01", each.credit, received="2007-05-01")


@pytest.fixture
def states(sqlite_engine: Engine) -> QuarterlyReport:
    make_books(sqlite_engine, mexico, currency="MXN", starts_on="2007-01-01")
    return report_of(sqlite_engine, "2007-Q2")


def percentages(report: QuarterlyReport, project: str) -> dict[str, Decimal]:
    """Of what each source brought, at two decimals."""
    return {
        row.source: round(100 * row.share, 2)
        for row in report.sources
        if row.project == project and row.share is not None
    }


def test_the_sources_of_every_state_add_up_to_its_published_total_within_two(states: QuarterlyReport) -> None:
    received: defaultdict[str, int] = defaultdict(int)
    for row in states.sources:
        received[row.project] += row.received_minor
    assert all(abs(received[each.name] - each.total * 100) <= 200 for each in STATES)
    assert sum(received.values()) == sum(each.total for each in STATES) * 100 == 589_072_912_00


@pytest.mark.parametrize("state", EQUAL)
def test_in_five_states_each_of_the_four_paid_a_quarter(states: QuarterlyReport, state: str) -> None:
    shares = percentages(states, state)
    assert set(shares) == {"group money", "fund FEDERAL", "fund STATE", "fund MUNICIPAL"}
    assert all(abs(share - 25) <= Decimal("0.01") for share in shares.values())


@pytest.mark.parametrize(
    ("state", "source", "share"),
    [
        ("Durango", "fund FEDERAL", "96.91"),
        ("Chiapas", "group money", "58.90"),
        ("Colima", "fund FEDERAL", "38.47"),
        ("Colima", "fund STATE", "38.47"),
        ("Colima", "fund MUNICIPAL", "11.53"),
        ("Colima", "group money", "11.53"),
        ("Campeche", "fund MUNICIPAL", "50.43"),
        ("Veracruz", "other credit", "3.16"),
    ],
)
def test_who_paid_more_or_less_than_a_quarter_shows(
    states: QuarterlyReport, state: str, source: str, share: str
) -> None:
    assert percentages(states, state)[source] == Decimal(share)


@pytest.mark.parametrize("state", ["Sonora", "QuintanaRoo"])
def test_two_states_had_no_money_of_migrants_at_all(states: QuarterlyReport, state: str) -> None:
    assert "group money" not in percentages(states, state)


def test_the_shares_of_all_states_together_are_as_published(states: QuarterlyReport) -> None:
    received: defaultdict[str, int] = defaultdict(int)
    for row in states.sources:
        received[row.source] += row.received_minor
    total = Decimal(sum(received.values()))
    shares = {source: round(100 * minor / total, 2) for source, minor in received.items()}
    assert shares == {
        "fund FEDERAL": Decimal("26.62"),
        "fund STATE": Decimal("24.06"),
        "fund MUNICIPAL": Decimal("24.02"),
        "group money": Decimal("25.27"),
        "other credit": Decimal("0.04"),
    }


def test_miguel_auza_four_partners_paid_the_same_for_twelve_works(sqlite_engine: Engine) -> None:
    """https://lasnoticiasya.com/con-programa-3x1-se-invirtieron-14-mpd-en-miguel-auza: 3,518,065 each."""
    parts = [3_518_065 // 12 + (work < 3_518_065 % 12) for work in range(12)]

    def fill(make: Maker) -> None:
        place = make.community("MIGUEL-AUZA")
        club = make.group(place, "CLUB")
        funds = [make.fund(code, 10_000_000) for code in FUNDS]
        for number, part in enumerate(parts):
            project = make.project(place, f"W-{number}", 4 * part, approved="2013-01-01")
            make.contribution(project, club, f"C-{number}", "2013-02-01", part)
            for fund in funds:
                make.disbursement(fund, project, f"{fund.code}-{number}", "2013-03-01", part)

    make_books(sqlite_engine, fill, currency="MXN", starts_on="2013-01-01")
    report = report_of(sqlite_engine, "2013-Q1")
    received: defaultdict[str, int] = defaultdict(int)
    for row in report.sources:
        received[row.source] += row.received_minor
    assert set(received.values()) == {3_518_065_00}
    assert sum(received.values()) == 14_072_260_00
    assert all(row.share == Decimal("0.25") for row in report.sources)


def test_straseni_street_lighting_was_paid_to_two_thirds_by_the_swiss(sqlite_engine: Engine) -> None:
    """https://news.yam.md/ro/story/5447764: 30,000 dollars, of which residents and migrants gave a tenth."""

    def fill(make: Maker) -> None:
        place = make.community("STRASENI")
        project = make.project(place, "LIGHT", 30_000, approved="2017-01-01")
        given = make.contribution(project, make.group(place, "HTA"), "C-1", "2017-02-01", 3_000)
        swiss = make.fund("SDC", 20_000)
        make.entry(given, make.rule(swiss, "SDC"), swiss, "2017-02-01", granted=20_000)
        make.disbursement(swiss, project, "D-1", "2017-03-01", 20_000)
        make.other_funding(project, "O-1", "Straseni", "2017-02-01", 7_000, received="2017-02-15")

    make_books(sqlite_engine, fill, currency="USD", starts_on="2017-01-01")
    report = report_of(sqlite_engine, "2017-Q1")
    assert percentages(report, "LIGHT") == {
        "group money": Decimal("10.00"),
        "fund SDC": Decimal("66.67"),
        "other Straseni": Decimal("23.33"),
    }
    assert report.projects[0].funding_gap_minor == 0


def boscana(make: Maker) -> None:
    """https://estcurier.md/bucurie-la-boscana-tractorul-a-ajuns-acasa/: 577,655.82 listed, 583,004 spent."""
    place = make.community("BOSCANA")
    tractor = make.project(place, "TRACTOR", 684_000, approved="2021-03-01")
    make.contribution(tractor, make.group(place, "NATIVES"), "C-1", "2021-04-01", "47592.82")
    make.disbursement(make.fund("DAR", 250_000), tractor, "D-1", "2021-05-01", 250_000)
    make.other_funding(tractor, "O-1", "UNDP", "2021-04-01", 149_707, received="2021-05-02")
    make.other_funding(tractor, "O-2", "Boscana", "2021-04-01", 130_356, received="2021-05-03")
    for number, amount in enumerate((395_000, 138_000, 50_004)):
        make.expenditure(tractor, f"X-{number}", "2021-06-15", amount)


def test_boscana_spent_more_than_its_sources_explain(sqlite_engine: Engine, tmp_path: Path) -> None:
    make_books(sqlite_engine, boscana, currency="MDL", starts_on="2021-01-01")
    report = report_of(sqlite_engine, "2021-Q2")
    account = next(each for each in report.control.accounts if each.name == "project TRACTOR money")
    assert (account.in_minor, account.out_minor) == (577_655_82, 583_004_00)
    assert account.closing_minor == -5_348_18
    assert shortfall(account) == "spent more than was brought: 5,348.18"
    assert sum(row.spent_share_minor for row in report.sources) == 583_004_00
    assert report.projects[0].financial_progress == Decimal("0.852345029239766")

    write_report(report, tmp_path / "boscana.xlsx")
    sheet = load_workbook(tmp_path / "boscana.xlsx")["control"]
    [line] = [row for row in sheet.iter_rows(values_only=True) if row[0] == "project TRACTOR money"]
    assert (line[5], line[7]) == (-5348.18, "spent more than was brought: 5,348.18")
