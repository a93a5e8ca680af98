"""What somebody typed into a form when their sign-in had run out: carried along, to be sent once they are back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Request

MOST_FIELDS, MOST_CHARACTERS = 200, 100_000
_TOKEN, _SECRET = "csrf_token", "password"

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Typed:
    """The fields of a form, and whether it came with files: those cannot be carried."""

    fields: Fields
    had_files: bool = False

    def as_text(self) -> str:
        """To stand in a hidden field."""
        return json.dumps([self.had_files, list(self.fields)])


def typed_into(request: Request) -> Typed | None:
    """What the request brings; None where it is nothing, a password, or more than any form of ours has."""
    if _SECRET in request.form:
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != _TOKEN]
    typed = Typed(fields, any(file.filename for file in request.files.values()))
    return typed if fields and _is_bounded(fields) else None


def read_typed(text: str) -> Typed | None:
    """From the hidden field; None where it holds nothing that could be sent."""
    if len(text) > 2 * MOST_CHARACTERS:
        return None
    try:
        match json.loads(text):
            case [bool(had_files), [_, *_] as pairs]:
                fields = [_field(pair) for pair in pairs]
            case _:
                return None
    except (ValueError, RecursionError):
        return None
    return Typed(fields, had_files) if _is_bounded(fields) else None


def _field(pair: object) -> tuple[str, str]:
    match pair:
        case [str(name), str(value)]:
            return name, value
    raise ValueError(pair)


def _is_bounded(fields: Fields) -> bool:
    return len(fields) <= MOST_FIELDS and sum(len(n) + len(v) for n, v in fields) <= MOST_CHARACTERS
