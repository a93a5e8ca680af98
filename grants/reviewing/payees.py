"""Payees who are persons are shown by their initials to who may not see people.

The books have no column that says what a payee is, so a text is taken for a person unless it says that it is
none: a mistake then hides the name of a shop, and not that of a mason.
"""

import re
import unicodedata

from grants.reviewing.words_of_payees import BODIES, INITIALS_OR_FORMS, LEGAL_FORMS, PERSONS

INITIALS = 4
NOTHING_TO_SHOW = "…"
"""For a text without letters: a telephone number, a card, a passport."""


def shown_payee(text: str | None, may_see_people: bool) -> str:
    """The payee, or the initials of one who may be a person: `R. S.`"""
    if not text or may_see_people or is_organisation(text):
        return text or ""
    letters = re.findall(r"[^\W\d_]+", text)
    return " ".join(f"{letter[0].upper()}." for letter in letters[:INITIALS]) or NOTHING_TO_SHOW


def is_organisation(text: str) -> bool:
    """It bears a legal form, or begins (up to a comma or bracket) with what a body is called.

    Nothing is that says a person's part: "school teacher Rahimova", "Rahimova, school No. 5".
    """
    words = _words(text)
    if any(word in PERSONS for word in words):
        return False
    if any(word in LEGAL_FORMS for word in words):
        return True
    if any(word in INITIALS_OR_FORMS for word in words[2:]):
        return True
    return any(_is_body(word) for word in _words(re.split(r"[,;:(/]", text, maxsplit=1)[0]))


def _words(text: str) -> list[str]:
    """Without case, accents and what surrounds them; dots within stay, so that `S.A.` is not `SA`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    parts = re.split(r"[\s,;:()/\"«»“”„]+", letters)
    return [word for part in parts if (word := part.strip(".-–—+=@'’№#"))]


def _is_body(word: str) -> bool:
    """Tajik ties a noun to what follows by an `и`: мактаби №5."""
    return word in BODIES or (word[-1] in "иi" and word[:-1] in BODIES)
