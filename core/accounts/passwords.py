"""Passwords: which ones may be chosen, how they are kept, and that few are computed at once."""

import unicodedata
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.accounts.names import name_key
from core.accounts.refusals import AccountReason
from core.accounts.tokens import new_token
from core.errors import Refusal

SHORTEST, ADVISED, LONGEST = 10, 15, 200
"""Characters."""

_FEWEST_DIFFERENT = 5

STRENGTH = {"memory_cost": 47_104, "time_cost": 1, "parallelism": 1}
"""Of argon2id; the memory in KiB."""

_AT_ONCE = BoundedSemaphore(4)
"""In this process: each takes its memory, and guesses that come in hundreds must not take all there is."""


class Hasher:
    """Hashes passwords with argon2id, and compares them with what was stored."""

    def __init__(self, strength: Mapping[str, Any]) -> None:
        self._argon2 = PasswordHasher(**strength)

    def hash(self, password: str) -> str:
        with _AT_ONCE:
            return self._argon2.hash(_exact(password))

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether it is the password. Where none is stored this takes as long, and is false."""
        with _AT_ONCE:
            try:
                self._argon2.verify(stored or self._of_nobody, _exact(password))
                return stored is not None
            except (InvalidHashError, VerificationError):
                return False

    def is_outdated(self, stored: str) -> bool:
        """Whether it was hashed with another strength than today's."""
        return self._argon2.check_needs_rehash(stored)

    @cached_property
    def _of_nobody(self) -> str:
        return self._argon2.hash(new_token())


def check_password(password: str, name: str) -> None:
    """Raises Refusal where nobody called `name` should use this password."""
    if len(password) < SHORTEST:
        raise Refusal(AccountReason.PASSWORD_TOO_SHORT, shortest=SHORTEST, advised=ADVISED)
    if len(password) > LONGEST:
        raise Refusal(AccountReason.PASSWORD_TOO_LONG, longest=LONGEST)
    plain = name_key(password)
    if len(set(plain)) < _FEWEST_DIFFERENT:
        raise Refusal(AccountReason.PASSWORD_MONOTONOUS)
    if _letters(plain) == _letters(name_key(name)):
        raise Refusal(AccountReason.PASSWORD_HAS_NAME)
    if plain in _common():
        raise Refusal(AccountReason.PASSWORD_COMMON)


def _exact(password: str) -> bytes:
    """All of it counts; only how a keyboard composes its accents does not."""
    return unicodedata.normalize("NFC", password).encode(errors="replace")


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common_passwords.txt").read_text().splitlines()
    return frozenset(name_key(line) for line in lines if line)
