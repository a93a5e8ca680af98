"""What is asked of whoever speaks about a voucher, and about a claim."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from core.amounts import UnreadableAmount, read_amount_text
from core.money import AmountTooLarge, TooManyDecimals, to_minor
from core.web.forms import LONGEST_TEXT, Form, select_choices
from grants.forms.money_filters import Filter
from grants.forms.sheet_form import Required
from grants.reviewing.labels import STANDINGS, TO_SAY


class SeenForm(Form):
    """Adds to a thread of words or steps; `seen` is how many of them the person had before them."""

    seen = HiddenField()

    @property
    def number_seen(self) -> int:
        """-1 for what no page of ours sends."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class VerdictForm(SeenForm):
    """The donor's word. `sample` is the digest that it was drawn by, `drawn` how many were."""

    verdict = RadioField(
        _l("What do you say of it?"),
        [InputRequired(_l("Choose one of the three."))],
        choices=select_choices([(each.value, words) for each, words in TO_SAY.items()]),
        description=_l("To disallow claims the whole voucher back, for everybody who paid of it."),
    )
    words = TextAreaField(
        _l("In your words"),
        [Length(max=LONGEST_TEXT)],
        description=_l("Needed where you ask or disallow. It stays, with your name and the day."),
    )
    sample = HiddenField()
    drawn = HiddenField()


class AnswerForm(SeenForm):
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


class ClaimForm(SeenForm):
    """What becomes of a claim, or of a part of it."""

    amount = StringField(_l("Amount"), [Required()], render_kw={"inputmode": "decimal"})

    def minor_in(self, currency: str) -> int | None:
        """None where it cannot be read, which is said beside the field."""
        try:
            return to_minor(read_amount_text(str(self.amount.data or "")), currency)
        except UnreadableAmount:
            self.amount.errors = [_("This is no clear amount. Write it like 1234.50.")]
        except (AmountTooLarge, TooManyDecimals):
            self.amount.errors = [_("%(currency)s has no such amount.", currency=currency)]
        return None


class RepaidForm(ClaimForm):
    """What came back of a claim."""

    amount = StringField(_l("Amount that came back"), [Required()], render_kw={"inputmode": "decimal"})
    payment = StringField(
        _l("Payment that shows it"),
        [Required(), Length(max=64)],
        description=_l("The reference of the refund, or that of the bank."),
    )
    reason = TextAreaField(_l("Remark"), [Length(max=LONGEST_TEXT)])


class WaivedForm(ClaimForm):
    """What is let go, and why."""

    amount = StringField(
        _l("Amount that need not come back"), [Required()], render_kw={"inputmode": "decimal"}
    )
    reason = TextAreaField(_l("Why it need not come back"), [Required(), Length(max=LONGEST_TEXT)])


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
