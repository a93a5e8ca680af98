"""Signing in and out; and what was typed into a form meanwhile is not lost."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.accounts.authenticating import Attempt, authenticate
from core.accounts.forms import SignInForm
from core.accounts.refusals import AccountReason
from core.errors import Refusal
from core.sentences import sentence
from core.views.identity import let_go, let_in
from core.web.access import find_person, public
from core.web.addresses import address_of_request, is_own_form, is_own_page
from core.web.carrying import Typed, read_typed, typed_into
from core.web.cookies import sign_in_cookie
from core.web.engine import engine
from core.web.forgery import SAFE_METHODS
from core.web.forms import Form
from core.web.hashing import hasher
from core.web.local import is_local
from core.web.pages import first_page

accounts = Blueprint("accounts", __name__)


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    if sign_in_cookie(request) is None:
        return render_template("core/sign_in.html"), HTTPStatus.FORBIDDEN
    form = SignInForm(next=request.args.get("next", ""))
    if request.method != "POST":
        return redirect(_page_wanted(form)) if find_person() else _sign_in_page(form, HTTPStatus.OK)
    typed = read_typed(request.form.get("carried", ""))
    if not form.validate():
        return _sign_in_page(form, form.status, typed)
    try:
        account_id = authenticate(engine(), hasher(), _attempt(form))
    except Refusal as refusal:
        form.form_errors.append(sentence(refusal))
        is_throttled = refusal.reason == AccountReason.TOO_MANY_ATTEMPTS
        return _sign_in_page(form, HTTPStatus.TOO_MANY_REQUESTS if is_throttled else form.status, typed)
    return let_in(account_id, lambda: _after_signing_in(form, typed))


@accounts.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    form = Form()
    if find_person() and not form.validate():
        return render_template("core/sign_out.html", form=form), form.status
    return let_go(lambda: redirect(url_for("accounts.sign_in"), HTTPStatus.SEE_OTHER))


def ask_to_sign_in() -> ResponseReturnValue:
    """The answer to whoever is not signed in and has to be. A form is not lost by it."""
    if request.is_json:  # sent by a program, to which a page says nothing
        abort(HTTPStatus.UNAUTHORIZED)
    address = address_of_request()
    if request.method in SAFE_METHODS or sign_in_cookie(request) is None:
        return redirect(url_for("accounts.sign_in", next=address))
    form = SignInForm(formdata=None, next=address)
    return _sign_in_page(form, HTTPStatus.UNAUTHORIZED, typed_into(request), has_run_out=True)


def _attempt(form: SignInForm) -> Attempt:
    return Attempt(
        name=form.name.data,
        password=form.password.data,
        address=request.remote_addr or "",
        at=datetime.now(UTC),
        is_local=is_local(request),
    )


def _sign_in_page(
    form: SignInForm, status: HTTPStatus, typed: Typed | None = None, *, has_run_out: bool = False
) -> ResponseReturnValue:
    page = render_template("core/sign_in.html", form=form, typed=typed, has_run_out=has_run_out)
    return page, status


def _after_signing_in(form: SignInForm, typed: Typed | None) -> ResponseReturnValue:
    if typed is not None and is_own_form(form.next.data or ""):
        return render_template(
            "core/send_again.html", address=form.next.data, typed=typed, form=Form(formdata=None)
        )
    return redirect(_page_wanted(form), HTTPStatus.SEE_OTHER)


def _page_wanted(form: SignInForm) -> str:
    wanted = form.next.data or ""
    return wanted if is_own_page(wanted) else first_page()
