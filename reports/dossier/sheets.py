"""The rows of the workbook's sheets that speak of a project, as far as the asker sees them on pages."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from core.programmes import Rate
from core.roles import Action
from core.tables import in_clauses, table
from grants.grievances.visible import grievances_within
from grants.importing.known import with_codes
from grants.models.agreements import RuleAgreement
from grants.models.documents import Document
from grants.models.funds import Fund, OtherFunding
from grants.models.matches import MatchEntry
from grants.models.milestones import Step
from grants.models.payments import Disbursement, Expenditure
from grants.models.rules import MatchingRule
from grants.paying.visible import certifications_within, milestones_within, tranches_within
from grants.reviewing.claims import fund_of
from grants.visible import contributions_within, funds_seen, funds_within, matches_within
from grants.visible_money import disbursements_within, expenditures_within
from grants.workbook.mapping import MAPPED, Content
from household_groups.models.contributions import Contribution
from household_groups.models.grievances import Access, Grievance, GrievanceStep
from household_groups.models.life import Choice, Meeting, ProjectStep
from household_groups.models.registry import Community, HouseholdGroup
from reports.dossier.asker import Asker

Condition = sa.ColumnElement[bool]
Keys = dict[str, set[str]]
"""The keys of the rows in a dossier, by sheet."""

ORDER = (
    *("projects", "communities", "groups", "meetings", "choices", "project_steps"),
    *("funds", "rules", "agreements", "rates", "other_funding", "budget_lines", "variances"),
    *("milestones", "contributions", "certifications", "tranches", "steps", "disbursements", "expenditures"),
    *("reviews", "clawbacks", "progress", "indicators", "measurements", "reached", "service_checks"),
    *("grievances", "grievance_steps", "documents"),
)
"""Those of other rows come after these."""

_OF_HOUSEHOLDS = frozenset({"contributions", "disbursements"})
"""Their papers are slips of banks, for who may see households."""


class SheetRows:
    """Reads each sheet once, in the order above; what a later one needs of an earlier one is remembered."""

    def __init__(self, session: Session, asker: Asker) -> None:
        self._session = session
        self._asker = asker
        self._id = asker.project.id
        self.keys: Keys = {}
        self.currencies: dict[str, dict[str, str]] = {
            "projects": {asker.project.code: asker.project.currency}
        }

    def of(self, sheet: str) -> list[Content]:
        """By their keys; amounts in minor units, as the journal has them."""
        mapped = MAPPED[sheet]
        t = table(mapped.model)
        rows: list[Content] = []
        for condition in self._conditions(sheet):
            query = with_codes(mapped).where(t.c.programme_id == self._asker.reach.programme_id, condition)
            rows += (dict(row._mapping) for row in self._session.execute(query))
        for row in rows:
            del row["row_id"]
        rows = sorted(filter(_LEFT_OUT.get(sheet, _nothing)(self), rows), key=mapped.key)
        self.keys[sheet] = {mapped.key(row) for row in rows}
        if sheet == "funds":
            self.currencies["funds"] = {row["code"]: row["currency"] for row in rows}
        return rows

    def _conditions(self, sheet: str) -> Iterator[Condition]:
        """One after the other: a long list of keys is several."""
        model, own = MAPPED[sheet].model, _CONDITIONS.get(sheet)
        if own is not None:
            yield from own(self)
        elif sheet in _NAMED_BY:
            column, of = _NAMED_BY[sheet]
            yield from in_clauses(table(model).c[column], self.keys.get(of, ()))
        else:
            yield self._of_project(model)

    def _of_project(self, model: type[SQLModel]) -> Condition:
        return table(model).c.project_id == self._id

    def _one(self, model: type[SQLModel], id: int | None) -> Iterator[Condition]:
        yield table(model).c.id == id

    def _within(self, model: type[SQLModel], *conditions: Condition) -> Iterator[Condition]:
        t = table(model).c
        ids = sa.select(t.id).where(*conditions)
        if "project_id" in t:
            ids = ids.where(t.project_id == self._id)
        yield t.id.in_(ids)

    def contributions(self) -> Iterator[Condition]:
        yield from self._within(
            Contribution, contributions_within(self._asker.reach_of(Action.SEE_CONTRIBUTIONS))
        )

    def groups(self) -> Iterator[Condition]:
        """That gave; on pages a donor reads their codes alone, which stand with the contributions."""
        if not self._asker.reach_of(Action.SEE_REGISTRY).has_community(self._asker.community.code):
            return
        reach = self._asker.reach_of(Action.SEE_CONTRIBUTIONS)
        given = sa.select(col(Contribution.group_id)).where(
            col(Contribution.project_id) == self._id, contributions_within(reach)
        )
        yield col(HouseholdGroup.id).in_(given)

    def funds(self) -> Iterator[Condition]:
        """That decided on something in the project, or paid it."""
        decided = sa.select(col(MatchEntry.fund_id)).where(col(MatchEntry.project_id) == self._id)
        paid = sa.select(col(Disbursement.fund_id)).where(col(Disbursement.project_id) == self._id)
        id = col(Fund.id)
        seen = sa.true() if self._asker.sees_all else funds_seen(self._asker.reach)
        of_programme = col(Fund.programme_id) == self._asker.reach.programme_id
        yield from self._within(Fund, of_programme, seen, id.in_(decided) | id.in_(paid))

    @cached_property
    def _decided_rules(self) -> sa.Select[Any]:
        return (
            sa.select(col(MatchEntry.rule_id))
            .where(col(MatchEntry.project_id) == self._id)
            .where(matches_within(self._asker.reach_of(Action.SEE_MATCHES)))
        )

    def rules(self) -> Iterator[Condition]:
        """The versions that decided on anything; of one's own funds, where one sees some funds alone."""
        funds = sa.select(col(Fund.id)).where(funds_within(self._asker.reach_of(Action.SEE_RULES)))
        rule = col(MatchingRule.id)
        yield from self._within(
            MatchingRule, rule.in_(self._decided_rules), col(MatchingRule.fund_id).in_(funds)
        )

    def agreements(self) -> Iterator[Condition]:
        """To these versions."""
        t = table(RuleAgreement).c
        versions = sa.cast(t.version, sa.String)
        yield from in_clauses(t.rule + "|" + versions, self.keys["rules"])

    def other_funding(self) -> Iterator[Condition]:
        """Others read of it as part of one total."""
        if self._asker.sees_all:
            yield self._of_project(OtherFunding)

    def disbursements(self) -> Iterator[Condition]:
        within = sa.true() if self._asker.sees_all else disbursements_within(self._asker.reach)
        yield from self._within(Disbursement, within)

    def expenditures(self) -> Iterator[Condition]:
        yield from self._within(Expenditure, expenditures_within(self._asker.reach))

    def milestones(self) -> Iterator[Condition]:
        yield from self._within(MAPPED["milestones"].model, milestones_within(self._asker.reach))

    def certifications(self) -> Iterator[Condition]:
        yield from self._within(MAPPED["certifications"].model, certifications_within(self._asker.reach))

    def tranches(self) -> Iterator[Condition]:
        yield from self._within(MAPPED["tranches"].model, tranches_within(self._asker.reach))

    def steps(self) -> Iterator[Condition]:
        t = table(Step).c
        for subject in ("certifications", "tranches"):
            for clause in in_clauses(t.reference, self.keys[subject]):
                yield (t.subject == subject) & clause

    def meetings(self) -> Iterator[Condition]:
        """That chose the project, or took a step with it."""
        chose = sa.select(col(Choice.meeting_id)).where(col(Choice.project_id) == self._id)
        took = sa.select(col(ProjectStep.meeting_id)).where(col(ProjectStep.project_id) == self._id)
        yield col(Meeting.id).in_(chose) | col(Meeting.id).in_(took)

    def choices(self) -> Iterator[Condition]:
        """All of these meetings: what else was wanted says how much this was."""
        t = table(Meeting).c
        for clause in in_clauses(t.code, self.keys["meetings"]):
            of_programme = t.programme_id == self._asker.reach.programme_id
            yield col(Choice.meeting_id).in_(sa.select(t.id).where(of_programme, clause))

    def grievances(self) -> Iterator[Condition]:
        """None that is restricted: a dossier is made to be passed on."""
        is_open = (col(Grievance.project_id) == self._id) & (col(Grievance.access) == Access.OPEN)
        yield is_open & grievances_within(self._asker.here)

    def grievance_steps(self) -> Iterator[Condition]:
        t = table(Grievance).c
        for clause in in_clauses(t.code, self.keys["grievances"]):
            of_programme = t.programme_id == self._asker.reach.programme_id
            yield col(GrievanceStep.grievance_id).in_(sa.select(t.id).where(of_programme, clause))

    def documents(self) -> Iterator[Condition]:
        t = table(Document).c
        for sheet, keys in self.keys.items():
            if sheet in _OF_HOUSEHOLDS and not self._asker.sees_households:
                continue
            for clause in in_clauses(t.key, keys):
                yield (t.sheet == sheet) & clause

    def rates(self) -> Iterator[Condition]:
        """Of the currencies in which anything was given, paid, spent or agreed: no other project's."""
        used: set[str] = {self._asker.project.currency, *self.currencies["funds"].values()}
        for model in (Contribution, Expenditure, OtherFunding):
            t = table(model).c
            query = sa.select(t.currency).where(t.project_id == self._id).distinct()
            used |= set(self._session.execute(query).scalars())
        yield from in_clauses(table(Rate).c.currency, used)

    def is_read(self, fund: str | None) -> bool:
        """Threads and claims are for managers, and for the donor of the fund."""
        if self._asker.may(Action.MANAGE):
            return True
        return fund is not None and self._asker.reach_of(Action.REVIEW).has_fund(fund)


_CONDITIONS: dict[str, Callable[[SheetRows], Iterator[Condition]]] = {
    "projects": lambda rows: rows._one(MAPPED["projects"].model, rows._id),
    "communities": lambda rows: rows._one(Community, rows._asker.community.id),
    **{
        name: getattr(SheetRows, name)
        for name in (
            *("groups", "meetings", "choices", "funds", "rules", "agreements", "rates", "other_funding"),
            *("milestones", "contributions", "certifications", "tranches", "steps", "disbursements"),
            *("expenditures", "grievances", "grievance_steps", "documents"),
        )
    },
}
"""Of all other sheets the rows that name the project, or those of `_NAMED_BY`."""

_NAMED_BY = {"reviews": ("expenditure", "expenditures"), "clawbacks": ("expenditure", "expenditures")}
"""By a column the keys of another sheet."""

_LEFT_OUT: dict[str, Callable[[SheetRows], Callable[[Content], bool]]] = {
    "reviews": lambda rows: lambda content: rows.is_read(content["fund"]),
    "clawbacks": lambda rows: lambda content: rows.is_read(fund_of(content["source"])),
}


def _nothing(_rows: SheetRows) -> Callable[[Content], bool]:
    return lambda _content: True
