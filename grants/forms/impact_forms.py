"""The forms of a measurement and of a check of a work: the columns of their sheets, with photos."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, HiddenField, TextAreaField

from core.web.forms import stripped
from grants.evidence.reading import MAX_FILES
from grants.forms.sheet_form import SheetForm, sheet_form

_OF_MEASUREMENT = ("measured_on", "value", "female", "male", "source")
_OF_CHECK = (
    *("checked_on", "functional", "months", "words"),
    *("fee_due", "fee_paid", "fund_balance", "repairs", "days_down"),
)


def measurement_form() -> type[SheetForm]:
    """`asked` names the doubts that the page shows, `is_right` and `reason` answer them."""
    return sheet_form(
        "measurements",
        _OF_MEASUREMENT,
        photos=_photos(),
        tickets=HiddenField(),
        asked=HiddenField(),
        is_right=BooleanField(_l("Yes, this is right")),
        reason=TextAreaField(
            _l("Why it is so"), filters=[stripped], description=_l("For whoever reads the figure later.")
        ),
    )


def check_form() -> type[SheetForm]:
    return sheet_form("service_checks", _OF_CHECK, photos=_photos(), tickets=HiddenField())


def _photos() -> MultipleFileField:
    return MultipleFileField(
        _l("Photos"),
        description=_l(
            "Up to %(most)s of at most 10 MB. They are made small, and lose place and time.", most=MAX_FILES
        ),
        render_kw={"accept": "image/jpeg,image/png,image/webp", "capture": False},
    )
