"""The form for the settlement of a project: when, at which cost, and in which state it is left."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField, TextAreaField
from wtforms.widgets import DateInput

from core.web.forms import select_choices
from grants.entering.typed import Rows
from grants.forms.sheet_form import Required, SheetForm, sheet_form
from household_groups.labels import PROJECT_STATUSES
from household_groups.models.projects import Project, ProjectStatus

_DONE = (ProjectStatus.COMPLETED, ProjectStatus.HANDED_OVER, ProjectStatus.MAINTAINED)


def settlement_form(project: Project, has_steps: bool = False) -> type[SheetForm]:
    """A project that was never approved can only be cancelled; one that goes by its steps stays as they say."""
    done = [state for state in _DONE if project.approved_on and state in (project.status, *_free(has_steps))]
    may_be_cancelled = not (has_steps and done)
    states = [*done, *([ProjectStatus.CANCELLED] if may_be_cancelled else [])]
    return sheet_form(
        "projects",
        (),
        status=RadioField(
            _l("The project is"),
            [Required()],
            choices=select_choices((state.value, PROJECT_STATUSES[state]) for state in states),
        ),
        settled_on=StringField(_l("Settled on"), [Required()], widget=DateInput()),
        final_cost=StringField(
            _l("Final cost, in %(currency)s", currency=project.currency),
            [Required()],
            description=_l("What the works cost in the end, all contributions in kind included. "
                           "Of a cancelled project it is 0."),
            render_kw={"inputmode": "decimal"},
        ),
        remark=TextAreaField(_l("Remark"), description=_l("Who decides on it reads this.")),
    )  # fmt: skip


def _free(has_steps: bool) -> tuple[ProjectStatus, ...]:
    return () if has_steps else _DONE


def initial_state(project: Project) -> dict[str, Any]:
    """The state that it has, where works are done."""
    return {"status": project.status.value if project.status in _DONE else ""}


def rows_of_settlement(form: SheetForm, project: Project) -> Rows:
    """A cancelled project cost nothing, whether or not that was typed."""
    typed = form.typed()
    is_cancelled = typed["status"] == ProjectStatus.CANCELLED
    cost = typed["final_cost"] or ("0" if is_cancelled else "")
    return {"projects": [{"code": project.code, **typed, "final_cost": cost}]}
