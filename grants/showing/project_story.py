"""The story of a project in order of time: what was decided, agreed, paid, built and found."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.calendar import month_name
from core.programmes import FactChange
from core.roles import Action
from core.tables import table
from core.web.access import Here
from core.web.i18n import day, figure, minor
from grants.entering.labels import label_of
from grants.entering.shown import shown
from grants.models.funds import Fund, OtherFunding
from grants.models.payments import Disbursement
from grants.rules_in_words.lists import all_of
from grants.visible import contributions_within, funds_within
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.projects import Progress, Project


@dataclass(frozen=True)
class Step:
    """As the macro `story` shows it."""

    on: date
    what: str
    detail: str = ""
    by: str = ""
    url: str = ""


def story_of(session: Session, here: Here, project: Project, sees_all: bool) -> list[Step]:
    """The earliest first. Whoever does not see all of the project's money reads of their own funds' alone."""
    tellers: list[Callable[[], Iterator[Step]]] = [
        lambda: _milestones(project),
        lambda: _changes(session, project),
        lambda: _given(session, here, project),
        lambda: _taken_back(session, here, project),
        lambda: _paid(session, here, project, sees_all),
        lambda: _built(session, here, project),
    ]
    if sees_all:
        tellers.append(lambda: _agreed(session, project))
    steps = [step for teller in tellers for step in teller()]
    return sorted(steps, key=lambda step: step.on)


def _milestones(project: Project) -> Iterator[Step]:
    if project.approved_on:
        yield Step(project.approved_on, _("The project was approved."))
    if project.settled_on:
        cost = f"{minor(project.final_cost_minor, project.currency)} {project.currency}"
        yield Step(project.settled_on, _("The project was settled at a final cost of %(cost)s.", cost=cost))


def _changes(session: Session, project: Project) -> Iterator[Step]:
    query = select(FactChange).where(
        FactChange.programme_id == project.programme_id,
        FactChange.sheet == "projects",
        FactChange.code == project.code,
    )
    for change in session.exec(query):
        if change.column == "status" and change.effective_on == project.settled_on:
            continue  # the settlement says it
        words = {
            "column": label_of("projects", change.column),
            "old": shown("projects", change.column, change.old, project.currency),
            "new": shown("projects", change.column, change.value, project.currency),
        }
        said = (
            _("%(column)s: %(old)s became %(new)s.", **words)
            if change.old
            else _("%(column)s: %(new)s.", **words)
        )
        yield Step(change.effective_on, said, change.reason or "")


def _given(session: Session, here: Here, project: Project) -> Iterator[Step]:
    """Verified contributions, those of one month together on its last day with any."""
    t = table(Contribution).c
    query = (
        sa.select(
            t.received_on, t.currency, sa.func.count(), sa.cast(sa.func.sum(t.amount_minor), sa.BigInteger)
        )
        .where(t.project_id == project.id, t.verified_seq.is_not(None))
        .where(contributions_within(here.reach_of(Action.SEE_CONTRIBUTIONS)))
        .group_by(t.received_on, t.currency)
        .order_by(t.received_on, t.currency)
    )
    given = [(on, currency, count, amount) for on, currency, count, amount in session.execute(query)]
    for _month, days in groupby(given, key=lambda each: month_name(each[0])):
        yield _given_in_a_month(list(days))


def _given_in_a_month(days: Sequence[tuple[date, str, int, int]]) -> Step:
    """`days` are (day, currency, how many, minor units), in the order of the days."""
    sums: Counter[str] = Counter()
    for _on, currency, _count, amount in days:
        sums[currency] += amount
    first, last = days[0][0], days[-1][0]
    words = {
        "num": sum(count for _on, _currency, count, _amount in days),
        "amount": all_of([f"{minor(amount, currency)} {currency}" for currency, amount in sums.items()]),
    }
    if words["num"] == 1:
        return Step(last, _("A contribution of %(amount)s came in.", **words))
    if first == last:
        return Step(last, _("%(num)s contributions of together %(amount)s came in.", **words))
    said = _("%(num)s contributions of together %(amount)s came in since %(day)s.", **words, day=day(first))
    return Step(last, said)


def _taken_back(session: Session, here: Here, project: Project) -> Iterator[Step]:
    query = (
        sa.select(Reversal, Contribution)
        .join(Contribution, col(Contribution.id) == col(Reversal.contribution_id))
        .where(col(Contribution.project_id) == project.id)
        .where(contributions_within(here.reach_of(Action.SEE_CONTRIBUTIONS)))
    )
    for reversal, contribution in session.execute(query):
        amount = f"{minor(reversal.amount_minor, contribution.currency)} {contribution.currency}"
        said = _(
            "%(amount)s of %(reference)s was taken back.", amount=amount, reference=contribution.reference
        )
        yield Step(reversal.reversed_on, said)


def _paid(session: Session, here: Here, project: Project, sees_all: bool) -> Iterator[Step]:
    query = sa.select(Disbursement, Fund).join(Fund, col(Fund.id) == col(Disbursement.fund_id))
    query = query.where(col(Disbursement.project_id) == project.id)
    if not sees_all:
        query = query.where(funds_within(here.reach))
    for payment, fund in session.execute(query):
        amount = f"{minor(abs(payment.amount_minor), fund.currency)} {fund.currency}"
        if payment.amount_minor < 0:
            said = _("%(amount)s went back to %(fund)s.", amount=amount, fund=fund.name)
        else:
            said = _("%(fund)s paid %(amount)s.", amount=amount, fund=fund.name)
        yield Step(payment.paid_on, said, payment.milestone or "")


def _agreed(session: Session, project: Project) -> Iterator[Step]:
    for other in session.exec(select(OtherFunding).where(OtherFunding.project_id == project.id)):
        amount = f"{minor(other.amount_minor, other.currency)} {other.currency}"
        said = _("%(partner)s agreed to give %(amount)s.", partner=other.partner, amount=amount)
        yield Step(other.agreed_on, said, other.kind or "")


def _built(session: Session, here: Here, project: Project) -> Iterator[Step]:
    of: dict[str, Any] = {"programme": here.programme.code, "sheet": "progress", "key": project.code}
    for visit in session.exec(select(Progress).where(Progress.project_id == project.id)):
        words = {"actual": _percent(visit.actual), "planned": _percent(visit.planned)}
        if visit.planned:
            said = _("The works were %(actual)s done; %(planned)s was planned.", **words)
        else:
            said = _("The works were %(actual)s done.", **words)
        url = url_for("rows.row_edit", **of, key2=visit.on.isoformat()) if here.may(Action.MANAGE) else ""
        yield Step(visit.on, said, by=visit.certified_by or "", url=url)


def _percent(text: str | None) -> str:
    return str(_("%(percent)s %%", percent=figure(text)))
