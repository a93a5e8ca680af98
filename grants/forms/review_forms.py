"""What is asked of whoever speaks about a voucher, and about a claim."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from core.web.forms import LONGEST_TEXT, Form, select_choices
from grants.forms.money_filters import Filter
from grants.forms.sheet_form import Required
from grants.reviewing.labels import STANDINGS, TO_SAY


class VerdictForm(Form):
    """The donor's word. `seen` is how many words they had before them; `sample`, what it was drawn from."""

    verdict = RadioField(
        _l("What do you say of it?"),
        [InputRequired(_l("Choose one of the three."))],
        choices=select_choices([(each.value, words) for each, words in TO_SAY.items()]),
    )
    words = TextAreaField(
        _l("In your words"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Needed where you ask or disallow. It stays, with your name and the day."),
    )
    seen = HiddenField()
    sample = HiddenField()
    drawn = HiddenField()


class AnswerForm(Form):
    """The manager's answer, with a file that shows it; `ticket` names one that was sent before."""

    words = TextAreaField(
        _l("Your answer"),
        [Required(), Length(max=LONGEST_TEXT)],
        description=_l("It stays, with your name and the day."),
    )
    file = FileField(
        _l("Photo or PDF that shows it"),
        description=_l(
            "Up to 10 MB. The donor sees it too: show no household, and no bank slip of a migrant."
        ),
        render_kw={"accept": "image/jpeg,image/png,image/webp,application/pdf"},
    )
    ticket = HiddenField()
    seen = HiddenField()


class RepaidForm(Form):
    """What came back of a claim."""

    amount = StringField(_l("Amount that came back"), [Required()], render_kw={"inputmode": "decimal"})
    payment = StringField(
        _l("Payment that shows it"),
        [Required(), Length(max=64)],
        description=_l("The reference of the refund, or that of the bank."),
    )
    reason = TextAreaField(_l("Remark"), [Length(max=LONGEST_TEXT)])
    seen = HiddenField()


class WaivedForm(Form):
    """Why what is open is let go."""

    reason = TextAreaField(_l("Why it need not come back"), [Required(), Length(max=LONGEST_TEXT)])
    seen = HiddenField()


class ReviewFilter(Filter):
    """Which vouchers of a fund a list shows."""

    standing = SelectField(
        _l("Verdict"),
        choices=select_choices([("", _l("All")), *((each.value, word) for each, word in STANDINGS.items())]),
    )
    project = StringField(_l("Project, code"))
    quarter = StringField(_l("Quarter, like 2026-Q2"))


class SampleForm(Form):
    """Of which quarter, and how many vouchers are looked at."""

    class Meta:
        csrf = False

    quarter = SelectField(_l("Quarter"))
    n = StringField(
        _l("Vouchers to look at"),
        render_kw={"inputmode": "numeric"},
    )


class AcceptRestForm(Form):
    """Accepts what was not drawn; it names the digest and the number by which the sample was drawn."""

    digest = HiddenField()
    drawn = HiddenField()
