"""The hasher of passwords that the application's settings describe."""

from flask import Flask, current_app

from core.accounts.passwords import STRENGTH, Hasher

_KEY = "hashar.hasher"


def init_hashing(app: Flask) -> None:
    """The setting PASSWORD_STRENGTH takes the place of `STRENGTH`."""
    app.extensions[_KEY] = Hasher(app.config.get("PASSWORD_STRENGTH", STRENGTH))


def hasher() -> Hasher:
    found: Hasher = current_app.extensions[_KEY]
    return found
