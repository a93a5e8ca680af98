"""Reads what is claimed back of disallowed vouchers: a claim is the steps of one source of one voucher."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from grants.models.reviews import Clawback, ClawbackStep
from grants.spending.sources import SourceKind

ACCEPTED = "accepted"
"""The reason of what is waived by an acceptance without words."""


@dataclass(frozen=True)
class Claim:
    """To the part that one source had in a voucher, in minor units of the programme's currency."""

    steps: tuple[Clawback, ...]

    @property
    def id(self) -> int:
        """That of its first step, by which a page finds it."""
        return self.steps[0].id or 0

    @property
    def programme_id(self) -> int:
        return self.steps[0].programme_id

    @property
    def expenditure(self) -> str:
        return self.steps[0].expenditure

    @property
    def source(self) -> str:
        return self.steps[0].source

    @property
    def fund(self) -> str | None:
        """The code of the fund to which it is owed; None where it is owed to others."""
        return fund_of(self.source)

    @property
    def currency(self) -> str:
        return self.steps[0].currency

    @property
    def opened_on(self) -> date:
        return self.steps[0].said_on

    @property
    def opened_minor(self) -> int:
        return self._sum(ClawbackStep.OPENED)

    @property
    def repaid_minor(self) -> int:
        return self._sum(ClawbackStep.REPAID)

    @property
    def waived_minor(self) -> int:
        return self._sum(ClawbackStep.WAIVED)

    @property
    def open_minor(self) -> int:
        return self.opened_minor - self.repaid_minor - self.waived_minor

    @property
    def standing_minor(self) -> int:
        """What came back or is to come back."""
        return self.repaid_minor + self.open_minor

    def _sum(self, step: ClawbackStep) -> int:
        return sum(each.amount_minor for each in self.steps if each.step is step)


def fund_of(source: str) -> str | None:
    """`fund WATER` is the fund WATER's; group money, partners and what nobody paid are no fund's."""
    prefix = f"{SourceKind.FUND.word} "
    return source.removeprefix(prefix) if source.startswith(prefix) else None


def claims_of(
    session: Session, programme_id: int, expenditure: str | None = None, until: date | None = None
) -> list[Claim]:
    """All of a programme or of one voucher, the oldest first; with `until` as they stood that evening."""
    query = select(Clawback).where(Clawback.programme_id == programme_id)
    if expenditure is not None:
        query = query.where(Clawback.expenditure == expenditure)
    if until is not None:
        query = query.where(col(Clawback.said_on) <= until)
    found: dict[tuple[str, str], list[Clawback]] = defaultdict(list)
    for step in session.exec(query.order_by(col(Clawback.number))):
        found[step.expenditure, step.source].append(step)
    claims = [Claim(tuple(steps)) for steps in found.values()]
    return sorted(claims, key=lambda each: (each.opened_on, each.expenditure, each.id))


def find_claim(session: Session, programme_id: int, id: int) -> Claim | None:
    """By the id of its first step."""
    first = session.get(Clawback, id)
    if first is None or first.programme_id != programme_id or first.number != 1:
        return None
    of_voucher = claims_of(session, programme_id, first.expenditure)
    return next(each for each in of_voucher if each.source == first.source)
