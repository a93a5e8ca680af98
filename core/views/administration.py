"""Administration of accounts: who they are, and whether they may sign in."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.accounts import accounts as use_cases
from core.accounts.emails import set_email
from core.accounts.forms import AccountFilter, AccountForm, EmailForm
from core.accounts.history import history_of
from core.accounts.links import make_link
from core.accounts.listing import accounts_like, listed
from core.accounts.memberships import memberships_of, revoke
from core.accounts.models import Account
from core.accounts.refusals import AccountReason
from core.accounts.signing_in import living_sign_ins
from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action, Role
from core.sentences import sentence
from core.web.access import allows, person
from core.web.engine import engine
from core.web.forms import Form
from core.web.lists import page_of

administration = Blueprint("administration", __name__)

Change = Callable[[Session, Account, datetime], None]


@administration.get("/accounts")
@allows(Action.ADMINISTER)
def account_list() -> ResponseReturnValue:
    form = AccountFilter(request.args)
    form.validate()
    name = "" if form.name.errors else form.name.data or ""
    with session(engine()) as reading:
        page = page_of(reading, accounts_like(name, form.chosen_role))
        return render_template(
            "core/account_list.html", form=form, page=page, more=listed(reading, page.rows)
        )


@administration.route("/accounts/new", methods=["GET", "POST"])
@allows(Action.ADMINISTER)
def account_new() -> ResponseReturnValue:
    form = AccountForm()
    if request.method != "POST":
        return render_template("core/account_new.html", form=form)
    if form.validate():
        name, by, at = form.name.data, person().name, datetime.now(UTC)
        try:
            made = transaction(engine(), lambda s: use_cases.make_account(s, name, by=by, at=at))
        except Refusal as refusal:
            form.name.errors = [sentence(refusal)]
        else:
            return _to(made.id)
    return render_template("core/account_new.html", form=form), form.status


@administration.get("/accounts/<int:account_id>")
@allows(Action.ADMINISTER)
def account_detail(account_id: int) -> ResponseReturnValue:
    return _page(account_id, Form(formdata=None))


@administration.post("/accounts/<int:account_id>/link")
@allows(Action.ADMINISTER)
def make_account_link(account_id: int) -> ResponseReturnValue:
    """Shown by this answer alone: an address that can be opened again must not hold it."""
    form = Form()
    if not form.validate():
        return _page(account_id, form), form.status
    by, at = person().name, datetime.now(UTC)

    def work(writing: Session) -> tuple[Account, str]:
        account = _account_or_404(writing, account_id)
        return account, make_link(writing, account, by=by, at=at)

    try:
        account, token = transaction(engine(), work)
    except Refusal as refusal:
        return _refused(account_id, refusal)
    address = url_for("links.link_detail", token=token, _external=True)
    return render_template("core/link_made.html", account=account, address=address)


@administration.post("/accounts/<int:account_id>/email")
@allows(Action.ADMINISTER)
def change_account_email(account_id: int) -> ResponseReturnValue:
    form = EmailForm()
    if not form.validate():
        return _page(account_id, Form(formdata=None), form), form.status
    by, at = person().name, datetime.now(UTC)

    def work(writing: Session) -> None:
        set_email(writing, _account_or_404(writing, account_id), form.email.data, by=by, at=at)

    transaction(engine(), work)
    return _to(account_id)


@administration.post("/accounts/<int:account_id>/disable")
@allows(Action.ADMINISTER)
def disable_account(account_id: int) -> ResponseReturnValue:
    def change(writing: Session, account: Account, at: datetime) -> None:
        _refuse_yourself(account)
        use_cases.disable(writing, account, by=person().name, at=at)

    return _changed(account_id, change)


@administration.post("/accounts/<int:account_id>/enable")
@allows(Action.ADMINISTER)
def enable_account(account_id: int) -> ResponseReturnValue:
    def change(writing: Session, account: Account, at: datetime) -> None:
        use_cases.enable(writing, account, by=person().name, at=at)

    return _changed(account_id, change)


@administration.post("/accounts/<int:account_id>/end-sign-ins")
@allows(Action.ADMINISTER)
def end_sign_ins(account_id: int) -> ResponseReturnValue:
    def change(writing: Session, account: Account, at: datetime) -> None:
        use_cases.sign_out_everywhere(writing, account, by=person().name, at=at)

    return _changed(account_id, change)


@administration.post("/accounts/<int:account_id>/memberships/<int:membership_id>/remove")
@allows(Action.ADMINISTER)
def remove_membership(account_id: int, membership_id: int) -> ResponseReturnValue:
    def change(writing: Session, account: Account, at: datetime) -> None:
        member = {each.id: each for each, _scope in memberships_of(writing, account_id)}.get(membership_id)
        if member is not None and member.role is Role.ADMINISTRATOR:
            _refuse_yourself(account)
        revoke(writing, account, membership_id, by=person().name, at=at)

    return _changed(account_id, change)


def _changed(account_id: int, change: Change) -> ResponseReturnValue:
    """Do it for the account, if the form is ours, and show the account again."""
    form, at = Form(), datetime.now(UTC)
    if not form.validate():
        return _page(account_id, form), form.status
    try:
        transaction(engine(), lambda writing: change(writing, _account_or_404(writing, account_id), at))
    except Refusal as refusal:
        return _refused(account_id, refusal)
    return _to(account_id)


def _account_or_404(writing: Session, account_id: int) -> Account:
    try:
        return use_cases.get_account(writing, account_id)
    except Refusal:
        abort(HTTPStatus.NOT_FOUND)


def _refuse_yourself(account: Account) -> None:
    if account.id == person().account_id:
        raise Refusal(AccountReason.YOURSELF)


def _refused(account_id: int, refusal: Refusal) -> ResponseReturnValue:
    flash(sentence(refusal), "refused")
    return _to(account_id)


def _to(account_id: int | None) -> ResponseReturnValue:
    return redirect(url_for("administration.account_detail", account_id=account_id), HTTPStatus.SEE_OTHER)


def _page(account_id: int, form: Form, email: EmailForm | None = None) -> str:
    at = datetime.now(UTC)
    with session(engine()) as reading:
        account = reading.get(Account, account_id)
        if account is None:
            abort(HTTPStatus.NOT_FOUND)
        return render_template(
            "core/account_detail.html",
            account=account,
            form=form,
            email=email or EmailForm(formdata=None, email=account.email),
            is_own=account_id == person().account_id,
            memberships=memberships_of(reading, account_id),
            sign_ins=living_sign_ins(reading, account_id, at=at),
            history=history_of(reading, account.name),
        )
