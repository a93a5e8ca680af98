"""What every answer tells the browser: whom to trust, what to keep, and what this site never does."""

from flask import Flask, Response, request

_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(**otherwise: str) -> str:
    """The policy of a page, for one that needs more with what it needs: `style_src="'self' 'sha256-...'"`."""
    directives = _POLICY | {name.replace("_", "-"): sources for name, sources in otherwise.items()}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


SECURITY_HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def init_headers(app: Flask) -> None:
    app.after_request(_complete)


def _complete(response: Response) -> Response:
    """A view that has set one of the headers knows why."""
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.update(HTTPS_ONLY)
    if request.endpoint != "static" and not response.cache_control.immutable:
        # What was shown to one person is not in the cache for the next one at the same desk.
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response
