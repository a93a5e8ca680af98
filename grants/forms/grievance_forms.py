"""What is asked of whoever records a grievance, and of whoever does something about one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import DateInput

from core.web.forms import LONGEST_TEXT, Form, select_choices
from grants.forms.money_filters import Filter
from grants.forms.review_forms import SeenForm
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.grievances.labels import CATEGORIES, STATES, TO_DO
from grants.grievances.states import State, Transition
from grants.workbook.dates import read_date
from grants.workbook.texts import Unreadable
from household_groups.models.grievances import Access, GrievanceStepKind

COLUMNS = ("received_on", "channel", "category")
OPEN, OVERDUE = "open", "overdue"


def grievance_form(communities: Choices, projects: Choices) -> type[SheetForm]:
    """Of a grievance about what lies within one's reach; the code is made with the form."""
    return sheet_form(
        "grievances",
        COLUMNS,
        community=SelectField(
            _l("Community"), choices=select_choices([("", _l("None in particular")), *communities])
        ),
        project=SelectField(
            _l("Project"), choices=select_choices([("", _l("None in particular")), *projects])
        ),
        words=TextAreaField(
            _l("What they said"),
            [Required(), Length(max=LONGEST_TEXT)],
            description=_l("Without the name of who complains, and without what they could be known by."),
        ),
        access=SelectField(
            _l("Who may read it"),
            choices=select_choices(
                [
                    ("", _l("As usual: how somebody behaved is kept from others, all else is open")),
                    (Access.RESTRICTED.value, _l("Keep it from others")),
                    (Access.OPEN.value, _l("It need not be kept from others")),
                ]
            ),
            description=_l("What is kept from others is for you and for those who handle grievances."),
        ),
        why_open=StringField(
            _l("Why it need not be kept from others"),
            [Length(max=LONGEST_TEXT)],
            description=_l("Only where it is about how somebody behaved."),
        ),
        code=HiddenField(),
    )


class StepForm(SeenForm):
    """The next step. Which ones there are depends on the last."""

    step = RadioField(_l("What was done?"), [InputRequired(_l("Choose one."))])
    decided_on = StringField(_l("On which day"), [Required()], widget=DateInput())
    words = TextAreaField(
        _l("In your words"),
        [Length(max=LONGEST_TEXT)],
        description=_l("They stay, with your name and the day. Name nobody who complained."),
    )

    def offer(self, following: Sequence[Transition]) -> None:
        self.step.choices = select_choices([(each.step.value, TO_DO[each.step]) for each in following])

    @property
    def kind(self) -> GrievanceStepKind:
        return GrievanceStepKind(str(self.step.data))

    @property
    def day(self) -> date | None:
        """None where it cannot be read, which is said beside the field."""
        try:
            return read_date(str(self.decided_on.data or "").strip())
        except Unreadable:
            self.decided_on.errors = [_l("This is no day. Write it like 2026-04-30.")]
            return None


class RestrictForm(Form):
    """Why others may not read it any more."""

    words = TextAreaField(_l("Why?"), [Required(), Length(max=LONGEST_TEXT)])


class GrievanceFilter(Filter):
    """Which grievances a list shows."""

    state = SelectField(
        _l("State"),
        default="",
        choices=select_choices(
            [
                *(("", _l("All")), (OPEN, _l("All that are open")), (OVERDUE, _l("Past their day"))),
                *((each.value, STATES[each]) for each in State),
            ]
        ),
    )
    category = SelectField(
        _l("Category"),
        default="",
        choices=select_choices([("", _l("All")), *((each.value, word) for each, word in CATEGORIES.items())]),
    )
    community = SelectField(_l("Community"), default="")


def offer_communities(form: GrievanceFilter, communities: Sequence[Any]) -> None:
    form.community.choices = select_choices(
        [("", _l("All")), *((each.code, each.name) for each in communities)]
    )
