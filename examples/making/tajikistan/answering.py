"""How the funds of TJ-REM pay by milestones, who agreed to their rules, and what IOM's donor officer says of the vouchers."""

from examples.making.agreements import add_agreements
from examples.making.bank import add_bank_lines
from examples.making.book import Book
from examples.making.days import on
from examples.making.explaining import add_variances
from examples.making.milestones import add_milestones, ask_certification, ask_tranche
from examples.making.people import People
from examples.making.reviews import Reviewed, add_reviews
from examples.making.tajikistan.by_milestones import PLANS, SCHOOL, WATER
from examples.making.trial import imported

PEOPLE = People("zarina", "bahrom", "munira", "rustam", {"IOM": "ingrid"})
_FEE = 25
"""Of the account of IOM's fund, in dollars, every four months."""


def add_answers(book: Book) -> None:
    add_milestones(book, PLANS, PEOPLE)
    ask_certification(
        book, SCHOOL, "HANDOVER", on("2020-12-21"), "The roof has stood its first snow.", PEOPLE
    )
    words = "What the families have given since November raises the first part."
    asked = ask_tranche(book, WATER, "M1", on("2020-12-18"), 250, PEOPLE, words=words)
    book.add(
        "steps",
        subject="tranches",
        reference=asked,
        number=1,
        decision="approved",
        decided_on=on("2020-12-22"),
        decided_by=PEOPLE.manager,
    )
    add_bank_lines(book, "IOM", _FEE, PEOPLE.manager)
    with imported(book) as reading:
        add_agreements(book, reading, PEOPLE)
        add_variances(book, reading, on("2020-12-28"), PEOPLE.manager, {"VAT-SCHOOL"})
        add_reviews(book, reading, Reviewed("IOM", on("2020-06-30")), PEOPLE)
