"""Secrets that a browser or a link holds; the database knows their digests only."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """256 random bits, as they may stand in an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored in the token's place, and found by it."""
    return sha256(token.encode(errors="replace")).hexdigest()
