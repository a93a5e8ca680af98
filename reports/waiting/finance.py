"""For managers: lines of budgets that nobody has explained, lines of the bank that are not ticked off."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.roles import Action
from grants.banking.account import open_by_fund
from grants.spending.reading import spending_of_projects
from household_groups.models.projects import Project
from reports.waiting.task import Place, Task

_SHOWN = 3


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if place.may(Action.MANAGE):
        yield from _unexplained(session, place)
        yield from _unreconciled(session, place)


def _unexplained(session: Session, place: Place) -> Iterator[Task]:
    """The projects with the most such lines first."""
    query = select(Project).where(Project.programme_id == place.programme_id).order_by(col(Project.code))
    found = spending_of_projects(session, place.programme_id, session.exec(query))
    waiting = [spending for spending in found.values() if spending.unexplained]
    waiting.sort(key=lambda spending: -len(spending.unexplained))
    for spending in waiting[:_SHOWN]:
        count = len(spending.unexplained)
        what = ngettext(
            "%(num)s line of %(project)s is far from its budget",
            "%(num)s lines of %(project)s are far from their budget",
            count,
            project=spending.project.name,
        )
        url = place.url("spending.project_spending", project=spending.project.code)
        yield Task(str(what), str(_("Nobody has said why yet.")), url, str(_("Explain")))
    if len(waiting) > _SHOWN:
        more = len(waiting) - _SHOWN
        what = ngettext(
            "%(num)s more project has lines far from its budget",
            "%(num)s more projects have lines far from their budget",
            more,
        )
        url = place.url("spending.project_spending", project=waiting[_SHOWN].project.code)
        yield Task(str(what), "", url, str(_("See the next")))


def _unreconciled(session: Session, place: Place) -> Iterator[Task]:
    for fund, count in open_by_fund(session, place.programme_id).items():
        what = ngettext(
            "%(num)s line of the account of %(fund)s is not ticked off",
            "%(num)s lines of the account of %(fund)s are not ticked off",
            count,
            fund=fund,
        )
        said = str(_("Which payment is each of them?"))
        yield Task(str(what), said, place.url("bank_lines.bank_detail", fund=fund), str(_("Tick off")))
