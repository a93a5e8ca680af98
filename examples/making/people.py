"""Who does what in an example programme: the people of the sign-ins, and those who speak for a fund."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class People:
    """By the names under which they sign in; `donors` by fund, others agree by letter."""

    officer: str
    verifier: str
    manager: str
    second_manager: str
    donors: Mapping[str, str]
