"""A file that shows a payment, a voucher, a milestone or a project, and what sort of document it is."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import Length
from wtforms.widgets import DateInput

from core.web.forms import Form, select_choices
from grants.documents.labels import DOCUMENT_KINDS
from grants.forms.sheet_form import Required
from grants.models.documents import DocumentKind


class EvidenceForm(Form):
    """`ticket` names a file that was sent before, with a form that was refused."""

    file = FileField(
        _l("Photo or PDF of it"),
        [Required()],
        description=_l("Up to 10 MB. A photo is made small, and loses place and time."),
        render_kw={"accept": "image/jpeg,image/png,image/webp,application/pdf"},
    )
    ticket = HiddenField()
    kind = SelectField(
        _l("What it is"),
        choices=select_choices([(kind.value, said) for kind, said in DOCUMENT_KINDS.items()]),
        default=DocumentKind.OTHER.value,
    )
    title = StringField(_l("Title"), [Length(max=200)])
    dated_on = StringField(_l("Dated"), widget=DateInput())
