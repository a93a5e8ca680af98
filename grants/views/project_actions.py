"""What a person can do from the page of a project, as (label, address); the first is what most come for."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from core.roles import Action
from core.web.access import Here
from household_groups.models.projects import Project

Links = list[tuple[Any, str]]


def actions_on(here: Here, project: Project, community: str) -> dict[str, Links]:
    """Under the headline, and those of the parts of the page."""
    return {
        "project": list(_of_project(here, project, community)),
        "works": list(_new(here, project, progress=_("Enter progress"))),
        "indicators": [*_impact(here, project), *_new(here, project, indicators=_("Add an indicator"))],
        "budget": list(
            _new(here, project, expenditures=_("Enter a voucher"), budget_lines=_("Add a budget line"))
        ),
        "money": list(_new(here, project, other_funding=_("Enter other funding"))),
        "milestones": [*_new(here, project, milestones=_("Add a milestone")), *_papers(here, project)],
    }


def _of_project(here: Here, project: Project, community: str) -> Iterator[tuple[Any, str]]:
    of: dict[str, Any] = {"programme": here.programme.code, "project": project.code}
    is_open = project.settled_seq is None
    manages = here.may(Action.MANAGE)
    if is_open and here.reach_of(Action.RECORD_CONTRIBUTION).has_community(community):
        yield _("Record a contribution"), url_for("contributions.contribution_new", **of)
    if manages and project.approved_seq is None and is_open:
        yield _("Approve the project"), url_for("approvals.approval_new", **of)
    if here.may(Action.PROPOSE):
        yield _("Pay"), url_for("disbursements.disbursement_new", **of)
    if is_open and here.may(Action.PROPOSE):
        yield _("Settle"), url_for("settlement.settlement_new", **of)
    if manages:
        change: dict[str, Any] = {"programme": here.programme.code, "sheet": "projects", "key": project.code}
        yield _("Change the project"), url_for("rows.row_edit", **change)


def _impact(here: Here, project: Project) -> Iterator[tuple[Any, str]]:
    """Where measurements are entered, with what is asked about them."""
    of: dict[str, Any] = {"programme": here.programme.code, "project": project.code}
    follows = here.may(Action.FOLLOW_UP)
    yield _("Enter a measurement") if follows else _("Impact"), url_for("impact.project_impact", **of)


def _papers(here: Here, project: Project) -> Iterator[tuple[Any, str]]:
    of: dict[str, Any] = {"programme": here.programme.code, "project": project.code}
    if here.may(Action.SEE_PROJECT_MONEY):
        yield _("Documents of the project"), url_for("documents.project_documents", **of)


def _new(here: Here, project: Project, **sheets: Any) -> Iterator[tuple[Any, str]]:
    if here.may(Action.MANAGE):
        for sheet, label in sheets.items():
            of: dict[str, Any] = {"programme": here.programme.code, "sheet": sheet, "project": project.code}
            yield label, url_for("rows.row_new", **of)
