"""On which terms the funds answer. Where a number is taken from a programme that existed, it says from which.

The ratio of the pilot of 2004 to 2006 in Khatlon was never published: 1 : 1 is an assumption here, as it was the
rule of the FAO's grants of 2018 to 2021 in Tajikistan.
"""

from examples.making.book import Book
from examples.making.days import on

_START, _PANDEMIC = on("2019-07-01"), on("2020-04-01")
_BEFORE_PANDEMIC = on("2020-03-31")


def add_rules(book: Book) -> None:
    _add_water(book)
    _add_works(book)
    _add_joint(book)
    _add_equity(book)
    _add_jamoat(book)


def _add_water(book: Book) -> None:
    """Tiers, so that the first families to give see most of it; raised when remittances fell in spring 2020.

    A tenth of the cost before anything is matched is the diaspora's floor of Moldova's DAR 1+3; work counts at
    half, and for at most a twentieth of the cost (both invented).
    """
    terms = {
        "code": "IOM-WATER",
        "fund": "IOM",
        "priority": 10,
        "sectors": "14031",
        "group_min_days": 30,
        "record_within_days": 45,
        "in_kind": "match",
        "in_kind_weight": "0.5",
        "in_kind_limit_share": "0.03",
        "counted_per_household": 900,
        "counted_min_share": "0.1",
        "match_per_contribution": 600,
        "match_share_of_cost": "0.42",
        "cap_period": "year",
    }
    book.add(
        "rules",
        version=1,
        effective_from=_START,
        effective_to=_BEFORE_PANDEMIC,
        tiers="0=1.5; 5000=1",
        **terms,
    )
    book.add("rules", version=2, effective_from=_PANDEMIC, tiers="0=2; 10000=1.25", **terms)


def _add_works(book: Book) -> None:
    """1 : 1, the assumption. The FAO's limit of 5,000 dollars a household is a fifth of that here, as works are shared.

    Both other limits and what a project must cost at least are of a kind found in Moldova's grants; their size is invented.
    """
    book.add(
        "rules",
        code="IOM-WORKS",
        fund="IOM",
        version=1,
        effective_from=_START,
        priority=20,
        ratio="1",
        sectors="31140;41050;12230",
        group_min_members=12,
        group_min_days=60,
        project_cost_min=10000,
        record_within_days=45,
        in_kind="threshold",
        counted_min=1000,
        match_per_household=1000,
        match_per_project=12000,
        match_share_of_cost="0.5",
        cap_period="year",
    )


def _add_joint(book: Book) -> None:
    """One part of families, one of IOM, half a part of the hukumat, paid in step or not at all.

    A certificate that runs out is the Toma de Nota of Mexico's 3x1, of two years.
    """
    book.add(
        "rules",
        code="IOM-SCHOOL",
        fund="IOM",
        version=1,
        effective_from=_START,
        priority=30,
        ratio="1",
        joint="SCHOOLS-BRIDGES",
        sectors="11220;21020",
        match_share_of_cost="0.35",
    )
    book.add(
        "rules",
        code="HUK-SCHOOL",
        fund="HUKUMAT",
        version=1,
        effective_from=_START,
        priority=30,
        ratio="0.5",
        joint="SCHOOLS-BRIDGES",
        sectors="11220;21020",
        group_certificate="yes",
    )


def _add_equity(book: Book) -> None:
    """A bonus for women-led groups and one for poorer villages, of what can be traced: no cash in the latter."""
    book.add(
        "rules",
        code="EQ-WOMEN",
        fund="EQUITY",
        version=1,
        effective_from=_START,
        priority=40,
        ratio="0.25",
        group_leader="f",
        sources="remittance;returnee",
        group_min_members=10,
        match_per_group=1800,
        cap_period="year",
    )
    book.add(
        "rules",
        code="EQ-POOR",
        fund="EQUITY",
        version=1,
        effective_from=_START,
        priority=50,
        ratio="0.75",
        marginality="high;very_high",
        kinds="bank_transfer;money_transfer;mobile_money",
        match_per_community=5400,
        cap_period="year",
    )


def _add_jamoat(book: Book) -> None:
    book.add(
        "rules",
        code="JAM-ALL",
        fund="JAMOAT",
        version=1,
        effective_from=_START,
        priority=60,
        ratio="0.15",
        match_per_household=1500,
        cap_period="year",
    )
