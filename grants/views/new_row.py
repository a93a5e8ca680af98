"""The page on which a new row is entered: what it belongs to is asked first, then the row itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session

from core.accounts.person import Reach
from core.programmes import Programme, today_in
from core.web.access import Here
from core.web.i18n import day
from grants.entering.beginning import Beginning, NotTheirs, begin
from grants.entering.forms_of_sheets import FORMS, FormOfSheet
from grants.entering.known_rows import new_row
from grants.entering.labels import label_of
from grants.entering.lookalikes import first_alike
from grants.entering.offered import choices_in, names_in
from grants.entering.shown import shown, shown_row
from grants.forms.row_form import BOOK, day_in, new_row_form, refuse_ahead, refuse_before
from grants.forms.sheet_form import SheetForm
from grants.impact.odd import odd_in_words
from grants.impact.offering import from_catalogue
from grants.spending.unit_cost_words import hint, warning
from grants.views.row_addresses import Links, after, trail, way_out
from grants.workbook.sheets import SHEETS

_NOTHING = Beginning({}, {}, {}, {}, None)


@dataclass
class NewPage:
    """A row of `sheet` on its way into the books; `programme` is None where it is a programme itself."""

    sheet: str
    programme: Programme | None
    form: SheetForm
    beginning: Beginning
    reach: Reach | None = None

    @classmethod
    def of_programme(cls) -> "NewPage":
        form_class = new_row_form("programmes", FORMS["programmes"].columns, {})
        return cls("programmes", None, form_class(), _NOTHING)

    @classmethod
    def of_sheet(cls, reading: Session, here: Here, sheet: str, said: Mapping[str, str]) -> "NewPage | None":
        """None where the address does not say to what the row belongs; what is not theirs is not there: 404."""
        declared, programme = FORMS[sheet], here.programme
        today = today_in(programme, datetime.now(UTC))
        try:
            found = begin(reading, programme, here.reach_of(declared.action), sheet, said, today)
        except NotTheirs:
            abort(404)
        if found is None:
            return None
        given = {*found.given, *declared.filled}
        asked = [name for name in declared.columns if name not in given]
        form = new_row_form(sheet, asked, found.offered)(data=found.initial)
        if sheet == "budget_lines":
            form.unit_cost.description = hint(reading, programme, found.given["project"])
        return cls(sheet, programme, form, found, here.reach_of(declared.action))

    @property
    def declared(self) -> FormOfSheet:
        return FORMS[self.sheet]

    @property
    def programme_code(self) -> str | None:
        return None if self.programme is None else self.programme.code

    def row(self) -> dict[str, str]:
        typed = {**self.declared.filled, **self.beginning.given, **self.form.typed()}
        if self.sheet == "indicators":
            typed |= from_catalogue(typed)
        return typed if self.programme is None else new_row(self.programme, self.sheet, typed)

    def has_sound_days(self, now: datetime) -> bool:
        """Whether no day is ahead or before the programme; an empty one is the import's concern."""
        for name in self.declared.not_ahead:
            field = self.form[name]
            on = day_in(field) if field.data else None
            if on is not None and self.programme is not None:
                refuse_ahead(field, on, today_in(self.programme, now))
                if name in self.declared.not_before_start:
                    self._refuse_before_start(name, on, self.programme.starts_on)
        return not self.form.errors

    def shown(self) -> str:
        self.form.step.data = ""
        return self._render("grants/row_new.html")

    def looked_at(self) -> str:
        """The summary, from which the same row is booked."""
        self.form.step.data = BOOK
        given = [column for column in self.declared.columns if column in self.form and self.form[column].data]
        said = shown_row(self.sheet, self.row(), given)
        facts = [(label_of(self.sheet, column), self._chosen(column) or said[column]) for column in given]
        return self._render("grants/row_look.html", facts=facts)

    def named(self) -> str:
        """The new row in words: its name or code."""
        row = self.row()
        return row.get("name") or " ".join(
            shown(self.sheet, column, row[column]) for column in SHEETS[self.sheet].key
        )

    def costs_unusually(self, reading: Session) -> str:
        """Of a line of a budget, that its unit cost is far from similar works; '' where it is not."""
        if self.sheet != "budget_lines" or self.programme is None:
            return ""
        return warning(reading, self.programme, self.row())

    def is_odd(self, reading: Session) -> list[str]:
        """Of a measurement, what would have been asked about it on the page of its project."""
        if self.sheet != "measurements" or self.programme is None or self.programme.id is None:
            return []
        return odd_in_words(reading, self.programme.id, self.row())

    def looks_like(self, reading: Session) -> str | None:
        """The code of another row within reach whose name looks like that of the new one."""
        if self.reach is None or "name" not in self.form or "code" not in self.form:
            return None
        others = names_in(reading, self.reach, self.sheet)
        code, name = self.row()["code"].strip(), self.row()["name"]
        return first_alike(name, [other for other in others if other[0] != code])

    def after(self) -> str:
        if self.programme is None:
            return url_for("home.home")
        return after(self.programme.code, self.sheet, self.row())

    def _chosen(self, column: str) -> str | None:
        """The words of a row that was chosen by its code."""
        return dict(self.beginning.offered.get(column, ())).get(str(self.form[column].data))

    def _refuse_before_start(self, name: str, on: date, first: date) -> None:
        refuse_before(self.form[name], on, first, _("The programme begins on %(day)s.", day=day(first)))

    def _render(self, template: str, **more: Any) -> str:
        words = self.beginning.words
        return render_template(
            template,
            form=self.form,
            title=self.declared.new,
            questions=questions(self.declared, self.form),
            belongs=[(label_of(self.sheet, column), said) for column, said in words.items()],
            needs=self._needed(),
            submit=_("Go on") if self.declared.is_looked_at else _("Enter"),
            trail=self._trail(),
            out=self._way_out(),
            **more,
        )

    def _needed(self) -> tuple[Any, str] | None:
        sheet = self.beginning.needs
        if sheet is None:
            return None
        of: dict[str, Any] = {"programme": self.programme_code, "sheet": sheet, **self.beginning.given}
        return FORMS[sheet].new, url_for("rows.row_new", **of)

    def _trail(self) -> Links:
        title = str(self.declared.new)
        if self.programme is None:
            return [(_("Programmes"), url_for("reports.programme_list")), (title, "")]
        return trail(self.programme.code, self.programme.name, self.sheet, title)

    def _way_out(self) -> str:
        if self.programme is None:
            return url_for("home.home")
        return way_out(self.programme.code, self.sheet, {**self.form.typed(), **self.beginning.given})


def choose_page(reading: Session, here: Here, sheet: str) -> str:
    """Of which project, or into which fund? The answer is an address."""
    declared = FORMS[sheet]
    assert declared.within is not None
    above = declared.choices[declared.within]
    return render_template(
        "grants/row_choose.html",
        title=declared.new,
        label=label_of(sheet, declared.within),
        name=declared.within,
        choices=choices_in(reading, here.reach_of(declared.action), above, {}),
        needs=(FORMS[above].new, url_for("rows.row_new", programme=here.programme.code, sheet=above)),
        trail=trail(here.programme.code, here.programme.name, sheet, str(declared.new)),
    )


def questions(declared: FormOfSheet, form: SheetForm) -> list[tuple[Any, list[Any]]]:
    """The fields of a form under their headings."""
    sections = [
        (heading, [form[name] for name in columns if name in form]) for heading, columns in declared.sections
    ]
    return [(heading, fields) for heading, fields in sections if fields]
