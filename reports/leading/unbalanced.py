"""Lines of banks that nobody ticked off, and lines of budgets far from plan that nobody explained."""

from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import col, select

from core.tables import in_clauses, table
from core.web.i18n import minor
from grants.models.bank import BankLine
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.spending.reading import spending_of_projects
from household_groups.models.projects import Project
from reports.leading.thing import Kind, Look, Thing, kind_of


def unticked(look: Look) -> Kind:
    """Booked by the bank up to the end of the quarter."""
    t, fund = table(BankLine).c, table(Fund).c
    query = sa.select(t.reference, t.amount_minor, t.booked_on, fund.currency, fund.name, fund.code).where(
        *(t.programme_id == look.programme_id, t.fund_id == fund.id, t.ticks.is_(None)),
        t.booked_on <= look.span.ends_on,
    )
    things = (
        Thing(
            str(
                _(
                    "%(reference)s, %(amount)s %(currency)s",
                    reference=row.reference,
                    amount=minor(row.amount_minor, row.currency),
                    currency=row.currency,
                )
            ),
            row.name,
            look.holders.manager(),
            row.booked_on,
            look.place.url("bank_lines.bank_line_detail", fund=row.code, bank_line=row.reference),
        )
        for row in look.session.execute(query)
    )
    return kind_of(_("Lines of the bank that are not ticked off"), things, look.place.url("funds.fund_list"))


def unexplained(look: Look) -> Kind:
    """By the books of today; since the last voucher of the line."""
    query = select(Project).where(Project.programme_id == look.programme_id).order_by(col(Project.code))
    spendings = spending_of_projects(look.session, look.programme_id, look.session.exec(query))
    found = [(each.project, line) for each in spendings.values() for line in each.unexplained]
    last = _last_spent(look, {project.id or 0 for project, _line in found})
    things = (
        Thing(
            line.line.description or line.name,
            project.name,
            look.holders.manager(),
            last.get((project.id or 0, line.name)),
            look.place.url("spending.project_spending", project=project.code),
        )
        for project, line in found
    )
    return kind_of(
        _("Budget lines far from plan, without an explanation"),
        things,
        look.place.url("projects.project_list"),
    )


def _last_spent(look: Look, projects: set[int]) -> dict[tuple[int, str], date]:
    t = table(Expenditure).c
    query = sa.select(t.project_id, t.budget_line, sa.func.max(t.spent_on)).group_by(
        t.project_id, t.budget_line
    )
    return {
        (project, line): on
        for clause in in_clauses(t.project_id, projects)
        for project, line, on in look.session.execute(query.where(clause))
    }
