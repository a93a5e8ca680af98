"""Days in forms that cannot be of something that happened."""

from datetime import datetime

from flask_babel import gettext as _
from wtforms import Field

from core.programmes import Programme, today_in
from core.web.i18n import day
from grants.forms.row_form import refuse_ahead, refuse_before
from grants.workbook.dates import read_date
from grants.workbook.texts import Unreadable


def check_happened(field: Field, programme: Programme, at: datetime) -> None:
    """Note at the field that its day is to come, or lies before the programme; a text that is no day is told
    of when the row is entered."""
    try:
        on = read_date((field.data or "").strip())
    except Unreadable:
        return
    refuse_ahead(field, on, today_in(programme, at))
    began = _("The programme began on %(day)s.", day=day(programme.starts_on))
    refuse_before(field, on, programme.starts_on, began)
