"""The form of several households of one group at once: a code a line, the rest where it is known."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, SelectField, StringField
from wtforms import Form as Line

from core.web.forms import LONGEST_TEXT, Form, fault_of_text, select_choices
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.workbook.problems import Problem
from household_groups.labels import SEXES

MOST = 60
"""Lines on one page."""


class HouseholdLine(Line):
    """One household."""

    code = StringField(_l("Code"))
    head_sex = SelectField(
        _l("Head of the household"),
        choices=select_choices([("", "–"), *((sex.value, word) for sex, word in SEXES.items())]),
    )
    migrants_abroad = StringField(_l("Migrants abroad"), render_kw={"inputmode": "numeric"})
    host_country = StringField(_l("Country they work in"), render_kw={"size": 2})


class Lines(FieldList):
    """Of the numbers in the names of fields, only those of lines count: anybody can send others."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        given = {tuple(name.split("-")[:2]) for name in formdata}
        return (number for number in range(MOST) if (prefix, str(number)) in given)


class HouseholdsForm(Form):
    """Lines without a code are left out."""

    households = Lines(FormField(HouseholdLine), min_entries=1, max_entries=MOST)

    def typed(self, group: str) -> list[dict[str, str]]:
        return [
            {"group": group, **{name: str(field.data or "") for name, field in line.form._fields.items()}}
            for line in self._given()
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Besides what every form of ours refuses, in the fields of each line."""
        sound = super().validate(extra_validators)
        for line in self.households:
            for field in line.form:
                fault = fault_of_text(str(field.data or ""), LONGEST_TEXT)
                if fault is not None:
                    field.errors = [*field.errors, str(fault)]
                    self.form_errors.append(f"{field.label.text}: {fault}")
                    sound = False
        return sound

    def take(self, problems: Iterable[Problem]) -> None:
        """Each problem beside the field of its line, and above the form with the line's code."""
        given = self._given()
        for problem in problems:
            _, number, column = place_of(problem)
            line = given[number - 1].form if 0 < number <= len(given) else None
            if line is not None and column in line._fields:
                line[column].errors = [*line[column].errors, said(problem)]
                self.form_errors.append(f"{line.code.data}: {said(problem)}")
            else:
                self.form_errors.append(said(problem))

    def _given(self) -> Sequence[FormField]:
        return [line for line in self.households if (line.form.code.data or "").strip()]
