"""Pages for what is nobody's fault: others are writing, no room is left, the database does not answer.

What was typed stays in the page, to be sent again as it is.
"""

from contextlib import suppress
from http import HTTPStatus

from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from core.database import DatabaseBusy
from core.outages import NO_ROOM, DatabaseAway, DatabaseFull
from core.web.addresses import address_of_request, is_own_form
from core.web.carrying import Typed, typed_into

BUSY = (
    _l("Others are writing at this moment"),
    _l("Nothing was stored. Wait a few seconds, then try it once more."),
)
FULL = (
    _l("There is no room left on the server"),
    _l(
        "Nothing was stored, and nothing is lost: what is in the books can be read. Please tell whoever runs this "
        "site; as soon as there is room, it can be sent again."
    ),
)
AWAY = (
    _l("The books cannot be reached at this moment"),
    _l("Wait a minute. If you sent something, look whether it is there before you send it again."),
)

_RETRY_SECONDS = {HTTPStatus.SERVICE_UNAVAILABLE: 5, HTTPStatus.INSUFFICIENT_STORAGE: 60}


def init_outage_pages(app: Flask) -> None:
    app.register_error_handler(DatabaseBusy, lambda _busy: _page(BUSY, HTTPStatus.SERVICE_UNAVAILABLE))
    app.register_error_handler(DatabaseFull, _of_full)
    app.register_error_handler(DatabaseAway, _of_away)
    app.register_error_handler(OSError, _of_system)


def _of_full(full: Exception) -> Response:
    current_app.logger.error("No room was left: %s", full)
    return _page(FULL, HTTPStatus.INSUFFICIENT_STORAGE)


def _of_away(away: Exception) -> Response:
    current_app.logger.error("The database did not answer: %s", away)
    return _page(AWAY, HTTPStatus.SERVICE_UNAVAILABLE)


def _of_system(error: OSError) -> Response:
    """A file that was to be written: evidence, a workbook that was sent, a report on its way."""
    if error.errno not in NO_ROOM:
        raise error
    return _of_full(error)


def _page(words: tuple[LazyString, LazyString], status: HTTPStatus) -> Response:
    g.pop("here", None)
    title, what = words
    page = render_template("error.html", title=title, what=what, typed=_typed(), address=address_of_request())
    response = make_response(page, status)
    response.headers["Retry-After"] = str(_RETRY_SECONDS[status])
    return response


def _typed() -> Typed | None:
    if request.method != "POST" or not is_own_form(address_of_request()):
        return None
    with suppress(OSError, HTTPException):  # it may be the form itself that there was no room for
        return typed_into(request)
    return None
