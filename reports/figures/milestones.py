"""The rows of `milestones`: by what funds pay projects, and how far each part has come by the end of the span."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grants.models.milestones import Decision, Subject
from grants.paying.states import State, state_after
from reports.figures.books import Books
from reports.figures.past import milestone_then
from reports.queries.milestones import AskedRecord, MilestoneRecord, StepRecord
from reports.queries.paying import DisbursementRecord

Key = tuple[int, int, str | None]
"""Project id, fund id, and the code of a milestone."""
_ENDED = frozenset({State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """Amounts to date, in the fund's currency; `override_reason` is that of a certification past a shut gate.

    `early_reasons` are those of tranches that were asked for before it was certified, `payment_reasons` those of
    payments that were made all the same.
    """

    project: str
    fund: str
    milestone: str
    name: str
    currency: str
    share: Decimal
    gate: str
    works: Decimal | None
    due_on: date | None
    certified_on: date | None
    certified_by: str | None
    override_reason: str | None
    early_reasons: str
    asked_total_minor: int
    approved_total_minor: int
    paid_total_minor: int
    payment_reasons: str = ""


class Asked:
    """What was asked for under milestones, and decided on it, up to the end of the span."""

    def __init__(
        self,
        certifications: Iterable[AskedRecord],
        tranches: Iterable[AskedRecord],
        steps: Iterable[StepRecord],
    ) -> None:
        self._steps: defaultdict[tuple[Subject, str], list[StepRecord]] = defaultdict(list)
        for step in steps:
            self._steps[step.subject, step.reference].append(step)
        self.certified: dict[Key, StepRecord] = {}
        self.asked: defaultdict[Key, int] = defaultdict(int)
        self.approved: defaultdict[Key, int] = defaultdict(int)
        self.early: defaultdict[Key, list[str]] = defaultdict(list)
        self.milestones: dict[str, str | None] = {}
        for certification in certifications:
            self._certify(certification)
        for tranche in tranches:
            self._ask(tranche)

    def _certify(self, asked: AskedRecord) -> None:
        steps = self._steps[Subject.CERTIFICATIONS, asked.reference]
        if state_after(Subject.CERTIFICATIONS, steps) is State.CERTIFIED:
            step = next(step for step in steps if step.decision is Decision.CERTIFIED)
            self.certified.setdefault(_key(asked), step)

    def _ask(self, asked: AskedRecord) -> None:
        self.milestones[asked.reference] = asked.milestone
        steps, minor = self._steps[Subject.TRANCHES, asked.reference], asked.amount_minor or 0
        state = state_after(Subject.TRANCHES, steps)
        if state in _ENDED:
            return
        self.asked[_key(asked)] += minor
        if asked.override_reason:
            self.early[_key(asked)].append(asked.override_reason)
        if state is State.APPROVED:
            self.approved[_key(asked)] += minor


class Paid:
    """What was paid under milestones, net of refunds, and why where it was paid all the same.

    A payment is of its tranche's milestone, else of the one it names; a refund of that of its payment.
    """

    def __init__(self, payments: Iterable[DisbursementRecord], asked: Asked) -> None:
        self.minor: defaultdict[Key, int] = defaultdict(int)
        self.reasons: defaultdict[Key, list[str]] = defaultdict(list)
        given = list(payments)
        of_payment = {
            each.reference: asked.milestones.get(each.tranche) if each.tranche else each.milestone
            for each in given
        }
        for each in given:
            key = each.project_id, each.fund_id, of_payment.get(each.refund_of or each.reference)
            self.minor[key] += each.amount_minor
            if each.override_reason:
                self.reasons[key].append(each.override_reason)


def milestone_rows(
    books: Books,
    milestones: Iterable[MilestoneRecord],
    asked: Asked,
    payments: Iterable[DisbursementRecord],
) -> list[MilestoneRow]:
    """By project and fund, in the order in which they are due: those without a day follow by their code."""
    paid = Paid(payments, asked)
    rows = [_row(books, record, asked, paid) for record in milestones if books.scope.owns(record.fund_id)]
    return sorted(rows, key=lambda row: (row.project, row.fund, row.due_on or date.max, row.milestone))


def _row(books: Books, record: MilestoneRecord, asked: Asked, paid: Paid) -> MilestoneRow:
    project, fund = books.registry.projects[record.project_id], books.registry.funds[record.fund_id]
    key = record.project_id, record.fund_id, record.code
    certified = asked.certified.get(key)
    record = milestone_then(books.registry.facts, project.code, fund.code, record)
    return MilestoneRow(
        project=project.code,
        fund=fund.code,
        milestone=record.code,
        name=record.name,
        currency=fund.currency,
        share=Decimal(record.share),
        gate=record.gate,
        works=Decimal(record.works) if record.works else None,
        due_on=record.due_on,
        certified_on=certified and certified.decided_on,
        certified_by=certified and certified.decided_by,
        override_reason=certified and certified.reason,
        early_reasons=_together(asked.early[key]),
        asked_total_minor=asked.asked[key],
        approved_total_minor=asked.approved[key],
        paid_total_minor=paid.minor[key],
        payment_reasons=_together(paid.reasons[key]),
    )


def _together(reasons: Iterable[str]) -> str:
    """Each once."""
    return "; ".join(dict.fromkeys(reasons))


def _key(asked: AskedRecord) -> Key:
    return asked.project_id, asked.fund_id, asked.milestone
