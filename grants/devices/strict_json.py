"""JSON as strict as a contract: each field once, no number taken for an amount, nothing too deep or too long."""

import json
from typing import Any

from core.errors import Refusal
from grants.devices.refusals import BatchReason
from grants.workbook.texts import shown

MOST_OBJECTS = 12_000
MOST_FIELDS = 100


class Number:
    """Stands for any number. Only texts are read: 0.1 is not the same in every program."""


NUMBER = Number()


def parse(body: bytes) -> Any:
    """Objects, lists, texts, True, False, None and NUMBER. Raises Refusal."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(BatchReason.NOT_UTF8) from error
    try:
        return json.loads(
            text,
            object_pairs_hook=_Objects().take,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as error:
        raise Refusal(BatchReason.NOT_JSON, line=error.lineno, character=error.colno) from error
    except RecursionError as error:
        raise Refusal(BatchReason.TOO_DEEP) from error


class _Objects:
    """Takes the objects of one body, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def take(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        self.count += 1
        if self.count > MOST_OBJECTS:
            raise Refusal(BatchReason.TOO_MANY_OBJECTS, most=MOST_OBJECTS)
        if len(pairs) > MOST_FIELDS:
            raise Refusal(BatchReason.TOO_MANY_FIELDS, most=MOST_FIELDS)
        found: dict[str, Any] = {}
        for name, value in pairs:
            if name in found:
                raise Refusal(BatchReason.FIELD_TWICE, field=shown(name))
            found[name] = value
        return found


def _number(_text: str) -> Number:
    return NUMBER


def _no_number(_name: str) -> Any:
    """NaN and Infinity are not JSON, though Python's own reader takes them."""
    raise json.JSONDecodeError("no number", "", 0)
