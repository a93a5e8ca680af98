"""The housing schemes, each with its own character: how many houses, when, and how its families give."""

from dataclasses import dataclass
from datetime import date

from examples.making.book import Book

END = date(2020, 12, 31)

HOUSING, WATER, LIGHT = "16040", "14031", "23231"
"""Purpose codes of the OECD DAC."""


@dataclass(frozen=True)
class Scheme:
    """Amounts in GTQ. Each household gives `gifts` times, `typical` each time, between the two days.

    `abroad` and `returnee` are the shares of gifts in a hundred that come from abroad and from returned migrants;
    `handed` is how many houses are handed over by the end, `lag` how many points the works stand behind the money.
    """

    code: str
    community: str
    group: str
    village: str
    houses: int
    house_cost: int
    status: str
    approved_on: date | None
    starts_on: date | None
    ends_on: date | None
    gives_from: date
    gives_until: date
    gifts: int
    typical: int
    handed: int
    abroad: int = 85
    returnee: int = 0
    lag: int = 0
    is_hit_by_storm: bool = False
    sector: str = HOUSING
    settled_on: date | None = None
    final_cost: int | None = None
    raised_to: int | None = None

    @property
    def first_budget(self) -> int:
        return self.houses * self.house_cost

    @property
    def budget(self) -> int:
        """What holds at the end, after changes."""
        return self.raised_to or self.first_budget

    @property
    def is_housing(self) -> bool:
        return self.sector == HOUSING

    @property
    def is_at_work(self) -> bool:
        """Or has been: something is built by the end."""
        return self.starts_on is not None and self.starts_on < END and self.status != "cancelled"

    @property
    def is_done(self) -> bool:
        return self.status in ("completed", "handed_over", "maintained")


def _day(text: str) -> date | None:
    return date.fromisoformat(f"20{text}") if text else None


def _scheme(
    code: str, community: str, group: str, village: str, houses: int, cost: int, status: str,
    works: str, gives: str, gifts: int, typical: int, handed: int, **more: object,
) -> Scheme:  # fmt: skip
    """`works` is the days of approval, begin and end, `gives` the first and last day of giving."""
    approved, starts, ends = (_day(text) for text in (works.split() or ["", "", ""]))
    first, last = (date.fromisoformat(f"20{text}") for text in gives.split())
    return Scheme(
        *(code, community, group, village, houses, cost, status, approved, starts, ends),
        *(first, last, gifts, typical, handed),
        **more,  # type: ignore[arg-type]
    )


