"""How the funds of GT-VIV pay by milestones, who agreed to their rules, and what the association abroad says of the vouchers."""

from datetime import date

from examples.making.agreements import add_agreements
from examples.making.bank import add_bank_lines
from examples.making.book import Book
from examples.making.explaining import add_variances
from examples.making.guatemala.by_milestones import HOMES, PLANS
from examples.making.milestones import add_milestones, ask_tranche
from examples.making.people import People
from examples.making.reviews import Reviewed, add_reviews
from examples.making.trial import imported

PEOPLE = People("marta", "diego", "lucia", "carlos", {"AUSENTES": "rosa"})
_FEE = 18
"""Of the account of the association, in dollars, every four months."""


def add_answers(book: Book) -> None:
    add_milestones(book, PLANS, PEOPLE)
    ahead = {
        "words": "Doors of the last two houses",
        "override_reason": "The carpenter delivers in January; the families move in once there are doors.",
    }
    ask_tranche(book, HOMES, "HANDOVER", date(2020, 12, 28), 150, PEOPLE, **ahead)
    add_bank_lines(book, "AUSENTES", _FEE, PEOPLE.manager)
    with imported(book) as reading:
        add_agreements(book, reading, PEOPLE)
        add_variances(book, reading, date(2020, 12, 30), PEOPLE.manager, {"SOL-1"})
        add_reviews(book, reading, Reviewed("AUSENTES", date(2020, 6, 30)), PEOPLE)
