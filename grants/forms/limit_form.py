"""What is asked about the limit up to which one person may take money back alone."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from grants.entering.labels import hint_of, label_of
from grants.entering.typed import Rows
from grants.forms.sheet_form import Required, SheetForm
from grants.workbook.sheets import SHEETS

LIMIT = "reversal_limit"


class LimitForm(SheetForm):
    """The column of the row of the programme."""

    sheet = "programmes"

    reversal_limit = StringField(
        label_of("programmes", LIMIT),
        description=hint_of("programmes", SHEETS["programmes"].column(LIMIT)),
        render_kw={"inputmode": "decimal"},
    )
    remark = TextAreaField(_l("Why?"), [Required()], description=_l("Whoever confirms it reads this."))

    def rows(self, programme: str) -> Rows:
        return {"programmes": [{"code": programme, LIMIT: str(self.reversal_limit.data or "").strip()}]}
