"""Plotly's script: compressed, for everybody, and kept by browsers for ever."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from core.web.access import public
from core.web.compression import takes_gzip
from reports.plotly.script import Script, plotly_script

plotly = Blueprint("plotly", __name__)

_A_YEAR = 365 * 24 * 60 * 60


@plotly.get("/scripts/<string:name>")
@public
def script(name: str) -> ResponseReturnValue:
    """Its name changes with its content: what a browser has once, it never asks for again."""
    found = plotly_script()
    return _served(found) if name == found.name else abort(404)


def _served(found: Script) -> Response:
    is_packed = takes_gzip()
    response = Response(found.compressed if is_packed else found.content, mimetype="text/javascript")
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.content_encoding = "gzip"
    response.set_etag(f"{found.digest}-gzip" if is_packed else found.digest)
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = _A_YEAR
    response.make_conditional(request)
    return response
