"""The two cookies: that of a sign-in, and Flask's own for the token of forms and the next page's message."""

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSessionInterface

from core.web.local import is_local

SECURE, LOCAL = "__Host-hashar", "hashar-local"
"""A browser takes a name with __Host- only over https, for this host alone and with no domain."""


def sign_in_cookie(request: Request) -> str | None:
    """The name of the cookie by which this request may be signed in; None where it could be overheard."""
    if request.is_secure:
        return SECURE
    return LOCAL if is_local(request) else None


def keep_sign_in(response: Response, token: str) -> None:
    """The browser is signed in until it closes, or the sign-in ends."""
    name = sign_in_cookie(request)
    assert name is not None
    response.set_cookie(name, token, path="/", httponly=True, secure=request.is_secure, samesite="Lax")


def forget_sign_in(response: Response) -> None:
    name = sign_in_cookie(request)
    if name is not None:
        response.delete_cookie(name, path="/", httponly=True, secure=request.is_secure, samesite="Lax")


class FormCookies(SecureCookieSessionInterface):
    """Flask's cookie under a name that only https can set, wherever there is https."""

    def get_cookie_name(self, app: Flask) -> str:
        return "__Host-hashar-form" if request.is_secure else "hashar-form"

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def get_cookie_samesite(self, app: Flask) -> str:
        return "Lax"
