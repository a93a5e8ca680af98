"""A form of a trial: shown with the present values, and once it is filled in, the way to what comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.errors import Refusal
from core.sentences import sentence
from core.web.access import Here
from core.web.i18n import day
from grants.entering.known_rows import texts_of
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.forms.sheet_form import SheetForm
from grants.models.rules import MatchingRule
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.trying.alterations import Alteration, How, pairs_of
from grants.trying.altering import NotAltered, alter
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS
from reports.trying.forms import TRY, cells_of, filled
from reports.trying.next_version import day_of, ended_before
from reports.views.what_if_choosing import asked, choice_page, query_of, seen


def form_page(
    reading: Session,
    at: Here,
    of: type[SheetForm],
    row: Alteration,
    present: Mapping[str, str] | None = None,
    follows: MatchingRule | None = None,
) -> ResponseReturnValue:
    """The present values, and over them what the address says; once it is filled in, the way to the result.

    `follows` is the version that a new one follows.
    """
    try:
        others = [each for each in asked() if (each.sheet, each.key) != (row.sheet, row.key)]
        own = next((each.cells for each in asked() if (each.sheet, each.key) == (row.sheet, row.key)), {})
    except Refusal as refusal:
        return choice_page(reading, at, [], [sentence(refusal)])
    known = texts_of(reading, at.programme, row.sheet, row.row_key) if present is None else present
    # What is added is told whole: a term that it does not tell is none.
    texts = own if own and row.how is How.ADD else {**(known or {}), **own}
    form = filled(of, request.args, {**texts, **dict(zip(SHEETS[row.sheet].key, row.key, strict=True))})
    page = _Page(form, row, others, follows)
    if TRY not in request.args:
        return page.shown(200)
    if not form.validate() or not _begins_later(form, follows):
        return page.shown(422)
    if follows is not None:
        others = ended_before(others, follows, form["effective_from"].data)
    otherwise = _only_otherwise(
        reading, at, replace(row, cells={**row.cells, **cells_of(form)}), others, form
    )
    if otherwise is None:
        return page.shown(422)
    address = url_for("what_if.trial_detail", programme=at.programme.code, **query_of([*others, otherwise]))
    return redirect(address)


def _begins_later(form: SheetForm, follows: MatchingRule | None) -> bool:
    """Than the version that it follows. A day that cannot be read is told of as everywhere."""
    begins = day_of(form["effective_from"].data) if follows is not None else None
    if follows is None or begins is None or begins > follows.effective_from:
        return True
    said = _(
        "Version %(number)s begins on %(day)s, and another one can only follow it: choose a later day, or change "
        "version %(number)s itself.",
        number=follows.version,
        day=day(follows.effective_from),
    )
    form["effective_from"].errors = [said]
    return False


def _only_otherwise(
    reading: Session, at: Here, wanted: Alteration, others: Sequence[Alteration], form: SheetForm
) -> Alteration | None:
    """With the cells alone that differ, so that the address is short; None with what is wrong beside its field.

    Of the others those count that are of the same rule: its versions have to agree.
    """
    of_rule = [
        each for each in others if each.sheet == wanted.sheet == "rules" and each.key[0] == wanted.key[0]
    ]
    try:
        altered = alter(reading, at.programme, [wanted, *of_rule], seen(at))
    except NotAltered as refused:
        _say(refused.problems, form)
        return None
    found = [row for row in altered.rows if (row.sheet, row.key) == (wanted.sheet, wanted.key)]
    if not found:
        form.form_errors += [_("This is how it is already. Change a value to see what would come of it.")]
        return None
    [row] = found
    columns = row.columns if row.before else [name for name, text in wanted.cells.items() if text]
    return replace(wanted, cells={name: text for name, text in wanted.cells.items() if name in columns})


def _say(problems: Iterable[Problem], form: SheetForm) -> None:
    """Beside the fields of the row; what is wrong with another row, above the form."""
    own = []
    for problem in problems:
        _sheet, place, column = place_of(problem)
        if place == 1 and column in form._fields:
            own.append(problem)
        else:
            form.form_errors += [said(problem)]
    form.take(own)


@dataclass(frozen=True)
class _Page:
    """A form with what is altered besides."""

    form: SheetForm
    row: Alteration
    others: Sequence[Alteration]
    follows: MatchingRule | None

    def shown(self, status: int) -> ResponseReturnValue:
        page = render_template(
            "reports/trial_form.html",
            form=self.form,
            row=self.row,
            is_new=self.row.how is How.ADD,
            follows=self.follows,
            term_sections=TERM_SECTIONS if self.row.sheet == "rules" else (),
            others=pairs_of(self.others),
            query=query_of(self.others),
            marker=TRY,
        )
        return page, status
