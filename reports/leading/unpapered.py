"""Payments of the quarter without a voucher after them or without a paper, and vouchers without a paper."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from core.tables import table
from core.web.i18n import minor
from grants.models.documents import Document
from grants.models.funds import Fund
from grants.models.payments import Disbursement, Expenditure
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.leading.holders import Holder
from reports.leading.thing import Kind, Look, Thing, kind_of


def without_vouchers(look: Look) -> Kind:
    """Nothing of the project's was spent since the payment, so nobody has shown what became of it."""
    t, voucher = table(Disbursement).c, table(Expenditure).c
    after = sa.exists().where(voucher.project_id == t.project_id, voucher.spent_on >= t.paid_on)
    found = _payments(look).where(~after)
    return _kind(look, _("Payments without a voucher since"), found, "disbursement", look.holders.officer)


def payments_without_papers(look: Look) -> Kind:
    """Whoever paid has the bank's slip."""
    found, manager = _payments(look).where(_has_no_paper(look, Disbursement)), look.holders.manager()
    return _kind(look, _("Payments without a paper"), found, "disbursement", lambda _community: manager)


def vouchers_without_papers(look: Look) -> Kind:
    t, project, community = table(Expenditure).c, table(Project).c, table(Community).c
    found = (
        sa.select(t.reference, t.amount_minor, t.currency, t.spent_on.label("since"))
        .add_columns(project.name, community.code, community.name.label("of"))
        .where(t.programme_id == look.programme_id, t.amount_minor > 0)
        .where(t.counted_on.between(look.span.starts_on, look.span.ends_on))
        .where(t.project_id == project.id, project.community_id == community.id)
        .where(_has_no_paper(look, Expenditure))
    )
    return _kind(look, _("Vouchers without a paper"), found, "expenditure", look.holders.officer)


def _payments(look: Look) -> sa.Select[Any]:
    """Those that count in the quarter, refunds left out."""
    t, fund, project, community = (table(model).c for model in (Disbursement, Fund, Project, Community))
    return (
        sa.select(t.reference, t.amount_minor, fund.currency, t.paid_on.label("since"))
        .add_columns(project.name, community.code, community.name.label("of"))
        .where(t.programme_id == look.programme_id, t.amount_minor > 0)
        .where(t.counted_on.between(look.span.starts_on, look.span.ends_on))
        .where(t.fund_id == fund.id, t.project_id == project.id, project.community_id == community.id)
    )


def _has_no_paper(look: Look, model: type[Disbursement | Expenditure]) -> sa.ColumnElement[bool]:
    """Neither a document, nor a file, nor the word where it is kept."""
    t, sheet = table(model).c, f"{model.__name__.lower()}s"
    shown = (
        sa.exists().where(
            *(paper.c.programme_id == look.programme_id, paper.c.sheet == sheet),
            paper.c.key == t.reference,
        )
        for paper in (table(Document), table(EvidenceFile))
    )
    return sa.and_(sa.func.coalesce(t.evidence, "") == "", *(~each for each in shown))


def _kind(look: Look, title: str, query: sa.Select[Any], noun: str, holder: Callable[[str], Holder]) -> Kind:
    """`noun` is that of the pages; `holder` says who has it, by the code of the community."""
    things = (
        Thing(
            str(_("%(reference)s, %(amount)s %(currency)s", **_said(row))),
            str(_("%(project)s, %(community)s", project=row.name, community=row.of)),
            holder(row.code),
            row.since,
            look.place.url(f"{noun}s.{noun}_detail", **{noun: row.reference}),
        )
        for row in look.session.execute(query)
    )
    return kind_of(title, things, look.place.url(f"{noun}s.{noun}_list"))


def _said(row: Any) -> dict[str, str]:
    amount = minor(row.amount_minor, row.currency)
    return {"reference": row.reference, "amount": amount, "currency": row.currency}
