"""Codes of grievances: short enough for the telephone, and no count, which would tell of hidden ones."""

import secrets

_LETTERS = "23456789BCDFGHJKLMNPQRSTVWXZ"
"""Without vowels, which make words, and without what looks like another one."""
_LENGTH = 5


def new_code() -> str:
    """`GR-7F3KX`: one of seventeen million."""
    return "GR-" + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def is_code(text: str) -> bool:
    """Whether the site made it, or might have."""
    rest = text.removeprefix("GR-")
    return text.startswith("GR-") and len(rest) == _LENGTH and set(rest) <= set(_LETTERS)
