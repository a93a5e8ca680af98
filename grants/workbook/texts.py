"""Codes, references and free text as they stand in a cell, made one spelling and kept harmless."""

import re
import unicodedata

from grants.workbook.problems import ProblemKind

MAX_CODE = 64
MAX_TEXT, MAX_LONG_TEXT = 2_000, 10_000
_SHOWN = 60

# Control characters, halves of surrogate pairs, what turns the direction of the text around it, and the two that
# no XML may hold, and so no workbook.
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_FORBIDDEN_IN_TEXT = re.compile(f"[{_FORBIDDEN}]")
# In a code besides all that cannot be seen: two codes that look the same must be the same.
_FORBIDDEN_IN_CODE = re.compile(f"[{_FORBIDDEN}\t\n\r\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")


class Unreadable(Exception):
    """A cell cannot be read. `details` are for the sentence about it; a wrong value is named `found`."""

    def __init__(self, kind: ProblemKind, **details: str) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.details = details


def unreadable(kind: ProblemKind, found: object, **details: str) -> Unreadable:
    return Unreadable(kind, found=shown(str(found)), **details)


def shown(text: str) -> str:
    """The text as it may stand in a message: short, on one line, nothing invisible in it."""
    visible = _FORBIDDEN_IN_CODE.sub("\ufffd", text[: _SHOWN + 1])
    return visible if len(visible) <= _SHOWN else visible[:_SHOWN] + "…"


def clean_code(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text)
        if _FORBIDDEN_IN_CODE.search(text):
            raise unreadable(ProblemKind.CHARACTERS_FORBIDDEN, text)
    if len(text) > MAX_CODE:
        raise unreadable(ProblemKind.CODE_TOO_LONG, text, limit=str(MAX_CODE))
    return text


def clean_text(text: str, longest: int = MAX_TEXT) -> str:
    if len(text) > longest:
        raise unreadable(ProblemKind.TEXT_TOO_LONG, text, limit=str(longest))
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        if _FORBIDDEN_IN_TEXT.search(text):
            raise unreadable(ProblemKind.CHARACTERS_FORBIDDEN, text)
    return text
