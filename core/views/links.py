"""A one-time link: its holder sets the password of an account, and is signed in."""

from datetime import UTC, datetime
from http import HTTPStatus

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.accounts.accounts import set_password
from core.accounts.forms import NewPasswordForm
from core.accounts.links import LinkState, link_state, use_link
from core.accounts.models import Account
from core.accounts.signing_in import end_all
from core.database import session, transaction
from core.views.identity import let_in
from core.web.access import public
from core.web.cookies import sign_in_cookie
from core.web.engine import engine
from core.web.hashing import hasher
from core.web.local import is_local
from core.web.pages import first_page

links = Blueprint("links", __name__)


@links.route("/links/<token>", methods=["GET", "POST"])
@public
def link_detail(token: str) -> ResponseReturnValue:
    response = make_response(_answer(token))
    # The address itself is the secret: no other page is to learn it.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _answer(token: str) -> ResponseReturnValue:
    if sign_in_cookie(request) is None:
        return render_template("core/sign_in.html"), HTTPStatus.FORBIDDEN
    with session(engine()) as reading:
        state = link_state(reading, token, at=datetime.now(UTC))
    if state.account is None or (state.account.is_example and not is_local(request)):
        return _void(state)
    form = NewPasswordForm(state.account.name)
    if request.method != "POST":
        return render_template("core/link_detail.html", form=form, account=state.account)
    if not form.validate():
        return render_template("core/link_detail.html", form=form, account=state.account), form.status
    account_id = _use(token, hasher().hash(form.password.data))
    if account_id is None:  # somebody else was quicker
        return _void(LinkState(is_used=True))
    return let_in(account_id, lambda: redirect(first_page(), HTTPStatus.SEE_OTHER))


def _use(token: str, password_hash: str) -> int | None:
    """The account that has this password now; None where the link was used meanwhile."""
    at = datetime.now(UTC)

    def work(writing: Session) -> int | None:
        account: Account | None = use_link(writing, token, at=at)
        if account is None or account.id is None:
            return None
        set_password(writing, account, password_hash, by=account.name, at=at)
        end_all(writing, account.id, at=at)
        return account.id

    return transaction(engine(), work)


def _void(state: LinkState) -> Response:
    status = HTTPStatus.GONE if state.is_used or state.is_expired else HTTPStatus.NOT_FOUND
    return make_response(render_template("core/link_void.html", state=state), status)
