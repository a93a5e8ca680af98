"""One's own account: where one is signed in, the password, the language."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session
from wtforms.fields.choices import SelectChoice

from core.accounts import signing_in
from core.accounts.accounts import get_account, set_password
from core.accounts.authenticating import Attempt, authenticate
from core.accounts.emails import set_email
from core.accounts.forms import ChangePasswordForm, EmailForm, LanguageForm
from core.accounts.memberships import memberships_of
from core.accounts.models import Account
from core.accounts.tokens import digest
from core.database import session, transaction
from core.errors import Refusal
from core.sentences import sentence
from core.views.identity import let_in, token_of_browser
from core.web.access import person, signed_in
from core.web.engine import engine
from core.web.forms import Form
from core.web.hashing import hasher
from core.web.i18n import languages
from core.web.local import is_local

mine = Blueprint("my_account", __name__)


@mine.get("/account")
@signed_in
def my_account() -> ResponseReturnValue:
    return _page(_language_form())


@mine.post("/account/language")
@signed_in
def change_language() -> ResponseReturnValue:
    form = _language_form()
    if not form.validate():
        return _page(form), form.status

    def work(writing: Session) -> None:
        get_account(writing, person().account_id).language = form.language.data or None

    transaction(engine(), work)
    return _back()


@mine.post("/account/email")
@signed_in
def change_email() -> ResponseReturnValue:
    form = EmailForm()
    if not form.validate():
        return _page(_language_form(), email=form), form.status

    def work(writing: Session) -> None:
        account = get_account(writing, person().account_id)
        set_email(writing, account, form.email.data, by=account.name, at=datetime.now(UTC))

    transaction(engine(), work)
    flash(_("Your e-mail address is kept.") if form.email.data else _("You get no e-mail any more."), "good")
    return _back()


@mine.route("/account/password", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm(person().name)
    if request.method != "POST":
        return render_template("core/change_password.html", form=form)
    if form.validate():
        try:
            account_id = authenticate(engine(), hasher(), _attempt(form))
        except Refusal as refusal:
            form.present_password.errors = [*form.present_password.errors, sentence(refusal)]
        else:
            _store_password(account_id, hasher().hash(form.password.data))
            flash(
                _("Your password is changed. Wherever else you were signed in, you are not any more."), "good"
            )
            return let_in(account_id, _back)
    return render_template("core/change_password.html", form=form), form.status


@mine.post("/account/sign-ins/end")
@signed_in
def end_sign_in() -> ResponseReturnValue:
    """The one that the field names, by the digest of its token: the browser of the token itself is elsewhere."""
    form = Form()
    if not form.validate():
        return _page(_language_form(), form), form.status
    account_id, which, at = person().account_id, request.form.get("sign_in", ""), datetime.now(UTC)
    if which.isalnum():  # as every digest is; PostgreSQL refuses to look for some other texts
        transaction(engine(), lambda writing: signing_in.end_one(writing, account_id, which, at=at))
    return _back()


@mine.post("/account/sign-ins/end-others")
@signed_in
def end_other_sign_ins() -> ResponseReturnValue:
    form = Form()
    if not form.validate():
        return _page(_language_form(), form), form.status
    account_id, own, at = person().account_id, token_of_browser(), datetime.now(UTC)
    transaction(engine(), lambda writing: signing_in.end_all(writing, account_id, at=at, but=own))
    flash(_("You are signed in here only."), "good")
    return _back()


def _page(language: LanguageForm, form: Form | None = None, email: EmailForm | None = None) -> str:
    at, token = datetime.now(UTC), token_of_browser()
    if token is None:
        abort(HTTPStatus.NOT_FOUND)
    with session(engine()) as reading:
        return render_template(
            "core/my_account.html",
            form=form or Form(formdata=None),
            language=language,
            email=email or EmailForm(formdata=None, email=_email_of(reading)),
            memberships=memberships_of(reading, person().account_id),
            sign_ins=signing_in.living_sign_ins(reading, person().account_id, at=at),
            this=digest(token),
        )


def _email_of(reading: Session) -> str | None:
    account = reading.get(Account, person().account_id)
    return account.email if account else None


def _back() -> ResponseReturnValue:
    return redirect(url_for("my_account.my_account"), HTTPStatus.SEE_OTHER)


def _attempt(form: ChangePasswordForm) -> Attempt:
    """Who guesses the password on an unlocked phone is slowed down like at the door."""
    return Attempt(
        name=person().name,
        password=form.present_password.data,
        address=request.remote_addr or "",
        at=datetime.now(UTC),
        is_local=is_local(request),
    )


def _store_password(account_id: int, password_hash: str) -> None:
    at = datetime.now(UTC)

    def work(writing: Session) -> None:
        account = get_account(writing, account_id)
        set_password(writing, account, password_hash, by=account.name, at=at)
        signing_in.end_all(writing, account_id, at=at)

    transaction(engine(), work)


def _language_form() -> LanguageForm:
    form = LanguageForm(language=person().language or "")
    form.language.choices = [
        SelectChoice("", _("As the browser asks")),
        *(SelectChoice(code, name) for code, name in languages().items()),
    ]
    return form
