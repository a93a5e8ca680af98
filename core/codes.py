"""Codes in addresses: any code that a workbook may hold, as one segment of a path."""

import re

from werkzeug.routing import BaseConverter

_SPECIAL = re.compile(r"[/~]|^\.+$")
_WRITTEN = re.compile(r"~([0-9a-f]{2})")


class CodeConverter(BaseConverter):
    """`<code:name>`: a slash, and a name of dots alone, would be read as folders; so they are written ~2f, ~2e."""

    regex = r"[^/]+"
    part_isolating = True

    def to_python(self, value: str) -> str:
        return _WRITTEN.sub(lambda match: chr(int(match[1], 16)), value)

    def to_url(self, value: str) -> str:
        written = _SPECIAL.sub(lambda match: "".join(f"~{ord(c):02x}" for c in match[0]), value)
        return super().to_url(written)
