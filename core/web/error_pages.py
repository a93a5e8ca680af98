"""Pages for what cannot be answered: what happened, in plain words, and what to do now."""

from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from core.database import DatabaseBusy
from core.errors import Refusal
from core.sentences import sentence

WORDS: dict[int, tuple[LazyString, LazyString]] = {
    HTTPStatus.BAD_REQUEST: (
        _l("That could not be understood"),
        _l("Nothing was stored. Go back, load the page again, and try it once more."),
    ),
    HTTPStatus.UNAUTHORIZED: (_l("You are not signed in"), _l("Sign in and try it once more.")),
    HTTPStatus.FORBIDDEN: (_l("This is not allowed"), _l("Nothing was stored.")),
    HTTPStatus.NOT_FOUND: (
        _l("There is no such page"),
        _l("Perhaps the address was mistyped, or the link is old."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        _l("This address is for forms only"),
        _l("It has no page to show. Go back to the page with the form."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        _l("That is too large"),
        _l("Nothing was stored. Send a smaller file, or a shorter text."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (_l("That was too often"), _l("Wait a few minutes, then try again.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _l("Something went wrong here"),
        _l("Nothing was stored. The fault was logged; please tell whoever runs this site."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        _l("Others are writing at this moment"),
        _l("Nothing was stored. Wait a few seconds, then try it once more."),
    ),
}
"""Each with a title and a sentence."""

_RETRY_SECONDS = 5


def init_error_pages(app: Flask) -> None:
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(DatabaseBusy, _of_busy)
    app.register_error_handler(Refusal, _of_refusal)


def _of_http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        title, what = WORDS.get(status, WORDS[HTTPStatus.BAD_REQUEST])
    else:
        title, what = WORDS.get(status, WORDS[HTTPStatus.INTERNAL_SERVER_ERROR])
    response = _page(title, what, status)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _of_busy(_busy: DatabaseBusy) -> ResponseReturnValue:
    response = _page(*WORDS[HTTPStatus.SERVICE_UNAVAILABLE], HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _of_refusal(refusal: Refusal) -> ResponseReturnValue:
    return _page(_("Hashar cannot do this now"), sentence(refusal), HTTPStatus.SERVICE_UNAVAILABLE)


def _page(title: LazyString | str, what: LazyString | str, status: int) -> Response:
    g.pop("here", None)  # a page that is not there looks the same everywhere, also within one's programme
    if request_ctx.url_adapter is None:  # the host is not one of ours, so no address can be written
        return Response(f"{title}. {what}\n", status, mimetype="text/plain")
    return make_response(render_template("error.html", title=title, what=what), status)
