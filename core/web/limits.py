"""How much a request may bring: files are large, what somebody types is not."""

from flask import Flask, request

LONGEST_REQUEST = 10 * 1024 * 1024
LONGEST_TYPED = 1024 * 1024
"""Bytes. A view that takes larger files says so itself, by `request.max_content_length`."""


def init_limits(app: Flask) -> None:
    @app.before_request
    def limit() -> None:
        if request.mimetype != "multipart/form-data":
            request.max_content_length = LONGEST_TYPED
