"""Two villages in the second quarter of 2026: a little of everything, small enough to add up on paper.

A dollar is 10 somoni, 100 yen, half a dinar, but in May 11 somoni. The first quarter was closed on 10 April.
"""

from dataclasses import dataclass

from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project, ProjectStatus
from household_groups.models.registry import Household, HouseholdGroup
from tests.reports.books import Maker

QUARTER = "2026-Q2"


@dataclass
class Cast:
    g1: HouseholdGroup
    g2: HouseholdGroup
    h1: Household
    h2: Household
    h3: Household
    water: Project
    road: Project
    iom: Fund
    tokyo: Fund
    one: MatchingRule
    two: MatchingRule


def villages(make: Maker) -> None:
    for month in ("01", "02", "03", "04", "05", "06", "07"):
        make.rate("TJS", f"2026-{month}", "11" if month == "05" else "10")
        make.rate("JPY", f"2026-{month}", "100")
        make.rate("KWD", f"2026-{month}", "0.5")
    cast = _cast(make)
    k1 = _first_quarter(make, cast)
    make.closing("2026-Q1", "2026-04-10")
    _give(make, cast, k1)
    _milestones(make, cast)
    _pay(make, cast)
    _spend(make, cast)
    _answer(make, cast)
    _reconcile(make, cast)
    _achieve(make, cast)
    _change(make)
    _next_quarter(make, cast, k1)


def _cast(make: Maker) -> Cast:
    upper = make.community("UPPER", name="Upper village", admin1="Khatlon", households=100, population=500)
    lower = make.community("LOWER", name="Lower village", households=50, population=80)
    make.community("EMPTY")
    g1, g2 = make.group(upper, "G1"), make.group(lower, "G2")
    water = make.project(upper, "WATER", 10_000, approved="2026-01-10", ends="2026-05-31", name="Piped water")
    water.status = ProjectStatus.COMPLETED
    road = make.project(
        *(lower, "ROAD", 1_000, "USD"), approved="2026-02-01", ends="2026-05-31", settled="2026-06-29"
    )
    road.status = ProjectStatus.HANDED_OVER
    make.project(lower, "SCHOOL", 500, "USD", status=ProjectStatus.PROPOSED)
    iom, tokyo = make.fund("IOM", 1_000, "USD"), make.fund("TOKYO", 50_000, "JPY")
    h1, h2, h3 = make.household(g1, "H1"), make.household(g1, "H2"), make.household(g2, "H3")
    one, two = make.rule(iom, "ONE"), make.rule(tokyo, "TWO")
    return Cast(g1, g2, h1, h2, h3, water, road, iom, tokyo, one, two)


def _first_quarter(make: Maker, cast: Cast) -> Contribution:
    k1 = make.contribution(
        *(cast.water, cast.g1, "K-1", "2026-02-05", 1_000), source="remittance", household=cast.h1
    )
    make.entry(k1, cast.one, cast.iom, "2026-02-05", granted=100)
    make.other_funding(cast.water, "O-1", "Jamoat", "2026-02-20", 100, "USD", received="2026-04-20")
    make.receipt(cast.iom, "R-1", "2026-01-05", 500)
    make.disbursement(cast.iom, cast.water, "D-1", "2026-03-01", 30)
    make.expenditure(cast.water, "X-1", "2026-01-15", 50)
    make.expenditure(cast.water, "X-2", "2026-03-15", 600, payee="Karim Rahimov", line="PIPES")
    return k1


def _give(make: Maker, cast: Cast, k1: Contribution) -> None:
    water, road, g1, g2 = cast.water, cast.road, cast.g1, cast.g2
    k2 = make.contribution(
        *(water, g1, "K-2", "2026-04-10", 100, "USD", "cash"), source="local", household=cast.h2
    )
    make.entry(k2, cast.one, cast.iom, "2026-04-10", granted=50)
    make.entry(k2, cast.two, cast.tokyo, "2026-04-10", desired=1_000, reason="funding_gap")
    k5 = make.contribution(
        *(road, g2, "K-5", "2026-03-30", 200, "TJS", "mobile_money"),
        source="remittance",
        household=cast.h3,
        counted="2026-04-01",
    )
    make.entry(k5, cast.one, cast.iom, "2026-03-30", granted=20, counted="2026-04-01")
    make.reversal(k1, "2026-04-15", 400, "Wrong account")
    make.entry(k1, cast.one, cast.iom, "2026-04-15", released=40, reason="reversed")
    k3 = make.contribution(
        *(water, g1, "K-3", "2026-05-12", "50.005", "KWD", "money_transfer"),
        source="remittance",
        household=cast.h2,
    )
    make.entry(k3, cast.two, cast.tokyo, "2026-05-12", granted=1_200)
    make.contribution(water, g1, "K-4", "2026-05-20", 300, kind="labour", source="local")
    make.contribution(road, g2, "K-6", "2026-06-01", 70, status="recorded")
    make.contribution(road, g2, "K-7", "2026-06-02", 10, status="returned")
    make.contribution(road, g2, "K-8", "2026-06-10", 500, "JPY", "cash", source="remittance")
    make.reversal(k2, "2026-06-20", "33.33", "Counted twice")


