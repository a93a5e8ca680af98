"""Formats that a filled cell needs besides its own: a day that shows as a day, a text that stays one."""

from copy import deepcopy

from reports.filling.cells_of import Element, child, local
from reports.filling.template import parsed, written

_GENERAL, _DAY, _TEXT = "0", "14", "49"
"""Numbers of formats that every workbook has: none, the reader's own way to write a day, text."""


class Styles:
    """Of one workbook; formats are added at the end, so that those of all other cells stay."""

    def __init__(self, content: bytes | None) -> None:
        self._root = parsed(content) if content else None
        self._formats = child(self._root, "cellXfs") if self._root is not None else None
        self._made: dict[tuple[int, str], int] = {}

    def for_day(self, style: int) -> int:
        """The same format, with that of a day where it had none for numbers."""
        format = self._format(style)
        if format is None or format.get("numFmtId", _GENERAL) not in {_GENERAL, _TEXT}:
            return style
        return self._derived(style, "day", {"numFmtId": _DAY, "applyNumberFormat": "1"})

    def quoted(self, style: int) -> int:
        """The same format for a text that begins like a formula: it stays a text when somebody edits it."""
        return self._derived(style, "quoted", {"quotePrefix": "1"})

    def content(self) -> bytes | None:
        """None where nothing was added."""
        return written(self._root) if self._made else None

    def _format(self, style: int) -> Element | None:
        if self._formats is None:
            return None
        known = [each for each in self._formats if local(each) == "xf"]
        return known[style] if style < len(known) else None

    def _derived(self, style: int, why: str, attributes: dict[str, str]) -> int:
        if (style, why) in self._made:
            return self._made[style, why]
        format = self._format(style)
        if format is None or self._formats is None:
            return style
        added = deepcopy(format)
        added.attrib.update(attributes)
        self._formats.append(added)
        count = sum(local(each) == "xf" for each in self._formats)
        self._formats.set("count", str(count))
        self._made[style, why] = count - 1
        return count - 1
