"""The form by which a project is approved."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length
from wtforms.widgets import DateInput

from core.web.forms import Form
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.forms.sheet_form import Required
from grants.workbook.problems import Problem


class ApprovalForm(Form):
    approved_on = StringField(_l("Approved on"), [Required()], widget=DateInput())
    reason = TextAreaField(_l("Remark"))
    document = StringField(
        _l("Document"), [Length(max=200)], description=_l("Minutes, letter or decision on which it stands.")
    )
    step = HiddenField()

    def take(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            _, _, column = place_of(problem)
            if column == "approved_on":
                self.approved_on.errors = [*self.approved_on.errors, said(problem)]
            else:
                self.form_errors.append(said(problem))
