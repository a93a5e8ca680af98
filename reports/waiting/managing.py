"""For managers: rates that are missing, funds that are nearly used, projects past their day."""

from collections.abc import Iterator

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.roles import Action
from core.web.i18n import day, minor
from grants.entering.shown import shown
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance
from grants.rates_needed import missing_rates
from household_groups.models.projects import Project, ProjectStatus
from reports.waiting.task import Place, Task

_SHOWN = 3
NEARLY_USED = 10
"""Of a hundred parts of the budget, fewer are left."""

_DONE = (
    *(ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER),
    *(ProjectStatus.MAINTAINED, ProjectStatus.CANCELLED),
)


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.MANAGE):
        return
    yield from _rates(session, place)
    yield from _funds(session, place)
    yield from _late(session, place)


def _rates(session: Session, place: Place) -> Iterator[Task]:
    needed = [rate for rate in missing_rates(session, place.programme, place.today) if rate.contributions]
    for rate in needed[:_SHOWN]:
        yield Task(
            str(
                _(
                    "There is no rate of %(currency)s for %(month)s",
                    currency=rate.currency,
                    month=shown("rates", "month", rate.month),
                )
            ),
            str(
                ngettext(
                    "%(num)s recorded contribution needs it before it can be verified.",
                    "%(num)s recorded contributions need it before they can be verified.",
                    rate.contributions,
                )
            ),
            place.url("rates.rate_list"),
            str(_("Enter it")),
        )
    if len(needed) > _SHOWN:
        more = len(needed) - _SHOWN
        what = ngettext("%(num)s more rate is missing", "%(num)s more rates are missing", more)
        yield Task(str(what), "", place.url("rates.rate_list"), str(_("See which")))


def _funds(session: Session, place: Place) -> Iterator[Task]:
    granted = sa.func.coalesce(col(Balance.minor), 0)
    is_of = sa.and_(
        col(Balance.programme_id) == col(Fund.programme_id),
        *(col(Balance.account) == accounts.FUND, col(Balance.subject) == ""),
        *(col(Balance.owner) == col(Fund.code), col(Balance.period) == ""),
    )
    left = col(Fund.budget_minor) - granted
    query = (
        select(Fund, left)
        .join(Balance, is_of, isouter=True)
        .where(Fund.programme_id == place.programme_id, left * 100 < Fund.budget_minor * NEARLY_USED)
        .where(sa.or_(col(Fund.closes_on).is_(None), col(Fund.closes_on) >= place.today))
        .order_by(col(Fund.code))
    )
    for fund, uncommitted in session.exec(query).all()[:_SHOWN]:
        said = {
            "left": minor(max(uncommitted, 0), fund.currency),
            "budget": minor(fund.budget_minor, fund.currency),
            "currency": fund.currency,
        }
        yield Task(
            str(_("Fund %(fund)s is nearly used", fund=fund.code)),
            str(_("%(left)s of %(budget)s %(currency)s is not matched yet.", **said)),
            place.url("funds.fund_detail", fund=fund.code),
            str(_("Look at it")),
        )


def _late(session: Session, place: Place) -> Iterator[Task]:
    ends = col(Project.ends_on)
    is_late = sa.and_(
        *(col(Project.programme_id) == place.programme_id, ends < place.today),
        *(col(Project.settled_on).is_(None), col(Project.approved_on).is_not(None)),
        sa.or_(col(Project.status).is_(None), col(Project.status).not_in(_DONE)),
    )
    count = session.exec(select(sa.func.count()).select_from(Project).where(is_late)).one()
    if not count:
        return
    first = session.exec(select(Project).where(is_late).order_by(ends, col(Project.code)).limit(1)).one()
    yield Task(
        str(
            ngettext(
                "%(num)s project is past its last day", "%(num)s projects are past their last day", count
            )
        ),
        str(_("%(project)s was to be done by %(day)s.", project=first.name, day=day(first.ends_on))),
        place.url("projects.project_detail", project=first.code),
        str(_("Look at the first")),
    )