def _milestones(make: Maker, cast: Cast) -> None:
    """IOM pays half for pipes, of which a tranche of 60 is paid and one of 5 waits, and keeps a tenth back."""
    pipes = make.milestone(cast.iom, cast.water, "PIPES", "0.5", "works", due="2026-05-01", works="50")
    kept = make.milestone(cast.iom, cast.water, "ACT", "0.1", "handover")
    make.milestone(cast.tokyo, cast.water, "MEETING", "0.25")
    make.certification(pipes, "CE-1", "2026-04-20")
    make.step("CE-1", 1, "certified", "2026-05-02", "Nigora", "No road for the engineer", "certifications")
    make.certification(kept, "CE-2", "2026-06-20")
    make.step("CE-2", 1, "certified", "2026-07-01", subject="certifications")
    for reference, amount, on in (
        ("T-1", 60, "2026-05-03"),
        ("T-2", 5, "2026-06-30"),
        ("T-3", 7, "2026-06-01"),
    ):
        make.tranche(pipes, reference, on, amount, "USD")
    make.step("T-1", 1, "approved", "2026-05-04")
    make.step("T-1", 2, "approved", "2026-05-04", "Bakhrom")
    make.step("T-2", 1, "approved", "2026-06-30")
    make.step("T-2", 2, "approved", "2026-07-01", "Bakhrom")
    make.step("T-3", 1, "declined", "2026-06-02", reason="Wait")
    make.tranche(kept, "T-4", "2026-07-01", 9, "USD")


def _pay(make: Maker, cast: Cast) -> None:
    make.receipt(cast.iom, "R-2", "2026-04-02", 250)
    make.receipt(cast.tokyo, "R-3", "2026-04-03", 30_000)
    make.disbursement(
        *(cast.iom, cast.water, "D-2", "2026-05-05", 60),
        arrived=(655, "TJS"),
        milestone="Pipes",
        tranche="T-1",
    )
    make.disbursement(cast.iom, cast.water, "D-3", "2026-06-06", -10, refund_of="D-2")
    make.disbursement(cast.tokyo, cast.water, "D-4", "2026-06-07", 1_000)
    make.disbursement(cast.iom, cast.road, "D-5", "2026-06-11", 25)
    make.other_funding(cast.road, "O-2", "NGO", "2026-05-02", 20, "USD")


def _spend(make: Maker, cast: Cast) -> None:
    make.expenditure(cast.water, "X-3", "2026-04-25", 100, "USD", fund=cast.iom)
    make.expenditure(cast.water, "X-4", "2026-06-30", "1234.56", payee="Pipe works", line="PIPES")
    make.expenditure(cast.road, "X-5", "2026-04-30", 200, line="GRAVEL")
    make.expenditure(cast.road, "X-6", "2026-06-15", -20, corrects="X-5", line="GRAVEL")


