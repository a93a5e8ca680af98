"""The form of a narrative: a text for each section, and the version of it that was looked at."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, TextAreaField

from core.web.forms import Form, stripped
from grants.models.quarters import Narrative, Section
from grants.telling.labels import HINTS, SECTIONS
from grants.telling.narrative import Written
from grants.workbook.texts import MAX_LONG_TEXT


class LongTextField(TextAreaField):  # type: ignore[misc]
    """A text of several pages."""

    longest = MAX_LONG_TEXT


class NarrativeForm(Form):
    """Its fields are added for each section."""

    def of(self, section: Section) -> Any:
        return self[section.value]

    def written(self) -> list[Written]:
        """As it was typed; a version that is no number is one that nobody has seen."""
        return [
            Written(section, self.of(section).data or "", _number(self[_seen(section)].data))
            for section in Section
        ]

    def now_seen(self, known: Mapping[Section, Narrative]) -> None:
        """What holds is shown beside what was typed: sent once more, the one takes the place of the other."""
        for section in Section:
            row = known.get(section)
            self[_seen(section)].data = str(row.number if row else 0)


def narrative_form(initial: Mapping[Section, str] | None = None) -> NarrativeForm:
    """From the request, or with these texts."""
    fields: dict[str, Any] = {}
    for section in Section:
        fields[section.value] = LongTextField(
            SECTIONS[section], description=HINTS[section], filters=[stripped, _lines]
        )
        fields[_seen(section)] = HiddenField()
    form = type("NarrativeForm", (NarrativeForm,), fields)
    if initial is None:
        made: NarrativeForm = form()
        return made
    begun: NarrativeForm = form(formdata=None, data={each.value: words for each, words in initial.items()})
    return begun


def _seen(section: Section) -> str:
    return f"seen-{section.value}"


def _lines(text: str | None) -> str | None:
    """With the ends of lines as the books keep them."""
    return text.replace("\r\n", "\n") if text else text


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
