"""Who agreed to the rules: the programme's manager and the donor of each fund, to the sentence that both had read."""

from datetime import date

from sqlmodel import Session, col, select

from examples.making.book import Book
from examples.making.days import later
from examples.making.people import People
from grants.agreeing.english import agreed_sentence
from grants.models.funds import Fund
from grants.models.rules import MatchingRule

_BEFORE = 14
"""Days from the agreement to the first day of the terms."""


def add_agreements(book: Book, reading: Session, people: People) -> None:
    """`reading` are the books of the programme, with its rules."""
    query = select(MatchingRule, Fund).join(Fund, col(Fund.id) == col(MatchingRule.fund_id))
    for rule, fund in reading.exec(query.order_by(col(MatchingRule.code), col(MatchingRule.version))).all():
        agreed_on = later(rule.effective_from, -_BEFORE)
        donor = people.donors.get(fund.code)
        for side, by in (("manager", people.manager), ("donor", donor or people.second_manager)):
            book.add(
                "agreements",
                rule=rule.code,
                version=rule.version,
                side=side,
                agreed_on=agreed_on,
                agreed_by=by,
                sentence=agreed_sentence(rule, fund),
                document=_letter(fund, agreed_on) if side == "donor" and donor is None else None,
            )


def _letter(fund: Fund, on: date) -> str:
    return f"Letter of {fund.donor}, {on:%d.%m.%Y}"