_TABLE = (
    # Who went to Mexico and came back gives here too; a second scheme is approved at the very end.
    _scheme("CUI-1", "CUILCO", "CUI", "Las Palmas", 16, 64_000, "in_progress",
            "19-09-09 19-10-14 20-11-30", "19-08-20 20-12-20", 8, 1_900, 11, abroad=65, returnee=22),
    _scheme("CUI-2", "CUILCO", "CUI", "El Rincón", 8, 64_000, "approved",
            "20-12-14 21-01-18 21-10-29", "20-10-05 20-12-24", 3, 1_850, 0, abroad=60, returnee=25),
    # Strong clubs in Florida: fully funded by midsummer, all handed over.
    _scheme("JAC-1", "JACALTENANGO", "JAC", "Los Encinos", 18, 66_000, "handed_over",
            "19-08-19 19-09-16 20-07-31", "19-08-05 20-06-20", 8, 2_330, 18, abroad=92),
    _scheme("JAC-2", "JACALTENANGO", "JAC-B", "El Mirador", 10, 66_000, "in_progress",
            "20-07-06 20-09-07 21-04-30", "20-06-22 20-12-22", 5, 2_300, 0, abroad=92),
    _scheme("JAC-W", "JACALTENANGO", "JAC", "Los Encinos", 18, 9_500, "handed_over",
            "20-02-24 20-06-08 20-10-16", "20-02-17 20-09-26", 2, 1_800, 18, abroad=92, sector=WATER),
    # The largest remittances of all: here families reach the cap of the subsidy.
    _scheme("SOL-1", "SOLOMA", "SOL", "Las Lomas", 20, 72_000, "in_progress",
            "19-08-26 19-10-01 20-12-18", "19-08-12 20-12-22", 10, 2_150, 13, abroad=95),
    _scheme("SOL-S", "SOLOMA", "SOL", "Las Lomas", 20, 6_400, "in_progress",
            "20-07-13 20-08-17 20-12-11", "20-07-06 20-12-12", 2, 1_550, 9, abroad=95, sector=LIGHT),
    # Women lead while the men are away; finished below the budget, and settled.
    _scheme("ACA-1", "ACATAN", "ACA", "Flor de Mayo", 14, 62_000, "maintained",
            "19-09-02 19-09-30 20-08-14", "19-08-26 20-07-25", 9, 1_960, 14, abroad=90,
            settled_on=date(2020, 9, 18), final_cost=838_000),
    # Much is built with the neighbours' hands. Money runs ahead of the works.
    _scheme("TOD-1", "TODOS-SANTOS", "TOD", "Piedra Blanca", 12, 60_000, "in_progress",
            "19-10-07 19-11-04 20-10-30", "19-09-20 20-12-18", 8, 1_550, 4, abroad=80, lag=31),
    # Iota cut the road in November 2020.
    _scheme("EUL-1", "EULALIA", "EUL", "Los Pinos", 12, 63_000, "in_progress",
            "20-01-20 20-02-17 20-12-11", "20-01-08 20-12-18", 7, 1_950, 4, abroad=88, is_hit_by_storm=True),
    # For families whose houses Iota took: the own part is not yet brought together.
    _scheme("EUL-2", "EULALIA", "EUL", "Los Pinos, after the storm", 9, 63_000, "approved",
            "20-12-17 21-02-15 21-09-30", "20-12-22 20-12-29", 1, 1_500, 0, abroad=80),
    # Too small for the subsidy, whose rule asks for a scheme of GTQ 400,000.
    _scheme("HUI-1", "HUISTA", "HUI", "El Limonar", 5, 62_000, "in_progress",
            "19-11-04 19-12-02 20-09-30", "19-10-21 20-11-30", 9, 2_250, 2, abroad=85),
    # Eta carried off a slope: the budget was raised for a retaining wall.
    _scheme("AGU-1", "AGUACATAN", "AGU", "Vista Hermosa", 18, 65_000, "in_progress",
            "19-10-14 19-11-18 20-11-27", "19-09-30 20-12-22", 9, 1_700, 8, abroad=85, is_hit_by_storm=True,
            raised_to=1_230_000),
    _scheme("AGU-W", "AGUACATAN", "AGU", "Vista Hermosa", 18, 8_900, "in_progress",
            "20-06-15 20-07-20 20-12-04", "20-06-22 20-11-28", 2, 1_150, 9, abroad=50, sector=WATER),
    _scheme("IXT-1", "IXTAHUACAN", "IXT", "Los Cipreses", 14, 61_000, "in_progress",
            "19-09-23 19-10-21 20-11-13", "19-09-09 20-12-18", 8, 1_650, 9, abroad=80, returnee=8),
    # The land turned out to have two titles.
    _scheme("IXT-2", "IXTAHUACAN", "IXT", "Agua Escondida", 8, 61_000, "cancelled",
            "20-02-10 20-03-02 20-11-30", "20-01-20 20-07-10", 3, 1_650, 0, abroad=75, returnee=8,
            settled_on=date(2020, 7, 31), final_cost=0),
    _scheme("TAC-1", "TACANA", "TAC", "Buena Vista", 12, 60_000, "in_progress",
            "19-11-11 19-12-09 20-11-20", "19-10-28 20-12-18", 8, 1_550, 7, abroad=70, returnee=12),
    _scheme("TAC-2", "TACANA", "TAC", "Las Brisas", 10, 60_000, "proposed",
            "", "20-09-14 20-12-22", 3, 1_700, 0, abroad=70, returnee=12),
    # Paid for early, built late.
    _scheme("SIB-1", "SIBINAL", "SIB", "El Porvenir", 10, 59_000, "in_progress",
            "19-12-02 20-01-13 20-11-06", "19-11-18 20-12-15", 8, 1_600, 3, abroad=75, lag=26),
    # Poorest, with the fewest families abroad.
    _scheme("TAJ-1", "TAJUMULCO", "TAJ", "Las Nubes", 12, 58_000, "in_progress",
            "20-02-17 20-03-16 21-01-29", "20-02-03 20-12-18", 6, 1_300, 3, abroad=55, returnee=15),
    # The certificate of its association lapsed in March and was renewed in August.
    _scheme("TEJ-1", "TEJUTLA", "TEJ", "Los Alisos", 14, 63_000, "in_progress",
            "19-09-16 19-10-14 20-11-20", "19-09-02 20-12-18", 8, 1_750, 9, abroad=82),
    # Nine houses first, as in the pilot of 2006 in this place; then more.
    _scheme("MOR-1", "MORAZAN", "MOR", "Los Jocotes", 9, 66_000, "handed_over",
            "19-07-29 19-08-19 20-04-24", "19-07-15 20-04-10", 8, 2_330, 9, abroad=90,
            settled_on=date(2020, 5, 29), final_cost=577_000),
    _scheme("MOR-2", "MORAZAN", "MOR", "Los Jocotes, second phase", 14, 66_000, "in_progress",
            "20-03-02 20-04-20 21-02-26", "20-02-17 20-12-22", 8, 1_850, 5, abroad=90, is_hit_by_storm=True),
)  # fmt: skip

SCHEMES = {scheme.code: scheme for scheme in _TABLE}
LAST_SETTLED = max(scheme.settled_on for scheme in _TABLE if scheme.settled_on)


_SERVICES = {WATER: "water connections", LIGHT: "solar light"}


def add_schemes(book: Book) -> None:
    for scheme in SCHEMES.values():
        what = f"{scheme.houses} houses" if scheme.is_housing else _SERVICES[scheme.sector]
        book.add(
            "projects",
            code=scheme.code,
            community=scheme.community,
            name=f"{scheme.village}, {what}",
            sector=scheme.sector,
            budget=scheme.budget,
            currency="GTQ",
            approved_on=scheme.approved_on,
            starts_on=scheme.starts_on,
            ends_on=scheme.ends_on,
            status=scheme.status,
            settled_on=scheme.settled_on,
            final_cost=scheme.final_cost,
        )
