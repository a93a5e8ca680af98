"""The forms for milestones and tranches: asking, deciding, paying."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField

from core.web.forms import Form, select_choices, stripped
from grants.forms.money_filters import FundFilter, ProjectFilter
from grants.forms.sheet_form import Required, SheetForm, sheet_form
from grants.paying.labels import STATES
from grants.paying.states import State

_TRANCHE_STATES = (
    *(State.ASKED, State.APPROVED_ONCE, State.APPROVED),
    *(State.PAID, State.DECLINED, State.WITHDRAWN),
)


class AskForm(Form):
    """That a milestone be certified."""

    words = TextAreaField(
        _l("What is to be said of it"), filters=[stripped], description=_l("Who certifies it reads this.")
    )


class CertifyForm(Form):
    """A reason is needed only where something is missing."""

    reason = TextAreaField(
        _l("Why it is certified although something is missing"),
        filters=[stripped],
        description=_l("Only where something is missing. The report shows the reason."),
    )


class ReasonForm(Form):
    """For declining and withdrawing. An empty reason is refused when it is decided."""

    reason = TextAreaField(
        _l("Why not?"),
        [Required()],
        filters=[stripped],
        description=_l("Whoever asked for it reads this."),
        id="why-not",
    )


class ApproveForm(Form):
    """A button, and nothing to fill in."""


def tranche_form() -> type[SheetForm]:
    return sheet_form("tranches", ("amount", "words", "override_reason"))


def pay_form() -> type[SheetForm]:
    """No reason lets a tranche be paid beyond what is matched, so its reason is asked for in words of its own."""
    reason = TextAreaField(_l("Reason for paying before the milestone is certified"), filters=[stripped])
    columns = ("reference", "paid_on", "amount", "paid_to", "bank_reference", "evidence")
    return sheet_form("disbursements", columns, override_reason=reason)


class TrancheFilter(FundFilter, ProjectFilter):
    """By fund, project, days, and where it stands."""

    state = SelectField(
        _l("State"),
        default="",
        choices=select_choices([("", _l("All")), *((each.value, STATES[each]) for each in _TRANCHE_STATES)]),
    )


def typed_reason(form: Any) -> str:
    return str(form.reason.data or "")
