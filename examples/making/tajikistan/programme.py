"""The programme TJ-REM as a book: every sheet of the contract, in the order in which one follows from the other."""

from examples.making.book import Book
from examples.making.changes import add_changes
from examples.making.days import on
from examples.making.grievances import add_grievances
from examples.making.quarters import add_quarters
from examples.making.rates import add_rates
from examples.making.service import add_checks, add_reached
from examples.making.tajikistan.answering import PEOPLE, add_answers
from examples.making.tajikistan.budgets import add_budget_lines
from examples.making.tajikistan.changing import CHANGES
from examples.making.tajikistan.communities import HOUSEHOLD_SIZE, add_communities
from examples.making.tajikistan.contributions import add_contributions
from examples.making.tajikistan.funds import PROGRAMME, add_funds, add_other_funding
from examples.making.tajikistan.grievances import COMPLAINTS
from examples.making.tajikistan.groups import add_groups
from examples.making.tajikistan.life import add_life
from examples.making.tajikistan.paying import add_disbursements
from examples.making.tajikistan.projects import add_projects
from examples.making.tajikistan.quarters import TOLD
from examples.making.tajikistan.results import add_results
from examples.making.tajikistan.rules import add_rules
from examples.making.tajikistan.service import CHECKS, SHARED
from examples.making.tajikistan.spending import add_expenditures
from examples.making.tajikistan.works import add_progress
from examples.making.trial import answers, imported, regrants


def make() -> Book:
    book = Book()
    _add_programme(book)
    add_communities(book, PROGRAMME)
    add_groups(book)
    add_projects(book)
    add_funds(book)
    add_rules(book)
    add_rates(book, ("TJS", "RUB"), "2019-07", "2020-12")
    add_other_funding(book)
    add_contributions(book)
    add_budget_lines(book)
    add_progress(book)
    add_results(book)
    add_changes(book, CHANGES)
    _add_closing(book)
    with imported(book) as reading:
        entries = answers(reading)
    add_disbursements(book, entries)
    add_expenditures(book)
    _add_rematch(book)
    add_answers(book)
    add_life(book, PEOPLE)
    add_reached(book, "BENEF", SHARED, HOUSEHOLD_SIZE)
    add_checks(book, CHECKS)
    add_grievances(book, COMPLAINTS)
    add_quarters(book, TOLD)
    return book


def _add_programme(book: Book) -> None:
    """The books are in dollars: IOM keeps its accounts and reports to its donors in them. Works cost somoni."""
    book.add(
        "programmes",
        code=PROGRAMME,
        name="Remittances for villages, Tajikistan",
        country="TJ",
        currency="USD",
        starts_on=on("2019-07-01"),
        ends_on=on("2020-12-31"),
        time_zone="Asia/Dushanbe",
        language="en",
        reversal_limit=500,
        complaints="Office of the programme, Rudaki 40, Dushanbe; or the box at each jamoat, opened every second Monday",
    )


def _add_closing(book: Book) -> None:
    """The first quarter is sealed. Of its report no file was kept, so there is no checksum to tell."""
    book.add("closings", quarter="2019-Q3", closed_on=on("2019-11-18"), closed_by="munira")


def _add_rematch(book: Book) -> None:
    """The last thing that is booked: what the jamoats added in December goes to whom their fund had cut short."""
    day = on("2020-12-30")
    with imported(book) as reading:
        grants = regrants(reading, "JAMOAT", day)
    for grant in grants:
        book.add(
            "rematches",
            fund="JAMOAT",
            booked_on=day,
            contribution=grant.contribution,
            rule=grant.rule,
            version=grant.version,
            granted=grant.granted,
        )
