"""Two villages in the second quarter of 2026: a little of everything, small enough to add up on paper.

A dollar is 10 somoni, 100 yen and half a dinar, but in May 11 somoni. The first quarter was closed on 10 April.
"""

from household_groups.models.projects import ProjectStatus
from tests.reports.books import Maker


def villages(make: Maker) -> None:
    _rates(make)
    upper = make.community("UPPER", name="Upper village", households=100, population=500, admin1="Khatlon")
    lower = make.community("LOWER", name="Lower village", households=50, population=80)
    make.community("EMPTY")
    g1, g2 = make.group(upper, "G1"), make.group(lower, "G2")
    h1, h2, h3 = make.household(g1, "H1"), make.household(g1, "H2"), make.household(g2, "H3")
    water = make.project(
        *(upper, "WATER", 10_000),
        approved="2026-01-10",
        ends="2026-05-31",
        status=ProjectStatus.COMPLETED,
        name="Piped water",
    )
    road = make.project(
        *(lower, "ROAD", 1_000, "USD"),
        approved="2026-02-01",
        ends="2026-05-31",
        settled="2026-06-29",
        status=ProjectStatus.HANDED_OVER,
    )
    make.project(lower, "SCHOOL", 500, "USD", status=ProjectStatus.PROPOSED)
    iom, tokyo = make.fund("IOM", 1_000, "USD"), make.fund("TOKYO", 50_000, "JPY")
    one, two = make.rule(iom, "ONE"), make.rule(tokyo, "TWO")

    k1 = make.contribution(water, g1, "K-1", "2026-02-05", 1_000, source="remittance", household=h1)
    make.entry(k1, one, iom, "2026-02-05", granted=100)
    make.closing("2026-Q1", "2026-04-10")
    k2 = make.contribution(
        water, g1, "K-2", "2026-04-10", 100, "USD", "cash", source="local", household=h2
    )
    make.entry(k2, one, iom, "2026-04-10", granted=50)
    make.entry(k2, two, tokyo, "2026-04-10", granted=0, desired=1_000, reason="funding_gap")
    make.reversal(k1, "2026-04-15", 400, "Wrong account")
    make.entry(k1, one, iom, "2026-04-15", released=40, reason="reversed")
    k3 = make.contribution(
        *(water, g1, "K-3", "2026-05-12", "50.005", "KWD", "money_transfer"), source="remittance", household=h2
    )
    make.entry(k3, two, tokyo, "2026-05-12", granted=1_200)
    make.contribution(water, g1, "K-4", "2026-05-20", 300, kind="labour")
    k5 = make.contribution(
        *(road, g2, "K-5", "2026-03-30", 200),
        kind="mobile_money",
        source="remittance",
        household=h3,
        counted="2026-04-01",
    )
    make.entry(k5, one, iom, "2026-03-30", granted=20, counted="2026-04-01")
    make.contribution(road, g2, "K-6", "2026-06-01", 70, status="recorded")
    make.contribution(road, g2, "K-7", "2026-06-02", 10, status="returned")
    k8 = make.contribution(road, g2, "K-8", "2026-06-10", 500, "JPY", "cash", source="remittance")
    make.reversal(k2, "2026-06-20", "33.33", "Counted twice")
    _later(make, k8, water, g1)

    _money(make, iom, tokyo, water, road)
    _facts(make, water, road)


def _rates(make: Maker) -> None:
    for month in ("01", "02", "03", "04", "05", "06", "07"):
        make.rate("TJS", f"2026-{month}", "11" if month == "05" else "10")
        make.rate("JPY", f"2026-{month}", "100")
        make.rate("KWD", f"2026-{month}", "0.5")
