"""What the donor of a fund said of its vouchers: most accepted, one queried and answered, one disallowed."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from core.money import to_major
from core.programmes import Programme
from examples.making.book import Book
from examples.making.days import later
from examples.making.people import People
from grants.spending.shares import VoucherShare, spent_of_fund
from grants.spending.sources import SourceKind, fund_source


@dataclass(frozen=True)
class Reviewed:
    """`until`: vouchers of earlier days were accepted; places in the list of those after it, from its end backwards."""

    fund: str
    until: date
    queried: tuple[str, str] = (
        "The invoice names 40 bags and the delivery note 36. Which is right?",
        "Four bags came a day later; their delivery note is added.",
    )
    disallowed: str = "The invoice is made out to a private person and not to the group."


def add_reviews(book: Book, reading: Session, reviewed: Reviewed, people: People) -> None:
    programme = reading.exec(select(Programme)).one()
    assert programme.id is not None
    by_project = spent_of_fund(reading, programme.id, reviewed.fund)
    shares = sorted(
        (each for found in by_project.values() for each in found if each.value > 0),
        key=lambda each: (each.spent_on, each.reference),
    )
    corrected = {row.get("corrects") for row in book.rows["expenditures"]}
    sound = [each for each in shares if each.reference not in corrected]
    thread = _Thread(book, reviewed.fund, people)
    early = [each for each in sound if each.spent_on <= reviewed.until]
    late = [each for each in sound if each.spent_on > reviewed.until]
    for each in early[:-1]:
        thread.donor(each, 45, "accepted")
    question, answer = reviewed.queried
    thread.donor(early[-1], 40, "queried", question)
    thread.manager(early[-1], 46, answer)
    thread.donor(early[-1], 52, "accepted")
    _disallow(book, thread, late[0], reviewed, programme.currency, people)
    thread.donor(late[1], 30, "queried", "Of which of the two wells is this?")
    thread.manager(late[1], 37, "Of the upper one, by the school; the photo shows it.")
    thread.donor(late[2], 30, "queried", "Is the fee of the driver in this price?")


def _disallow(
    book: Book, thread: "_Thread", share: VoucherShare, reviewed: Reviewed, currency: str, people: People
) -> None:
    """The fund's own part was paid back by half, what the families had put in was not asked of them."""
    thread.donor(share, 35, "disallowed", reviewed.disallowed)
    for source, minor in share.parts:
        step = {"expenditure": share.reference, "source": source.label, "currency": currency}
        day = later(share.spent_on, 35)
        opened = {"number": 1, "step": "opened", "said_on": day, "said_by": thread.donor_name}
        book.add("clawbacks", **step, **opened, amount=to_major(minor, currency), reason=reviewed.disallowed)
        said = {"number": 2, "said_on": later(day, 20), "said_by": people.manager}
        if source == fund_source(reviewed.fund):
            amount = to_major(minor // 2, currency)
            book.add("clawbacks", **step, **said, step="repaid", amount=amount, payment="BACK-1")
        elif source.kind is SourceKind.GROUP_MONEY:
            reason = "The families did not make out the invoice"
            book.add(
                "clawbacks", **step, **said, step="waived", amount=to_major(minor, currency), reason=reason
            )


class _Thread:
    """Words on vouchers, numbered as they come."""

    def __init__(self, book: Book, fund: str, people: People) -> None:
        self.donor_name = people.donors[fund]
        self._book, self._fund, self._manager = book, fund, people.manager
        self._numbers: dict[str, int] = {}

    def donor(self, share: VoucherShare, days: int, verdict: str, words: str | None = None) -> None:
        self._say(share, days, "donor", self.donor_name, verdict, words)

    def manager(self, share: VoucherShare, days: int, words: str) -> None:
        self._say(share, days, "manager", self._manager, "answered", words)

    def _say(
        self, share: VoucherShare, days: int, side: str, by: str, verdict: str, words: str | None
    ) -> None:
        number = self._numbers[share.reference] = self._numbers.get(share.reference, 0) + 1
        self._book.add(
            "reviews",
            expenditure=share.reference,
            fund=self._fund,
            number=number,
            said_on=later(share.spent_on, days),
            said_by=by,
            side=side,
            verdict=verdict,
            words=words,
        )
