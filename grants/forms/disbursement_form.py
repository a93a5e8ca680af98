"""The forms for payments: a payment, what came back of one, and what arrived."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.widgets import DateInput

from core.accounts.person import Reach
from core.amounts import UnreadableAmount, read_amount_text
from grants.entering.typed import Rows
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from grants.visible import funds_within, projects_within
from household_groups.models.projects import Project

_PAYMENT = (
    *("fund", "project", "reference", "paid_on", "amount", "override_reason"),
    *("paid_to", "bank_reference", "milestone", "evidence"),
)


def payment_form(session: Session, reach: Reach) -> type[SheetForm]:
    """With the funds, and the projects that are approved: of others nothing is matched yet."""
    projects = select(Project).where(projects_within(reach), col(Project.approved_on).is_not(None))
    offered: dict[str, Choices] = {
        "fund": [
            (fund.code, f"{fund.code} · {fund.name}, {fund.currency}")
            for fund in session.exec(select(Fund).where(funds_within(reach)).order_by(col(Fund.code)))
        ],
        "project": [
            (project.code, f"{project.code} · {project.name}")
            for project in session.exec(projects.order_by(col(Project.code)))
        ],
    }
    return sheet_form("disbursements", _PAYMENT, offered, remark=_remark())


def refund_form() -> type[SheetForm]:
    return sheet_form(
        "disbursements",
        ("reference", "bank_reference", "evidence"),
        paid_on=StringField(_l("Came back on"), [Required()], widget=DateInput()),
        amount=StringField(
            _l("Amount that came back"),
            [Required()],
            description=_l("In the fund's currency, without a minus. It is booked as a negative payment."),
            render_kw={"inputmode": "decimal"},
        ),
        remark=_remark(),
    )


def arrival_form() -> type[SheetForm]:
    return sheet_form(
        "disbursements",
        ("arrived_on", "arrived_amount", "arrived_currency"),
        changed_on=StringField(
            _l("Known from"),
            widget=DateInput(),
            description=_l(
                "For a correction: the day from which it is known. Empty means the day it arrived."
            ),
        ),
        reason=TextAreaField(_l("Reason"), [Required()], description=_l("What shows it, or why it changes.")),
        seen=HiddenField(),
    )


def rows_of_payment(form: SheetForm) -> Rows:
    return {"disbursements": [form.typed()]}


def rows_of_refund(form: SheetForm, payment: Disbursement, fund: Fund, project: Project) -> Rows:
    """Of the fund and project of its payment, with the amount as the books write what came back."""
    typed = form.typed()
    amount = typed["amount"].strip()
    return {
        "disbursements": [
            {
                **typed,
                "fund": fund.code,
                "project": project.code,
                "refund_of": payment.reference,
                "amount": f"-{amount}" if _is_positive(amount) else amount,
            }
        ]
    }


def _is_positive(amount: str) -> bool:
    try:
        return read_amount_text(amount) > 0
    except UnreadableAmount:
        return False


def _remark() -> Any:
    return TextAreaField(_l("Remark"), description=_l("Who decides on it reads this."))
