"""Who answers, and on which terms: the subsidy, the hometown association, the municipalities, returned migrants.

The subsidy follows FOPAVI's published terms (GTQ 35,000 once a household, the family's own part first, cut from
GTQ 3,500 to 1,000); that it is paid in proportion, and all other terms and sums, are invented.
"""

from datetime import date

from examples.making.book import Book
from examples.making.guatemala.places import BORDER, HIGHLANDS, PROGRAMME
from examples.making.guatemala.schemes import HOUSING, LIGHT, WATER

BEGIN = date(2019, 7, 1)
_RETURN, _END_OF_YEAR = date(2020, 2, 1), date(2020, 12, 31)

CURRENCIES = {"VIVIENDA": "GTQ", "AUSENTES": "USD", "MUNI": "GTQ", "RETORNO": "USD"}

_FUNDS = (
    ("VIVIENDA", "Direct housing subsidy", "Ministry in charge of housing", 7_500_000, BEGIN, None, 3_380_000),
    ("AUSENTES", "Fund of the absent neighbours", "Hometown associations, USA", 115_000, BEGIN, None, None),
    ("MUNI", "Municipal housing line", "The fourteen municipalities", 1_300_000, BEGIN, None, None),
    ("RETORNO", "A house to come back to", "Migrants' service of the Church", 4_200, _RETURN, _END_OF_YEAR, None),
)  # fmt: skip
"""What holds at the end: code, name, donor, budget, first and last day, envelope of a year."""

_IN_THE_HIGHLANDS = ";".join((*HIGHLANDS, "MORAZAN"))
_AT_THE_BORDER = ";".join(BORDER)

# The families' own part is a share of the scheme's cost: GTQ 3,500, later 1,000, of a house of GTQ 70,000.
_SUBSIDY: dict[str, object] = {
    "fund": "VIVIENDA",
    "priority": 1,
    "ratio": "2",
    "sectors": HOUSING,
    "project_cost_min": 400_000,
    "record_within_days": 45,
    "in_kind": "threshold",
    "match_per_household": 35_000,
    "match_share_of_cost": "0.5",
    "cap_period": "total",
}

_RULES: tuple[dict[str, object], ...] = (
    {"code": "SUBSIDIO", "version": 1, "effective_from": BEGIN, "effective_to": date(2020, 5, 31),
     "counted_min_share": "0.05", **_SUBSIDY},
    {"code": "SUBSIDIO", "version": 2, "effective_from": date(2020, 6, 1),
     "counted_min_share": "0.0143", **_SUBSIDY},
    {"code": "AUS-CASA", "fund": "AUSENTES", "version": 1, "effective_from": BEGIN, "priority": 2,
     "tiers": "0=0.5; 8000=0.25", "sectors": HOUSING, "communities": _IN_THE_HIGHLANDS,
     "sources": "remittance;returnee", "counted_min": 1_500, "match_per_project": 9_000},
    {"code": "AUS-PASO", "fund": "AUSENTES", "version": 1, "effective_from": BEGIN, "priority": 3,
     "ratio": "0.35", "joint": "PASO", "sectors": HOUSING, "communities": _AT_THE_BORDER,
     "group_certificate": "yes"},
    {"code": "MUN-PASO", "fund": "MUNI", "version": 1, "effective_from": BEGIN, "priority": 3,
     "ratio": "0.35", "joint": "PASO", "sectors": HOUSING, "communities": _AT_THE_BORDER,
     "match_per_community": 70_000},
    {"code": "MUN-OBRA", "fund": "MUNI", "version": 1, "effective_from": BEGIN, "priority": 4,
     "ratio": "0.3", "sectors": HOUSING, "communities": _IN_THE_HIGHLANDS, "group_min_members": 10,
     "in_kind": "match", "in_kind_weight": "0.5", "in_kind_limit_share": "0.02",
     "match_per_group": 90_000, "cap_period": "year"},
    {"code": "MUN-SERV", "fund": "MUNI", "version": 1, "effective_from": BEGIN, "priority": 5,
     "ratio": "1", "sectors": f"{WATER};{LIGHT}", "in_kind": "match", "match_share_of_cost": "0.4"},
    {"code": "RETORNO", "fund": "RETORNO", "version": 1, "effective_from": _RETURN, "priority": 6,
     "ratio": "0.5", "communities": "CUILCO;IXTAHUACAN;TACANA;TAJUMULCO", "sources": "returnee",
     "match_per_contribution": 120, "counted_per_household": 600, "cap_period": "year"},
)  # fmt: skip

_RECEIPTS = {
    "VIVIENDA": (
        ("2019-08-05", 500_000), ("2019-10-07", 500_000), ("2019-11-18", 500_000), ("2020-01-13", 450_000),
        ("2020-02-24", 700_000), ("2020-06-15", 600_000), ("2020-08-03", 650_000), ("2020-09-07", 600_000),
        ("2020-11-23", 1_000_000),
    ),
    "AUSENTES": (
        ("2019-07-22", 15_000), ("2019-10-28", 21_500), ("2020-01-27", 24_000), ("2020-05-25", 12_500),
        ("2020-07-27", 22_000), ("2020-11-09", 17_000),
    ),
    "MUNI": (
        ("2019-08-26", 140_000), ("2019-11-25", 180_000), ("2020-02-24", 260_000), ("2020-07-13", 260_000),
        ("2020-10-05", 310_000),
    ),
    "RETORNO": (("2020-02-10", 3_000), ("2020-11-20", 1_200)),
}  # fmt: skip


def add_funders(book: Book) -> None:
    for code, name, donor, budget, opens_on, closes_on, envelope in _FUNDS:
        book.add(
            "funds",
            code=code,
            programme=PROGRAMME,
            name=name,
            donor=donor,
            currency=CURRENCIES[code],
            budget=budget,
            opens_on=opens_on,
            closes_on=closes_on,
            yearly_envelope=envelope,
        )
    for rule in _RULES:
        book.add("rules", **rule)
    _add_receipts(book)


def _add_receipts(book: Book) -> None:
    for fund, received in _RECEIPTS.items():
        for number, (on, amount) in enumerate(received, 1):
            book.add(
                "receipts",
                reference=f"{fund}-R{number}",
                fund=fund,
                received_on=date.fromisoformat(on),
                amount=amount,
                bank_reference=f"IN-{fund[:3]}-{on.replace('-', '')}",
            )