def _answer(make: Maker, cast: Cast) -> None:
    """Pipes cost more, the road less; IOM claims X-2 and X-3 back and asks about X-4, which TOKYO disallows."""
    make.budget_line(cast.water, "PIPES", 700)
    make.budget_line(cast.water, "TANK", 4_000)
    make.budget_line(cast.road, "GRAVEL", 500)
    make.explanation(cast.water, "PIPES", 1, "2026-06-20", "Steel is dearer")
    make.explanation(cast.water, "PIPES", 2, "2026-07-02", "And there was more of it")
    make.review("X-1", cast.iom, 1, "2026-02-01", "accepted")
    make.review("X-2", cast.iom, 1, "2026-03-20", "disallowed", "Not a mason")
    make.claim("X-2", "group money", 1, "2026-03-20", "461.54")
    make.claim("X-2", "group money", 2, "2026-05-01", "461.54", "waived")
    make.claim("X-2", "fund IOM", 1, "2026-03-20", "138.46")
    make.review("X-3", cast.iom, 1, "2026-05-08", "queried", "Where is the invoice?")
    make.review("X-3", cast.iom, 2, "2026-05-09", "answered", "Lost")
    make.review("X-3", cast.iom, 3, "2026-05-10", "disallowed", "No invoice")
    make.claim("X-3", "fund IOM", 1, "2026-05-10", 1_000)
    make.claim("X-3", "fund IOM", 2, "2026-06-06", 400, "repaid")
    make.claim("X-3", "fund IOM", 3, "2026-07-03", 100, "repaid")
    make.review("X-4", cast.iom, 1, "2026-06-30", "queried", "Which pipes?")
    make.review("X-4", cast.iom, 2, "2026-07-02", "answered", "The long ones")
    make.review("X-4", cast.tokyo, 1, "2026-06-30", "disallowed", "Bought from a cousin")
    make.claim("X-4", "fund IOM", 1, "2026-06-30", 200)
    make.claim("X-4", "fund TOKYO", 1, "2026-06-30", 30)


def _reconcile(make: Maker, cast: Cast) -> None:
    """R-2 was found in July; the bank took a fee of 1.50, and shows D-5 in July only; of D-3 it knows nothing."""
    make.bank_line(cast.iom, "B-1", "2026-01-06", 500, "R-1", "2026-01-10")
    make.bank_line(cast.iom, "B-2", "2026-03-02", -30, "D-1", "2026-03-05")
    make.bank_line(cast.iom, "B-3", "2026-04-03", 250, "R-2", "2026-07-01")
    for column, value in (
        ("ticks_sheet", "receipts"),
        ("ticks", "R-2"),
        ("ticked_on", "2026-07-01"),
        ("ticked_by", "Zarina"),
    ):
        make.change("bank_lines", "B-3", column, None, value, "2026-07-01")
    make.bank_line(cast.iom, "B-4", "2026-05-06", -60, "D-2", "2026-05-10")
    make.bank_line(cast.iom, "B-5", "2026-06-30", "-1.50", party="Karim Rahimov")
    make.bank_line(cast.iom, "B-6", "2026-07-02", -25, "D-5", "2026-07-02")
    make.bank_line(cast.tokyo, "B-7", "2026-06-08", -1_000, "D-4", "2026-06-09")


def _achieve(make: Maker, cast: Cast) -> None:
    reached = make.indicator(cast.water, "BENEF", "400", baseline="0")
    make.measurement(reached, "2026-03-01", "120")
    make.measurement(reached, "2026-06-01", "300", female="160", male="140")
    make.measurement(reached, "2026-07-05", "350")
    make.measurement(make.indicator(cast.water, "TAPS", "12", baseline="2", unit="taps"), "2026-05-01", "7")
    make.measurement(make.indicator(cast.road, "BENEF", "100"), "2026-06-10", "90")
    make.progress(cast.water, "2026-03-31", "30", planned="40")
    make.progress(cast.water, "2026-06-25", "55")


def _change(make: Maker) -> None:
    make.change("communities", "UPPER", "households", "90", "100", "2026-02-01")
    make.change("funds", "IOM", "budget", "800", "1000", "2026-05-01")
    make.change("projects", "WATER", "status", "in_progress", "completed", "2026-07-03")
    make.change("communities", "LOWER", "name", "Lower", "Lower village", "2026-08-01")


def _next_quarter(make: Maker, cast: Cast, k1: Contribution) -> None:
    """Nothing of it may show in the report."""
    k9 = make.contribution(cast.water, cast.g1, "K-9", "2026-07-02", 999, source="remittance")
    make.entry(k9, cast.one, cast.iom, "2026-07-02", granted=90)
    make.reversal(k1, "2026-07-02", 600, "Left the group")
    make.entry(k1, cast.one, cast.iom, "2026-07-02", released=60, reason="reversed")
    make.receipt(cast.iom, "R-4", "2026-07-02", 77)
    make.disbursement(cast.iom, cast.water, "D-6", "2026-07-02", 7)
    make.expenditure(cast.water, "X-7", "2026-07-02", 5)
    make.other_funding(cast.water, "O-3", "Later", "2026-07-02", 10, received="2026-07-02")
