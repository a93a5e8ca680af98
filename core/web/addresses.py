"""Addresses that a browser brings back: only those of this site lead anywhere."""

from urllib.parse import quote, unquote, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from core.web.access import PUBLIC, access_of

_LONGEST = 2_000
_KEPT = "/:@!$&'()*+,;=~"


def address_of_request() -> str:
    """The path and the query of the request, as they were asked for."""
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path, safe=_KEPT) + (f"?{query}" if query else "")


def is_own_page(address: str) -> bool:
    """Whether a browser sent there stays on this site, and finds a page for people who are signed in."""
    return _is_path(address) and _is_for_people(address, "GET")


def is_own_form(address: str) -> bool:
    """Whether a form of somebody who is signed in may be sent there."""
    return _is_path(address) and _is_for_people(address, "POST")


def _is_path(address: str) -> bool:
    """`//evil`, `/\\evil` and what holds a line break are read as another host by one browser or another."""
    return (
        len(address) <= _LONGEST
        and address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and address.isprintable()
    )


def _is_for_people(address: str, method: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    try:
        endpoint, _values = adapter.match(unquote(urlsplit(address).path), method)
    except HTTPException:  # no such page, none for this method, or one elsewhere
        return False
    return access_of(current_app.view_functions[endpoint]) not in (PUBLIC, None)
