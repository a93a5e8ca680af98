"""The names by which people sign in, and by which the books name them."""

import re
import unicodedata

from core.accounts.refusals import AccountReason
from core.errors import Refusal

LONGEST = 64

_READABLE = re.compile(r"[\w][\w .,'’·\-]*")


def name_key(name: str) -> str:
    """The name as it is compared: however it is typed, it is the same person's."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name.strip()).casefold())


def checked_name(text: str) -> str:
    """The name as it is stored. Raises Refusal where it could not be read, or be taken for another."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise Refusal(AccountReason.NAME_EMPTY)
    if len(name) > LONGEST or len(name_key(name)) > LONGEST:
        raise Refusal(AccountReason.NAME_TOO_LONG, longest=LONGEST)
    if not _READABLE.fullmatch(name):
        raise Refusal(AccountReason.NAME_UNREADABLE)
    if len(_scripts(name)) > 1:
        raise Refusal(AccountReason.NAME_MIXED)
    return name


def _scripts(name: str) -> set[str]:
    """A Cyrillic а within Latin letters is another name that looks the same."""
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in name if letter.isalpha()}
