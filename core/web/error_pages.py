"""Pages for what cannot be answered: what happened, in plain words, and what to do now."""

from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from core.errors import Refusal
from core.sentences import sentence
from core.web.outage_pages import init_outage_pages

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
}
"""Each with a title and a sentence."""


def init_error_pages(app: Flask) -> None:
    app.register_error_handler(HTTPException, error_page)
    app.register_error_handler(Refusal, _of_refusal)
    init_outage_pages(app)


def words_of(error: HTTPException) -> tuple[LazyString, LazyString]:
    """A title and a sentence."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    is_asked_wrongly = status < HTTPStatus.INTERNAL_SERVER_ERROR
    other = HTTPStatus.BAD_REQUEST if is_asked_wrongly else HTTPStatus.INTERNAL_SERVER_ERROR
    return WORDS.get(status, WORDS[other])


def error_page(error: HTTPException) -> ResponseReturnValue:
    title, what = words_of(error)
    response = _page(title, what, error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _of_refusal(refusal: Refusal) -> ResponseReturnValue:
    return _page(_("Hashar cannot do this now"), sentence(refusal), HTTPStatus.SERVICE_UNAVAILABLE)


def _page(title: LazyString | str, what: LazyString | str, status: int) -> Response:
    g.pop("here", None)  # a page that is not there looks the same everywhere, also within one's programme
    if request_ctx.url_adapter is None:  # the host is not one of ours, so no address can be written
        return Response(f"{title}. {what}\n", status, mimetype="text/plain")
    return make_response(render_template("error.html", title=title, what=what), status)
