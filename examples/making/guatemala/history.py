"""What changed on the way, what other partners gave, which quarters are closed."""

from datetime import date

from examples.making.book import Book
from examples.making.changes import add_changes
from examples.making.guatemala.schemes import SCHEMES

_CHANGES = (
    ("groups", "HUI", "members", "8", "11", "2020-03-02", "Three families joined", "Minutes 7-2020"),
    ("groups", "TEJ", "certificate_until", "2020-03-31", "2022-08-09", "2020-08-10",
     "Renewed by the consulate once it had opened again", "Certificate 118-2020"),
    ("funds", "VIVIENDA", "yearly_envelope", "3900000", "3380000", "2020-05-18",
     "Money of the year moved to the emergency of the pandemic", "Ministerial agreement (invented)"),
    ("projects", "AGU-1", "budget", str(SCHEMES["AGU-1"].first_budget), str(SCHEMES["AGU-1"].budget),
     "2020-11-27", "Retaining wall after Eta carried off the slope", "Technical file, addendum 2"),
    ("funds", "RETORNO", "budget", "3000", "4200", "2020-11-16", "More families came back than foreseen", None),
    ("projects", "MOR-2", "ends_on", "2020-12-18", "2021-02-26", "2020-11-30", "Two weeks of storm", None),
)  # fmt: skip

_PARTNERS = (
    ("JAC-1", "Mancomunidad Huista", "local_government", "2019-09-23", "GTQ 18000", "machinery", "2019-10-14"),
    ("JAC-W", "Mancomunidad Huista", "local_government", "2020-04-13", "GTQ 28000", "cash", "2020-06-22"),
    ("SOL-1", "Municipality of Soloma", "local_government", "2019-10-21", "GTQ 24000", "machinery", "2019-11-11"),
    ("ACA-1", "Women's savings cooperative", "private", "2019-11-04", "GTQ 15000", "cash", "2019-11-18"),
    ("TOD-1", "Parish of Todos Santos", "ngo", "2020-01-13", "GTQ 22000", "materials", "2020-02-03"),
    ("EUL-1", "Houses and Hands", "ngo", "2020-03-09", "USD 3900", "cash", "2020-07-06"),
    ("HUI-1", "Municipality of San Antonio Huista", "local_government", "2020-02-10", "GTQ 45000", "cash",
     "2020-03-02"),
    ("AGU-1", "Emergency appeal, Eta and Iota", "other_donor", "2020-12-07", "GTQ 35000", "cash", None),
    ("AGU-W", "Water committee of Aguacatán", "local_government", "2020-06-29", "GTQ 26000", "materials",
     "2020-08-10"),
    ("TAC-1", "Coffee growers of Tacaná", "private", "2020-01-27", "GTQ 12500", "materials", "2020-02-17"),
    ("TAJ-1", "Houses and Hands", "ngo", "2020-08-24", "GTQ 40000", "cash", "2020-10-05"),
    ("MOR-1", "Municipality of Morazán", "local_government", "2019-08-12", "GTQ 16000", "machinery", "2019-09-02"),
    ("MOR-2", "Morazán alumni abroad", "private", "2020-09-21", "GTQ 20000", "cash", "2020-10-12"),
)  # fmt: skip

_CLOSINGS = (
    ("2019-Q3", "2019-10-28"),
    ("2019-Q4", "2020-01-27"),
    ("2020-Q1", "2020-05-11"),
    ("2020-Q2", "2020-07-31"),
    ("2020-Q3", "2020-10-30"),
)


def add_history(book: Book) -> None:
    add_changes(book, _CHANGES)
    for quarter, on in _CLOSINGS:
        closed_on = date.fromisoformat(on)
        book.add("closings", quarter=quarter, closed_on=closed_on, closed_by="lucia")


def add_partners(book: Book) -> None:
    for number, (project, partner, kind_of, agreed, sum_agreed, kind, received) in enumerate(_PARTNERS, 1):
        currency, amount = sum_agreed.split()
        book.add(
            "other_funding",
            reference=f"OTHER-{number:02}",
            project=project,
            partner=partner,
            partner_type=kind_of,
            agreed_on=date.fromisoformat(agreed),
            amount=int(amount),
            currency=currency,
            kind=kind,
            received_on=date.fromisoformat(received) if received else None,
        )
