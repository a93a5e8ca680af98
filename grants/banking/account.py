"""What a fund's account shows beside what the books say of it: receipts that came, disbursements that left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.tables import table
from grants.models.bank import BankLine
from grants.models.funds import Fund, Receipt
from grants.models.payments import Disbursement
from household_groups.models.projects import Project


class What(NamedTuple):
    """A row of `receipts` or `disbursements`, by which a line of the account is ticked off."""

    sheet: str
    reference: str


@dataclass(frozen=True)
class Payment:
    """A row of the books as the account has to show it: above 0 where it came, below 0 where it left."""

    what: What
    on: date
    minor: int
    bank_reference: str | None = None
    project: str | None = None


@dataclass(frozen=True)
class Account:
    """Of one fund, in its currency; what is open on either side is by day."""

    fund: Fund
    lines: list[BankLine]
    payments: list[Payment]

    @property
    def ticked(self) -> dict[What, BankLine]:
        return {
            What(line.ticks_sheet or "", line.ticks): line for line in self.lines if line.ticks is not None
        }

    @property
    def open_lines(self) -> list[BankLine]:
        return [line for line in self.lines if line.ticks is None]

    @property
    def open_payments(self) -> list[Payment]:
        ticked = self.ticked
        return [payment for payment in self.payments if payment.what not in ticked]

    @property
    def by_bank(self) -> int:
        return sum(line.amount_minor for line in self.lines)

    @property
    def by_books(self) -> int:
        """The fund's cash: what it received less what it paid."""
        return sum(payment.minor for payment in self.payments)

    @property
    def only_at_bank(self) -> int:
        return sum(line.amount_minor for line in self.open_lines)

    @property
    def only_in_books(self) -> int:
        return sum(payment.minor for payment in self.open_payments)

    @property
    def difference(self) -> int:
        """Bank less books: what only the bank has less what only the books have, since pairs are of one amount."""
        return self.by_bank - self.by_books


def account_of(session: Session, fund: Fund) -> Account:
    lines = select(BankLine).where(BankLine.fund_id == fund.id)
    ordered = lines.order_by(col(BankLine.booked_on), col(BankLine.reference))
    payments = sorted(_payments(session, fund), key=lambda each: (each.on, each.what))
    return Account(fund, list(session.exec(ordered)), payments)


def line_of(session: Session, fund: Fund, what: What) -> BankLine | None:
    """The line of the fund's account that is ticked off against a receipt or disbursement of it."""
    query = select(BankLine).where(
        BankLine.fund_id == fund.id, BankLine.ticks_sheet == what.sheet, BankLine.ticks == what.reference
    )
    return session.exec(query).first()


def open_by_fund(session: Session, programme_id: int) -> dict[str, int]:
    """How many lines of each fund's account are not ticked off, by the fund's code."""
    query = (
        sa.select(col(Fund.code), sa.func.count())
        .join(BankLine, col(BankLine.fund_id) == col(Fund.id))
        .where(col(BankLine.programme_id) == programme_id, col(BankLine.ticks).is_(None))
        .group_by(col(Fund.code))
        .order_by(col(Fund.code))
    )
    return dict(map(tuple, session.execute(query)))


def _payments(session: Session, fund: Fund) -> Iterator[Payment]:
    came, left, project = table(Receipt).c, table(Disbursement).c, table(Project).c
    receipts = sa.select(came.reference, came.received_on, came.amount_minor, came.bank_reference)
    for reference, on, minor, bank in session.execute(receipts.where(came.fund_id == fund.id)):
        yield Payment(What("receipts", reference), on, minor, bank)
    paid = sa.select(left.reference, left.paid_on, left.amount_minor, left.bank_reference, project.code)
    of_fund = paid.where(left.fund_id == fund.id, left.project_id == project.id)
    for reference, on, minor, bank, code in session.execute(of_fund):
        yield Payment(What("disbursements", reference), on, -minor, bank, code)
