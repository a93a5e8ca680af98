"""Forms that another site sends in a person's name: browsers tell where a form stood, beside its token."""

from urllib.parse import urlsplit

from flask import Request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def comes_from_elsewhere(request: Request) -> bool:
    """Whether the browser says that a page of another site made this request. Old browsers say nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    # A page without a referrer, as that of a one-time link is, has the origin `null`; its form has a token.
    return origin not in (None, "null") and urlsplit(origin).netloc != request.host
