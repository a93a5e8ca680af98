"""A change of a row in words: 'Members: 31 becomes 77 from 22 Nov 2026.'"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.entering.history import Changed
from grants.entering.labels import label_of
from grants.entering.shown import currency_in, shown
from grants.importing.comparing import is_dated

_OF_FILES = {"import": _l("Imported from a workbook"), "upload": _l("A workbook was uploaded")}
"""What the audit of a programme says beside its columns."""


@dataclass(frozen=True)
class ChangeWords:
    """Of a row of `sheet`, which `texts` shows as it would be typed."""

    sheet: str
    texts: Mapping[str, str]

    def value(self, column: str, text: str | None) -> str:
        if not text:
            return str(_("not given"))
        return shown(self.sheet, column, text, currency_in(self.sheet, column, self.texts))

    def sentence(self, change: Changed, on: date | None) -> str:
        """`on` is the day from which it holds."""
        words = {
            "column": label_of(self.sheet, change.column),
            "old": self.value(change.column, change.old),
            "new": self.value(change.column, change.new),
        }
        if on is not None and is_dated(self.sheet, change.column):
            return str(_("%(column)s: %(old)s becomes %(new)s from %(day)s.", **words, day=day(on)))
        return str(_("%(column)s: %(old)s becomes %(new)s.", **words))

    def meanwhile(self, change: Changed, typed: str | None) -> str:
        """What somebody else made of it; `typed` is what this person wanted, None where they did not touch it."""
        words = {"by": change.by, "new": self.value(change.column, change.new)}
        if typed is None:
            column = label_of(self.sheet, change.column)
            return str(_("%(by)s has meanwhile made %(column)s “%(new)s”.", **words, column=column))
        typed = self.value(change.column, typed)
        return str(
            _("%(by)s has made this “%(new)s” meanwhile. You typed “%(typed)s”.", **words, typed=typed)
        )

    def story(self, history: Iterable[Changed]) -> list[dict[str, Any]]:
        """As the macro `story` shows it."""
        return [
            {
                "at": change.at,
                "by": change.by,
                "what": self._happened(change),
                "detail": " · ".join(said for said in (change.reason, change.document) if said),
            }
            for change in history
        ]

    def _happened(self, change: Changed) -> str:
        if not change.column:
            return str(_("Entered"))
        if change.column in _OF_FILES:
            return str(_OF_FILES[change.column])
        return self.sentence(change, change.effective_on)
