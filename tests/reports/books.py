"""The books of a programme made for tests, row by row, with what a test cares about and nothing else.

Amounts are written in major units, days in ISO. A thing counts on its own day unless `counted` says else.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

from core.calendar import parse_span
from core.database import session, transaction
from core.journal.models import JournalHead
from core.money import to_minor
from core.programmes import Closing, FactChange, Programme, Rate
from grants.models.agreements import Side
from grants.models.bank import BankLine
from grants.models.funds import Fund, OtherFunding, Receipt
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.milestones import Certification, Decision, Gate, Milestone, Step, Subject, Tranche
from grants.models.payments import Disbursement, Expenditure, ExpenditureCategory
from grants.models.reviews import Clawback, ClawbackStep, Review, Verdict
from grants.models.rules import MatchingRule
from grants.models.variances import Variance
from household_groups.models.contributions import (
    Contribution,
    ContributionKind,
    ContributionSource,
    ContributionStatus,
    Reversal,
)
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import (
    BudgetLine,
    Indicator,
    Measurement,
    Progress,
    Project,
    ProjectStatus,
)
from household_groups.models.registry import Community, Household, HouseholdGroup
from household_groups.models.service import Functional, Reached, ServiceCheck
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport

M = TypeVar("M", bound=SQLModel)
Amount = int | str


def day(text: str) -> date:
    return date.fromisoformat(text)


def day_or_none(text: str | None) -> date | None:
    return day(text) if text else None


def minor(amount: Amount, currency: str) -> int:
    return to_minor(Decimal(amount), currency)


class Maker:
    """Adds rows to one programme. Things are named by the objects that earlier calls returned."""

    def __init__(
        self, session: Session, code: str, currency: str, starts_on: str, name: str | None = None
    ) -> None:
        self._session = session
        self._seq = 0
        self.currency = currency
        programme = self._add(
            Programme(
                code=code,
                name=name or f"Programme {code}",
                country="TJ",
                currency=currency,
                starts_on=day(starts_on),
                time_zone="Asia/Dushanbe",
            )
        )
        assert programme.id is not None
        self.id = programme.id

    def community(self, code: str, **facts: Any) -> Community:
        return self._add(Community(**{"programme_id": self.id, "code": code, "name": code, **facts}))

    def group(self, community: Community, code: str) -> HouseholdGroup:
        return self._add(
            HouseholdGroup(
                programme_id=self.id,
                code=code,
                name=code,
                community_id=_id(community),
                registered_on=day("2019-01-01"),
            )
        )

    def household(self, group: HouseholdGroup, code: str) -> Household:
        return self._add(Household(programme_id=self.id, code=code, group_id=_id(group)))

    def project(
        self,
        community: Community,
        code: str,
        budget: Amount,
        currency: str | None = None,
        approved: str | None = None,
        ends: str | None = None,
        settled: str | None = None,
        status: ProjectStatus | None = None,
        name: str | None = None,
    ) -> Project:
        currency = currency or self.currency
        return self._add(
            Project(
                programme_id=self.id,
                community_id=_id(community),
                code=code,
                name=name or code,
                sector="14031",
                budget_minor=minor(budget, currency),
                currency=currency,
                approved_on=day_or_none(approved),
                approved_seq=self._next() if approved else None,
                ends_on=day_or_none(ends),
                settled_on=day_or_none(settled),
                settled_seq=self._next() if settled else None,
                final_cost_minor=0 if settled else None,
                status=status,
            )
        )

    def fund(self, code: str, budget: Amount, currency: str | None = None, donor: str = "Donor") -> Fund:
        currency = currency or self.currency
        return self._add(
            Fund(
                programme_id=self.id,
                code=code,
                name=code,
                donor=donor,
                currency=currency,
                budget_minor=minor(budget, currency),
                opens_on=day("2019-01-01"),
            )
        )

    def rule(self, fund: Fund, code: str, version: int = 1) -> MatchingRule:
        return self._add(
            MatchingRule(
                programme_id=self.id,
                fund_id=_id(fund),
                code=code,
                version=version,
                effective_from=day("2019-01-01"),
                priority=1,
                ratio="1",
            )
        )

    def rate(self, currency: str, month: str, units_per_usd: str, source: str = "invented") -> None:
        self._add(
            Rate(
                programme_id=self.id,
                currency=currency,
                month=month,
                units_per_usd=units_per_usd,
                source=source,
            )
        )

    def contribution(
        self,
        project: Project,
        group: HouseholdGroup,
        reference: str,
        received: str,
        amount: Amount,
        currency: str | None = None,
        kind: str = "bank_transfer",
        source: str | None = None,
        household: Household | None = None,
        status: str = "verified",
        counted: str | None = None,
    ) -> Contribution:
        currency = currency or self.currency
        is_verified = status == "verified"
        return self._add(
            Contribution(
                programme_id=self.id,
                reference=reference,
                project_id=_id(project),
                group_id=_id(group),
                household_id=_id(household) if household else None,
                received_on=day(received),
                amount_minor=minor(amount, currency),
                currency=currency,
                kind=ContributionKind(kind),
                source=ContributionSource(source) if source else None,
                status=ContributionStatus(status),
                verified_on=day(counted or received) if is_verified else None,
                verified_seq=self._next() if is_verified else None,
                counted_on=day(counted or received) if is_verified else None,
            )
        )

    def reversal(
        self,
        of: Contribution,
        on: str,
        amount: Amount,
        reason: str | None = None,
        counted: str | None = None,
    ) -> None:
        self._add(
            Reversal(
                programme_id=self.id,
                contribution_id=_id(of),
                reversed_on=day(on),
                amount_minor=minor(amount, of.currency),
                reason=reason,
                seq=self._next(),
                counted_on=day(counted or on),
            )
        )

    def entry(
        self,
        of: Contribution,
        rule: MatchingRule,
        fund: Fund,
        booked: str,
        granted: Amount = 0,
        released: Amount = 0,
        desired: Amount = 0,
        reason: str = "full",
        counted: str | None = None,
    ) -> None:
        self._add(
            MatchEntry(
                programme_id=self.id,
                seq=self._next(),
                line=1,
                contribution_id=_id(of),
                project_id=of.project_id,
                rule_id=_id(rule),
                fund_id=_id(fund),
                kind=MatchEntryKind.RELEASE if released else MatchEntryKind.GRANT,
                counted_minor=0,
                base_minor=0,
                reversed_minor=0,
                desired_minor=minor(desired or granted, fund.currency),
                granted_minor=minor(granted, fund.currency),
                released_minor=minor(released, fund.currency),
                reason=reason,
                booked_on=day(booked),
                counted_on=day(counted or booked),
                steps="[]",
            )
        )

    def receipt(self, fund: Fund, reference: str, received: str, amount: Amount) -> None:
        self._add(
            Receipt(
                programme_id=self.id,
                reference=reference,
                fund_id=_id(fund),
                received_on=day(received),
                amount_minor=minor(amount, fund.currency),
                counted_on=day(received),
            )
        )

    def other_funding(
        self,
        project: Project,
        reference: str,
        partner: str,
        agreed: str,
        amount: Amount,
        currency: str | None = None,
        received: str | None = None,
    ) -> None:
        currency = currency or self.currency
        self._add(
            OtherFunding(
                programme_id=self.id,
                reference=reference,
                project_id=_id(project),
                partner=partner,
                agreed_on=day(agreed),
                amount_minor=minor(amount, currency),
                currency=currency,
                received_on=day_or_none(received),
                seq=self._next(),
            )
        )

    def disbursement(
        self,
        fund: Fund,
        project: Project,
        reference: str,
        paid: str,
        amount: Amount,
        arrived: tuple[Amount, str] | None = None,
        refund_of: str | None = None,
        milestone: str | None = None,
        counted: str | None = None,
        tranche: str | None = None,
        override: str | None = None,
    ) -> None:
        self._add(
            Disbursement(
                programme_id=self.id,
                reference=reference,
                fund_id=_id(fund),
                project_id=_id(project),
                paid_on=day(paid),
                amount_minor=minor(amount, fund.currency),
                arrived_amount_minor=minor(*arrived) if arrived else None,
                arrived_currency=arrived[1] if arrived else None,
                refund_of=refund_of,
                milestone=milestone,
                tranche=tranche,
                override_reason=override,
                counted_on=day(counted or paid),
            )
        )

    def milestone(
        self,
        fund: Fund,
        project: Project,
        code: str,
        share: str,
        gate: str = "minutes",
        due: str | None = None,
        works: str | None = None,
    ) -> Milestone:
        return self._add(
            Milestone(
                programme_id=self.id,
                project_id=_id(project),
                fund_id=_id(fund),
                code=code,
                name=f"Milestone {code}",
                share=share,
                due_on=day_or_none(due),
                gate=Gate(gate),
                works=works,
            )
        )

    def certification(self, of: Milestone, reference: str, asked: str) -> None:
        self._add(
            Certification(
                programme_id=self.id,
                reference=reference,
                project_id=of.project_id,
                fund_id=of.fund_id,
                milestone=of.code,
                asked_on=day(asked),
                asked_by="Olim",
            )
        )

    def tranche(
        self,
        of: Milestone,
        reference: str,
        asked: str,
        amount: Amount,
        currency: str,
        early: str | None = None,
    ) -> None:
        self._add(
            Tranche(
                programme_id=self.id,
                reference=reference,
                project_id=of.project_id,
                fund_id=of.fund_id,
                milestone=of.code,
                asked_on=day(asked),
                asked_by="Olim",
                amount_minor=minor(amount, currency),
                override_reason=early,
            )
        )

    def step(
        self,
        reference: str,
        number: int,
        decision: str,
        on: str,
        by: str = "Zarina",
        reason: str | None = None,
        subject: str = "tranches",
    ) -> None:
        self._add(
            Step(
                programme_id=self.id,
                subject=Subject(subject),
                reference=reference,
                number=number,
                decision=Decision(decision),
                decided_on=day(on),
                decided_by=by,
                reason=reason,
            )
        )

    def expenditure(
        self,
        project: Project,
        reference: str,
        spent: str,
        amount: Amount,
        currency: str | None = None,
        fund: Fund | None = None,
        corrects: str | None = None,
        payee: str | None = None,
        counted: str | None = None,
        line: str | None = None,
    ) -> None:
        currency = currency or self.currency
        self._add(
            Expenditure(
                programme_id=self.id,
                reference=reference,
                project_id=_id(project),
                spent_on=day(spent),
                amount_minor=minor(amount, currency),
                currency=currency,
                category=ExpenditureCategory.WORKS,
                fund_id=_id(fund) if fund else None,
                corrects=corrects,
                payee=payee,
                budget_line=line,
                counted_on=day(counted or spent),
            )
        )

    def budget_line(self, project: Project, line: str, amount: Amount) -> None:
        self._add(
            BudgetLine(
                programme_id=self.id,
                project_id=_id(project),
                line=line,
                category="works",
                description=f"Line {line}",
                amount_minor=minor(amount, project.currency),
            )
        )

    def explanation(self, project: Project, line: str, number: int, on: str, words: str) -> None:
        self._add(
            Variance(
                programme_id=self.id,
                project_id=_id(project),
                line=line,
                number=number,
                explained_on=day(on),
                explained_by="Zarina",
                words=words,
            )
        )

    def review(
        self, expenditure: str, fund: Fund, number: int, on: str, verdict: str, words: str | None = None
    ) -> None:
        is_answer = verdict == "answered"
        self._add(
            Review(
                programme_id=self.id,
                expenditure=expenditure,
                fund_id=_id(fund),
                number=number,
                said_on=day(on),
                said_by="Zarina" if is_answer else "Anna",
                side=Side.MANAGER if is_answer else Side.DONOR,
                verdict=Verdict(verdict),
                words=words,
            )
        )

    def claim(
        self, expenditure: str, source: str, number: int, on: str, amount: Amount, step: str = "opened"
    ) -> None:
        self._add(
            Clawback(
                programme_id=self.id,
                expenditure=expenditure,
                source=source,
                number=number,
                step=ClawbackStep(step),
                amount_minor=minor(amount, self.currency),
                currency=self.currency,
                said_on=day(on),
                said_by="Anna",
                reason="Why",
            )
        )

    def bank_line(
        self,
        fund: Fund,
        reference: str,
        on: str,
        amount: Amount,
        ticks: str | None = None,
        ticked: str | None = None,
        party: str | None = None,
    ) -> None:
        """`ticks` is the reference of what it is: of a receipt where money came, else of a disbursement."""
        came = minor(amount, fund.currency) > 0
        self._add(
            BankLine(
                programme_id=self.id,
                reference=reference,
                fund_id=_id(fund),
                booked_on=day(on),
                amount_minor=minor(amount, fund.currency),
                party=party,
                ticks_sheet=("receipts" if came else "disbursements") if ticks else None,
                ticks=ticks,
                ticked_on=day_or_none(ticked),
                ticked_by="Zarina" if ticks else None,
            )
        )

    def indicator(
        self, project: Project, code: str, target: str, baseline: str | None = None, unit: str = "people"
    ) -> Indicator:
        return self._add(
            Indicator(
                programme_id=self.id,
                project_id=_id(project),
                code=code,
                name=f"Indicator {code}",
                unit=unit,
                baseline=baseline,
                target=target,
            )
        )

    def measurement(
        self, of: Indicator, on: str, value: str, female: str | None = None, male: str | None = None
    ) -> None:
        self._add(
            Measurement(
                programme_id=self.id,
                project_id=of.project_id,
                indicator_id=_id(of),
                measured_on=day(on),
                value=value,
                female=female,
                male=male,
            )
        )

    def reached(self, project: Project, community: Community, on: str, people: int, **counted: Any) -> None:
        self._add(
            Reached(
                programme_id=self.id,
                project_id=_id(project),
                community_id=_id(community),
                measured_on=day(on),
                people=people,
                **counted,
            )
        )

    def check(
        self,
        project: Project,
        on: str,
        functional: str,
        months: int | None = None,
        counted: str | None = None,
    ) -> None:
        """Half of the fees due were paid."""
        self._add(
            ServiceCheck(
                programme_id=self.id,
                project_id=_id(project),
                checked_on=day(on),
                months=months,
                functional=Functional(functional),
                fee_due_minor=minor(90, project.currency),
                fee_paid_minor=minor(45, project.currency),
                checked_by="Engineer",
                counted_on=day_or_none(counted),
            )
        )

    def life_step(self, project: Project, number: int, step: str, on: str) -> None:
        self._add(
            ProjectStep(
                programme_id=self.id,
                project_id=_id(project),
                number=number,
                step=ProjectStepKind(step),
                decided_on=day(on),
                decided_by="Zarina",
            )
        )

    def progress(self, project: Project, on: str, actual: str, planned: str | None = None) -> None:
        self._add(
            Progress(
                programme_id=self.id, project_id=_id(project), on=day(on), planned=planned, actual=actual
            )
        )

    def change(self, sheet: str, code: str, column: str, old: str | None, value: str | None, on: str) -> None:
        self._add(
            FactChange(
                programme_id=self.id,
                sheet=sheet,
                code=code,
                column=column,
                old=old,
                value=value,
                effective_on=day(on),
                seq=self._next(),
                counted_on=day(on),
            )
        )

    def closing(self, quarter: str, on: str) -> None:
        self._add(Closing(programme_id=self.id, quarter=quarter, closed_on=day(on), seq=self._next()))

    def finish(self) -> None:
        self._add(JournalHead(programme_id=self.id, position=self._seq, seq=self._seq))

    def _next(self) -> int:
        self._seq += 1
        return self._seq

    def _add(self, row: M) -> M:
        self._session.add(row)
        self._session.flush()
        return row


def make_books(
    engine: Engine,
    fill: Callable[[Maker], None],
    code: str = "P",
    currency: str = "TJS",
    starts_on: str = "2019-01-01",
    name: str | None = None,
) -> None:
    def work(writing: Session) -> None:
        maker = Maker(writing, code, currency, starts_on, name)
        fill(maker)
        maker.finish()

    transaction(engine, work)


def report_of(engine: Engine, span: str, fund: str | None = None, code: str = "P") -> QuarterlyReport:
    with session(engine) as reading:
        return quarterly_report(reading, code, parse_span(span), fund)


def _id(row: SQLModel) -> int:
    id: int | None = getattr(row, "id", None)
    assert id is not None
    return id
