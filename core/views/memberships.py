"""A new membership, in two steps: which role and where; then which of its communities or funds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select
from wtforms.fields.choices import SelectChoice

from core.accounts.accounts import get_account
from core.accounts.forms import MembershipKindForm, PartsForm
from core.accounts.labels import kinds_of_membership
from core.accounts.memberships import grant
from core.accounts.models import Account
from core.accounts.scopes import SITE, Part, Scope, parts_of
from core.database import session, transaction
from core.errors import Refusal
from core.programmes import Programme
from core.roles import Action, Role, ScopeKind
from core.sentences import sentence
from core.web.access import allows, person
from core.web.engine import engine
from core.web.forms import Form

memberships = Blueprint("memberships", __name__)


@memberships.route("/accounts/<int:account_id>/memberships/new", methods=["GET", "POST"])
@allows(Action.ADMINISTER)
def membership_new(account_id: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        account = reading.get(Account, account_id)
        if account is None:
            abort(HTTPStatus.NOT_FOUND)
        asked = _kind_form(reading)
        if not request.args or not asked.validate():
            status = HTTPStatus.UNPROCESSABLE_ENTITY if request.args else HTTPStatus.OK
            return render_template("core/membership_new.html", account=account, form=asked), status
        role, kind = _role_and_kind(asked)
        form, choices = _second_form(reading, kind, asked.programme.data)
    scopes = _scopes(kind, asked.programme.data, form)
    if request.method == "POST" and form.validate():
        try:
            _grant(account_id, role, scopes)
            return redirect(
                url_for("administration.account_detail", account_id=account_id), HTTPStatus.SEE_OTHER
            )
        except Refusal as refusal:
            form.form_errors.append(sentence(refusal))
    [said] = [choice.label for choice in asked.kind.choices if choice.value == asked.kind.data]
    page = render_template(
        "core/membership_parts.html",
        account=account,
        form=form,
        asked=asked,
        choices=choices,
        kind_in_words=said,
    )
    return page, HTTPStatus.OK if request.method != "POST" else form.status


def _kind_form(reading: Session) -> MembershipKindForm:
    form = MembershipKindForm(request.args)
    programmes = reading.exec(select(Programme).order_by(col(Programme.code)))
    form.kind.choices = [SelectChoice(f"{role}-{kind}", said) for role, kind, said in kinds_of_membership()]
    form.programme.choices = [
        SelectChoice("", "–"),
        *(SelectChoice(each.code, f"{each.code} · {each.name}") for each in programmes),
    ]
    return form


def _role_and_kind(asked: MembershipKindForm) -> tuple[Role, ScopeKind]:
    role, _dash, kind = asked.kind.data.partition("-")
    return Role(role), ScopeKind(kind)


def _second_form(reading: Session, kind: ScopeKind, programme: str) -> tuple[Form, Sequence[Part]]:
    """With the parts of the programme to choose from, where the role is for parts."""
    if kind not in {ScopeKind.COMMUNITY, ScopeKind.FUND}:
        return Form(), ()
    programme_id = reading.exec(select(Programme.id).where(Programme.code == programme)).one()
    parts = parts_of(reading, kind, programme_id or 0)
    form = PartsForm()
    form.parts.label.text = _("Communities") if kind is ScopeKind.COMMUNITY else _("Funds")
    form.parts.choices = [SelectChoice(part.code, f"{part.code} · {part.name}") for part in parts]
    return form, parts


def _scopes(kind: ScopeKind, programme: str, form: Form) -> list[Scope]:
    if isinstance(form, PartsForm):
        return [Scope(kind, programme, code) for code in form.parts.data or ()]
    return [SITE if kind is ScopeKind.SITE else Scope(kind, programme)]


def _grant(account_id: int, role: Role, scopes: Sequence[Scope]) -> None:
    """All of them or none."""
    by, at = person().name, datetime.now(UTC)

    def work(writing: Session) -> None:
        account = get_account(writing, account_id)
        for scope in scopes:
            grant(writing, account, role, scope, by=by, at=at)

    transaction(engine(), work)
