"""The form of a meeting: who came, and in five rows what it chose."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField

from core.web.forms import select_choices
from grants.entering.said import said
from grants.entering.typed import Typed, place_of
from grants.forms.money_filters import DaysFilter
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.workbook.problems import Problem
from household_groups.models.life import Choice

ROWS = 5
_DIGITS = {"inputmode": "numeric"}
_COLUMNS = ("community", "held_on", "sent_from_abroad", "kept_by", "words")
_OF_CHOICE = {
    "work": _l("What they want built"),
    "project": _l("Its project, if there is one already"),
    "votes_for": _l("Votes"),
    "votes_from_abroad": _l("Of these from abroad"),
}


class MeetingFilter(DaysFilter):
    """By the community, and the days."""

    community = SelectField(_l("Community"), default="")


def meeting_form(communities: Choices, projects: Choices, rows: int = ROWS) -> type[SheetForm]:
    """`rows` choices, the one wanted most first; `seen` is a digest of what was shown."""
    fields = {name: field for rank in range(1, rows + 1) for name, field in _fields(rank, projects)}
    came = {
        "women": StringField(_l("Women who came"), [Required()], render_kw=_DIGITS),
        "men": StringField(_l("Men who came"), [Required()], render_kw=_DIGITS),
        "households": StringField(_l("Households that took part"), render_kw=_DIGITS),
    }
    return sheet_form("meetings", _COLUMNS, {"community": communities}, **came, **fields, seen=HiddenField())


def ranks_of(form: SheetForm) -> list[tuple[int, dict[str, Any]]]:
    """Each rank with its fields by column, as the page shows them."""
    ranks = sorted(int(name.rpartition("-")[2]) for name in form._fields if name.startswith("work-"))
    return [(rank, {column: form[f"{column}-{rank}"] for column in _OF_CHOICE}) for rank in ranks]


def typed_choices(form: SheetForm, known: Iterable[Choice] = ()) -> list[Typed]:
    """The rows that were filled in, and those that are known: of these nothing is taken away."""
    stay = {choice.rank for choice in known}
    rows: list[Typed] = []
    for rank, fields in ranks_of(form):
        typed = {column: str(field.data or "").strip() for column, field in fields.items()}
        if any(typed.values()) or rank in stay:
            rows.append({"rank": str(rank), **typed})
    return rows


def initial_choices(choices: Sequence[Choice], codes: dict[int, str]) -> dict[str, str]:
    """`codes` are those of the projects, by id."""
    return {
        f"{column}-{choice.rank}": "" if value is None else str(value)
        for choice in choices
        for column, value in (
            *(("work", choice.work), ("project", codes.get(choice.project_id or 0))),
            *(("votes_for", choice.votes_for), ("votes_from_abroad", choice.votes_from_abroad)),
        )
    }


def take_problems(form: SheetForm, problems: Sequence[Problem], choices: Sequence[Typed]) -> None:
    """Each beside its field: those of a choice in the row of its rank."""
    form.take([problem for problem in problems if problem.sheet != "choices"])
    for problem in problems:
        if problem.sheet == "choices":
            _sheet, number, column = place_of(problem)
            rank = choices[number - 1]["rank"] if number else ""
            field = form._fields.get(f"{column}-{rank}") or form._fields.get(f"work-{rank}")
            if field is None:
                form.form_errors.append(said(problem))
            else:
                field.errors = list(dict.fromkeys([*field.errors, said(problem)]))


def _fields(rank: int, projects: Choices) -> list[tuple[str, Any]]:
    none = select_choices([("", _("None yet")), *projects])
    words = {column: f"{rank}. {said}" for column, said in _OF_CHOICE.items()}
    return [
        (f"work-{rank}", StringField(words["work"])),
        (f"project-{rank}", SelectField(words["project"], default="", choices=none)),
        (f"votes_for-{rank}", StringField(words["votes_for"], render_kw=_DIGITS)),
        (f"votes_from_abroad-{rank}", StringField(words["votes_from_abroad"], render_kw=_DIGITS)),
    ]
