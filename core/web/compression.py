"""Answers made of text, as gzip for whoever takes it: a page on a slow line is a fourth or fifth as long.

A page that repeats what its address says, beside what only its reader may know, tells of the latter by its
compressed size. So a page is compressed only where no other site can have chosen its address: where the browser
says that a page of this site asked for it, or the reader by hand. All browsers say so since 2023, most since
2019; to older ones pages go as they are.
"""

import gzip

from flask import Flask, Response, request

TEXTS = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"})
_LEAST = 500
"""Bytes below which nothing is gained."""

_OWN = frozenset({"same-origin", "none"})
_NOT_WHOLE = frozenset({204, 206, 304})


def init_compression(app: Flask) -> None:
    app.after_request(_compress)


def takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


def compressed(response: Response) -> Response:
    """Only for answers that repeat nothing of what was asked: else their size would tell of secrets beside it."""
    response.vary.add("Accept-Encoding")
    if takes_gzip():
        response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
        response.content_encoding = "gzip"
    return response


def _compress(response: Response) -> Response:
    is_static = request.endpoint == "static"
    if response.mimetype not in TEXTS or response.status_code in _NOT_WHOLE or response.content_encoding:
        return response
    if not is_static and (response.is_streamed or request.headers.get("Sec-Fetch-Site") not in _OWN):
        return response
    response.direct_passthrough = False
    if len(response.get_data()) < _LEAST:
        return response
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return compressed(response)
