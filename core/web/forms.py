"""Forms: what all of them refuse, and with which status a page answers that could not take one."""

import unicodedata
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

LONGEST_TEXT = 2_000
"""Characters, where a field says nothing else."""

_HARMLESS = frozenset("\n\r\t")
_UNREADABLE = frozenset("\ufffd\ufffe\uffff")
"""What stands where the bytes that were sent are no text; and two that are none, which no workbook may hold."""


_STOCK: dict[str, LazyString] = {
    "This field is required.": _l("This is missing."),
    "Not a valid choice.": _l("Choose one from the list."),
    "Not a valid date value.": _l("This is no day. Write it like 2026-04-30."),
    "Not a valid integer value.": _l("This is no whole number. Write it like 12."),
}
"""What WTForms says by itself, and what we say instead: what to do, in the reader's language."""


class _OurWords:
    """In the place of WTForms' own translations, of which there is none in Tajik."""

    def gettext(self, message: str) -> str:
        return str(_STOCK.get(message, message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


class Form(FlaskForm):
    """A form of ours: it carries a token against forged requests, and its texts hold nothing invisible."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What browsers send. JSON, which may nest as deep as it likes, is no form of ours."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

        def get_translations(self, form: Any) -> "_OurWords":
            return _OurWords()

    @property
    def status(self) -> HTTPStatus:
        """See `status_of`, which also serves forms with a field of this name."""
        return status_of(self)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = bool(super().validate(extra_validators))
        for field in self:
            if isinstance(field, StringField | TextAreaField) and field.raw_data:
                sent = str(field.raw_data[0]).replace("\r\n", "\n")
                fault = fault_of_text(sent, getattr(field, "longest", LONGEST_TEXT))
                if fault is not None:
                    field.errors = [*field.errors, str(fault)]
                    sound = False
        return sound


def status_of(form: Form) -> HTTPStatus:
    """Of the page that shows a form again: 400 where the token was wrong, else 422."""
    return HTTPStatus.BAD_REQUEST if form.errors.get("csrf_token") else HTTPStatus.UNPROCESSABLE_ENTITY


def fault_of_text(text: str, longest: int) -> Any:
    """What is wrong with a text whatever its field is for; None where nothing is."""
    if len(text) > longest:
        return _l("At most %(longest)s characters, please.", longest=longest)
    for character in text:
        if character in _HARMLESS:
            continue
        if character in _UNREADABLE or unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"}:
            return _l("There are invisible or control characters in this. Please type it again by hand.")
    return None


def stripped(text: str | None) -> str | None:
    """A filter of fields: without white space around it, in NFC."""
    return unicodedata.normalize("NFC", text.strip()) if text else text


def select_choices(pairs: Iterable[tuple[str, Any]], group: str | None = None) -> list[SelectChoice]:
    """Value and words of each choice, as fields take them; `group` is a heading that they stand under."""
    return [SelectChoice(value, words, optgroup=group) for value, words in pairs]
