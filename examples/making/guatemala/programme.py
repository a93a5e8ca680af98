"""The programme GT-VIV as a workbook: homes from remittances in the highlands of Guatemala."""

from datetime import date

from examples.making.book import Book
from examples.making.grievances import add_grievances
from examples.making.guatemala.answering import PEOPLE, add_answers
from examples.making.guatemala.budgets import add_budget_lines
from examples.making.guatemala.contributions import add_contributions
from examples.making.guatemala.families import add_families
from examples.making.guatemala.funders import BEGIN, add_funders
from examples.making.guatemala.grievances import COMPLAINTS
from examples.making.guatemala.history import add_history, add_partners
from examples.making.guatemala.life import add_life
from examples.making.guatemala.matched import Matched
from examples.making.guatemala.paying import disbursements
from examples.making.guatemala.places import PROGRAMME, add_places
from examples.making.guatemala.quarters import TOLD
from examples.making.guatemala.results import add_results
from examples.making.guatemala.schemes import END, LAST_SETTLED, add_schemes
from examples.making.guatemala.service import CHECKS, add_reached
from examples.making.guatemala.spending import add_expenditures
from examples.making.guatemala.worth import Till
from examples.making.quarters import add_quarters
from examples.making.rates import add_rates
from examples.making.service import add_checks
from examples.making.trial import answers, imported, regrants

_REMATCHED = "RETORNO"
"""The fund whose added money is granted on the last day."""


def make() -> Book:
    book = Book()
    book.add(
        "programmes",
        code=PROGRAMME,
        name="Homes from remittances, Guatemala",
        country="GT",
        currency="GTQ",
        starts_on=BEGIN,
        ends_on=date(2021, 12, 31),
        time_zone="America/Guatemala",
        language="es",
        reversal_limit=2_000,
        complaints="Office of the programme, Huehuetenango; or the box at each town hall, opened every second Monday",
    )
    add_places(book)
    add_families(book)
    add_schemes(book)
    add_funders(book)
    add_rates(book, ("GTQ",), f"{BEGIN:%Y-%m}", f"{END:%Y-%m}")
    add_partners(book)
    add_history(book)
    add_contributions(book)
    _pay(book)
    add_budget_lines(book)
    add_expenditures(book, Till(book))
    add_results(book)
    add_answers(book)
    add_life(book, PEOPLE)
    add_reached(book)
    add_checks(book, CHECKS)
    add_grievances(book, COMPLAINTS)
    add_quarters(book, TOLD)
    return book


def _pay(book: Book) -> None:
    """The books are asked twice: what a settlement releases depends on what was paid before."""
    with imported(book) as reading:
        payments = disbursements(Matched(answers(reading)))
    trial = Book()
    trial.rows = book.rows | {"disbursements": [row for row in payments if row["paid_on"] <= LAST_SETTLED]}
    with imported(trial) as reading:
        payments = disbursements(Matched(answers(reading)))
        regranted = regrants(reading, _REMATCHED, END)
    for row in payments:
        book.add("disbursements", **row)
    for grant in regranted:
        book.add(
            "rematches",
            fund=_REMATCHED,
            booked_on=END,
            contribution=grant.contribution,
            rule=grant.rule,
            version=grant.version,
            granted=grant.granted,
        )
