"""The committees of each village and the households in them, by code only."""

from dataclasses import dataclass
from datetime import date
from random import Random

from examples.making.book import Book
from examples.making.guatemala.schemes import SCHEMES, Scheme


@dataclass(frozen=True)
class Committee:
    """A group of families; `hosts` is where their migrants live, the more often the likelier."""

    code: str
    community: str
    name: str
    registered_on: date
    members: int
    women: int
    leader_sex: str
    hosts: str = "US"
    certificate_until: date | None = None


COMMITTEES = (
    Committee("CUI", "CUILCO", "Comité Las Palmas", date(2019, 4, 8), 31, 14, "m", "US US MX MX"),
    Committee("JAC", "JACALTENANGO", "Comité Los Encinos", date(2018, 11, 19), 26, 15, "f"),
    Committee("JAC-B", "JACALTENANGO", "Comité El Mirador", date(2020, 1, 27), 14, 6, "m"),
    Committee("SOL", "SOLOMA", "Comité Las Lomas", date(2019, 2, 11), 38, 17, "m", "US US US CA"),
    Committee("ACA", "ACATAN", "Mujeres de Flor de Mayo", date(2019, 3, 4), 22, 21, "f"),
    Committee("TOD", "TODOS-SANTOS", "Comité Nueva Esperanza", date(2019, 5, 13), 19, 8, "m"),
    Committee("EUL", "EULALIA", "Comité Los Pinos", date(2019, 9, 30), 18, 9, "f"),
    Committee("HUI", "HUISTA", "Vecinos de El Limonar", date(2019, 6, 17), 11, 5, "f"),
    Committee("AGU", "AGUACATAN", "Comité Vista Hermosa", date(2019, 3, 25), 29, 13, "m"),
    Committee("IXT", "IXTAHUACAN", "Comité Los Cipreses", date(2019, 1, 21), 33, 16, "m", "US US MX",
              date(2021, 6, 30)),
    Committee("TAC", "TACANA", "Comité Fronterizo de Vivienda", date(2019, 6, 3), 34, 15, "m", "US MX MX",
              date(2021, 9, 30)),
    Committee("SIB", "SIBINAL", "Comité El Porvenir", date(2019, 7, 8), 15, 6, "m", "US MX",
              date(2021, 11, 30)),
    Committee("TAJ", "TAJUMULCO", "Comité Las Nubes", date(2019, 8, 12), 17, 9, "f", "US MX MX",
              date(2021, 8, 31)),
    Committee("TEJ", "TEJUTLA", "Comité Los Alisos", date(2018, 9, 10), 24, 11, "f", "US",
              date(2022, 8, 9)),
    Committee("MOR", "MORAZAN", "Familias Morazanecas", date(2018, 8, 6), 36, 19, "f"),
)  # fmt: skip


def households_of(scheme: Scheme) -> list[str]:
    """One a house. Water and light are for the first houses of the group."""
    prefix = scheme.code if scheme.is_housing else f"{scheme.group}-1"
    return [f"{prefix}-H{number:02}" for number in range(1, scheme.houses + 1)]


def add_families(book: Book) -> None:
    for committee in COMMITTEES:
        book.add(
            "groups",
            code=committee.code,
            community=committee.community,
            name=committee.name,
            registered_on=committee.registered_on,
            members=committee.members,
            women=committee.women,
            leader_sex=committee.leader_sex,
            certificate_until=committee.certificate_until,
        )
    hosts = {committee.code: committee.hosts.split() for committee in COMMITTEES}
    for scheme in SCHEMES.values():
        if scheme.is_housing:
            _add_households(book, scheme, hosts[scheme.group])


def _add_households(book: Book, scheme: Scheme, hosts: list[str]) -> None:
    chance = Random(f"households of {scheme.code}")
    for code in households_of(scheme):
        book.add(
            "households",
            code=code,
            group=scheme.group,
            head_sex=chance.choice("fffm" if scheme.code == "ACA-1" else "fmmf"),
            migrants_abroad=chance.choice((1, 1, 1, 2, 2, 3)),
            host_country=chance.choice(hosts),
        )
