"""The page on which a known row is changed: what may change as fields, the rest as facts, its history below."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import row_key
from core.programmes import Programme, today_in
from core.sentences import sentence
from core.web.access import Here
from core.web.i18n import day
from grants.entering.change_words import ChangeWords
from grants.entering.changing import Asked, ChangeReason
from grants.entering.forms_of_sheets import FORMS, FormOfSheet
from grants.entering.history import Changed, history_of, last_change
from grants.entering.known_rows import find_known, texts_of_known
from grants.entering.labels import label_of
from grants.entering.offered import is_within, offered_in
from grants.entering.shown import shown
from grants.entering.standing import WHY, Standing, is_decision_fact, may_be_dated, standings
from grants.forms.row_form import BOOK, change_form, day_in, refuse_ahead, refuse_before, require
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Occasion
from grants.views.new_row import questions
from grants.views.row_addresses import after, trail
from grants.workbook.sheets import SHEETS


@dataclass
class ChangePage:
    """`texts` is the row as it would be typed; `standing` tells why a column stays, None where it may change."""

    sheet: str
    key: str
    programme: Programme
    form: SheetForm
    texts: dict[str, str]
    standing: dict[str, Standing | None]
    history: list[Changed]
    seen: int

    @classmethod
    def of_row(cls, reading: Session, here: Here, sheet: str, parts: list[str]) -> "ChangePage | None":
        """None where there is no such row, or it is not within reach."""
        declared, programme, key = FORMS[sheet], here.programme, row_key(*parts)
        known = find_known(reading, programme, sheet, key)
        if known is None:
            return None
        texts = texts_of_known(reading, programme, sheet, known)
        reach = here.reach_of(declared.action)
        if not is_within(reading, reach, sheet, texts):
            return None
        standing = standings(reading, programme, sheet, known, declared.columns)
        columns = [column for column, why in standing.items() if why is None]
        offered = offered_in(reading, reach, sheet, columns, texts)
        seen = last_change(reading, here.programme_id, sheet, key)
        form_class = change_form(sheet, columns, offered, may_be_dated(sheet, columns))
        today = today_in(programme, datetime.now(UTC)).isoformat()
        form = form_class(data={**texts, "changed_on": today, "seen": str(seen)})
        history = history_of(reading, here.programme_id, sheet, key)
        return cls(sheet, key, programme, form, texts, standing, history, seen)

    @property
    def declared(self) -> FormOfSheet:
        return FORMS[self.sheet]

    @property
    def columns(self) -> list[str]:
        """Those that may change."""
        return [column for column, why in self.standing.items() if why is None]

    @property
    def said_key(self) -> str:
        sheet = SHEETS[self.sheet]
        return " ".join(shown(self.sheet, column, self.texts[column]) for column in sheet.key)

    def asked(self) -> Asked:
        key = {column: self.texts[column] for column in SHEETS[self.sheet].key}
        programme = {"programme": self.texts["programme"]} if "programme" in self.texts else {}
        seen = str(self.form.seen.data)
        assert self.programme.id is not None
        return Asked(
            *(self.programme.id, self.programme.code, self.sheet, self.key),
            {**key, **programme, **self.form.typed()},
            int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0,
        )

    def occasion(self, by: str, now: datetime) -> Occasion:
        """The day, the reason and the document that were typed; their faults are told at their fields."""
        form, today, on = self.form, today_in(self.programme, now), None
        if "changed_on" in form:
            on = day_in(form.changed_on)
            if on is not None:
                refuse_ahead(form.changed_on, on, today)
                first = self.programme.starts_on
                said = _("The programme begins on %(day)s.", day=day(first))
                refuse_before(form.changed_on, on, first, said)
        require(form.reason, _("Say in a few words why it changes."))
        document = form.document.data if "document" in form else None
        reason = (form.reason.data or "").strip()
        return Occasion(by, now, on or today, reason, (document or "").strip() or None)

    def refuse(self, refusal: Refusal) -> None:
        said = sentence(refusal)
        if refusal.reason == ChangeReason.BEFORE_THE_LATEST:
            self.form.changed_on.errors = [*self.form.changed_on.errors, said]
        else:
            self.form.form_errors.append(said)

    def tell(self, meanwhile: list[Changed]) -> None:
        """What somebody else made of the row, beside what was typed; sent once more, that is known."""
        form, words = self.form, self._words()
        form.seen.data = str(self.seen)
        form.form_errors.append(
            _("The row was changed while you had it open. Look at it once more, then send it again.")
        )
        for change in meanwhile:
            if change.column in form:
                field = form[change.column]
                field.errors = [*field.errors, words.meanwhile(change, field.data or "")]
            elif change.column in form.columns():  # of an upload or a new row there is no column to tell
                form.form_errors.append(words.meanwhile(change, None))

    def shown(self) -> str:
        self.form.step.data = ""
        return self._render("grants/row_edit.html")

    def looked_at(self, changed: list[Changed], occasion: Occasion) -> str:
        """The changes in words, from which the same changes are booked."""
        self.form.step.data = BOOK
        words = self._words()
        return self._render(
            "grants/row_look.html",
            sentences=[words.sentence(change, occasion.changed_on) for change in changed],
            occasion=occasion,
            touches_decisions=any(is_decision_fact(self.sheet, change.column) for change in changed),
        )

    def after(self) -> str:
        return after(self.programme.code, self.sheet, self.texts)

    def _words(self) -> ChangeWords:
        return ChangeWords(self.sheet, self.texts)

    def _render(self, template: str, **more: Any) -> str:
        title = str(self.declared.change) % {"key": self.said_key}
        return render_template(
            template,
            form=self.form,
            title=title,
            questions=questions(self.declared, self.form),
            stands=self._stands(),
            history=self._words().story(self.history),
            trail=trail(self.programme.code, self.programme.name, self.sheet, title),
            out=self.after(),
            **more,
        )

    def _stands(self) -> list[tuple[Any, str, Any]]:
        """Label, value and why of what is given and stays."""
        words = self._words()
        return [
            (label_of(self.sheet, column), words.value(column, self.texts[column]), WHY[why])
            for column, why in self.standing.items()
            if why is not None and self.texts[column]
        ]
