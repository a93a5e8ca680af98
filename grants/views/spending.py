"""What a project spent beside what it planned: by line, by category, out of whose money."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.database import session
from core.exchange import MissingRate
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.entering.choices import CATEGORIES
from grants.forms.sheet_form import SheetForm
from grants.forms.variance_form import variance_form
from grants.models.payments import Expenditure
from grants.spending.budget import LineCompared
from grants.spending.explaining import explained
from grants.spending.flags import FLAGS
from grants.spending.paid_by import paid_by
from grants.spending.reading import spending_of
from grants.spending.shares import VoucherShare, shares_of
from grants.spending.unit_costs import UnitCost, in_minor, unit_costs_of
from grants.spending.vouchers import vouchers_told
from grants.visible import projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community

spending = Blueprint("spending", __name__)


@spending.get("/programmes/<code:programme>/projects/<code:project>/spending")
@allows(Action.SEE_PROJECT_MONEY)
def project_spending(programme: str, project: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = find_project_or_404(reading, place, project)
        shares, missing = _shares(reading, found)
        vouchers = vouchers_told(reading, place.reach, found, shares)
        sees_all = place.reach.has_community(community)
        return render_template(
            "grants/project_spending.html",
            project=found,
            spending=spending_of(reading, found),
            paid_by=paid_by(shares, None if sees_all else place.reach),
            paid=sum(share.value for share in shares),
            missing=missing,
            sees_all=sees_all,
            flagged=[each for each in vouchers if each.flags],
            on_no_line=[each for each in vouchers if each.voucher.budget_line is None],
            far={each.line.line: each for each in _unit_costs(reading, place, found) if each.is_far},
            categories=CATEGORIES,
            flags=FLAGS,
        )


@spending.get("/programmes/<code:programme>/projects/<code:project>/spending/<code:budget_line>")
@allows(Action.SEE_PROJECT_MONEY)
def line_detail(programme: str, project: str, budget_line: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        return line_page(reading, place, project, budget_line, variance_form())


@spending.get("/programmes/<code:programme>/unit-costs")
@allows(Action.MANAGE)
def unit_cost_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = unit_costs_of(reading, place.programme)
        return render_template(
            "grants/unit_cost_list.html",
            far=[each for each in found if each.is_far],
            compared=sum(each.usual is not None for each in found),
            in_minor=in_minor,
            categories=CATEGORIES,
        )


def line_page(reading: Session, place: Here, project: str, line: str, form: SheetForm) -> str:
    """One line of the budget: what it cost, its vouchers, what was said of it."""
    found, _community = find_project_or_404(reading, place, project)
    compared = find_line_or_404(reading, found, line)
    shares, _missing = _shares(reading, found)
    on_line = col(Expenditure.budget_line) == line
    return render_template(
        "grants/line_detail.html",
        project=found,
        compared=compared,
        vouchers=vouchers_told(reading, place.reach, found, shares, on_line),
        said=explained(reading, found, line),
        cost=next((each for each in _unit_costs(reading, place, found) if each.line.line == line), None),
        in_minor=in_minor,
        form=form,
        categories=CATEGORIES,
        flags=FLAGS,
    )


def find_project_or_404(reading: Session, place: Here, code: str) -> tuple[Project, str]:
    """With the code of its community."""
    query = select(Project, Community.code).where(
        projects_within(place.reach), Project.code == code, Project.community_id == Community.id
    )
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    return found


def find_line_or_404(reading: Session, project: Project, line: str) -> LineCompared:
    found = next((each for each in spending_of(reading, project).lines if each.name == line), None)
    if found is None:
        abort(404)
    return found


def _shares(reading: Session, project: Project) -> tuple[list[VoucherShare], str]:
    """Where a rate is missing nobody knows them; then which one it is, in words."""
    assert project.id is not None
    try:
        return shares_of(reading, project.programme_id, project.id), ""
    except MissingRate as rate:
        said: dict[str, Any] = {"currency": rate.currency, "month": rate.month}
        return [], str(_("There is no rate of %(currency)s for %(month)s.", **said))


def _unit_costs(reading: Session, place: Here, project: Project) -> list[UnitCost]:
    return [each for each in unit_costs_of(reading, place.programme) if each.project.id == project.id]
