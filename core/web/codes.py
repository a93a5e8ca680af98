"""Codes and numbers in addresses: each one segment of a path."""

import re

from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

_SPECIAL = re.compile(r"[/~]|^\.+$")
_WRITTEN = re.compile(r"~([0-9a-f]{2})")


class NumberConverter(IntegerConverter):
    """`<int:name>`: a number that no column of a table could hold names nothing, and so it is not found."""

    regex = r"\d{1,9}"


class CodeConverter(BaseConverter):
    """`<code:name>`: any code that a workbook may hold.

    A slash, and a name of dots alone, would be read as folders; so they are written ~2f, ~2e.
    """

    regex = r"[^/]+"
    part_isolating = True

    def to_python(self, value: str) -> str:
        code = _WRITTEN.sub(lambda match: chr(int(match[1], 16)), value)
        if "\0" in code:  # no code holds one, and PostgreSQL does not look for it
            raise ValidationError
        return code

    def to_url(self, value: str) -> str:
        written = _SPECIAL.sub(lambda match: "".join(f"~{ord(c):02x}" for c in match[0]), value)
        return super().to_url(written)
