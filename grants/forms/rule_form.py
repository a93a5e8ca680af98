"""The form for the terms of a rule version, and the rows that it proposes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from core.accounts.person import Reach
from core.web.forms import select_choices
from grants.entering.labels import label_of
from grants.entering.typed import Rows, place_of
from grants.forms.sheet_form import Choices, Required, SheetForm, sheet_form
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.visible import communities_within, funds_within, projects_within
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS
from household_groups.models.projects import Project
from household_groups.models.registry import Community

OF_THE_RULE = ("code", "fund", "joint")
"""What all versions of a rule have in common."""

MOST_TO_TICK = 30
"""Longer lists of codes are typed."""

_COLUMNS = tuple(column.name for column in SHEETS["rules"].columns)


def end_form() -> type[SheetForm]:
    """The last day of a version that is open."""
    end = StringField(
        label_of("rules", "effective_to"),
        [Required()],
        widget=DateInput(),
        description=_l("The last day on which it holds."),
    )
    return sheet_form("rules", (), effective_to=end, remark=_remark())


def rule_form(session: Session, reach: Reach, *, is_new_rule: bool) -> type[SheetForm]:
    """With the funds, projects and communities of the programme to choose from."""
    ticked = _ticked(session, reach)
    given = {"version", *ticked} | (set() if is_new_rule else set(OF_THE_RULE))
    columns = (name for section in TERM_SECTIONS for name in section.columns if name not in given)
    return sheet_form("rules", columns, {"fund": _funds(session, reach)}, **ticked, remark=_remark())


def initial_values(texts: Mapping[str, str], form: type[SheetForm]) -> dict[str, Any]:
    """The terms of a version as the form shows them; the days of the next one are its own."""
    values: dict[str, Any] = {**texts, "effective_from": "", "effective_to": ""}
    for name in ("marginality", "kinds", "sources", "projects", "communities"):
        field = getattr(form, name)
        if issubclass(field.field_class, SelectMultipleField):
            values[name] = texts[name].split(";") if texts[name] else []
    return values


def rows_of_new_rule(form: SheetForm) -> Rows:
    return {"rules": [_row(form.typed(), {"version": "1"})]}


def rows_of_new_version(form: SheetForm, last: Mapping[str, str], number: int) -> Rows:
    """The new version, and where the last one is open, its end on the day before."""
    of_the_rule = {name: last[name] for name in OF_THE_RULE}
    new = _row(form.typed(), of_the_rule | {"version": str(number)})
    end = _day_before(new["effective_from"])
    if last["effective_to"] or end is None:
        return {"rules": [new]}
    return {"rules": [new, _row({**last, "effective_to": end.isoformat()}, {})]}


def at_the_new_version(problems: Iterable[Problem]) -> list[Problem]:
    """The form shows one version: what is wrong with the end of the last one is wrong with where it begins."""
    found = list(problems)
    of_new = [problem for problem in found if place_of(problem)[1] < 2]
    return of_new or [
        Problem(problem.kind, "rules", "effective_from 1", problem.details) for problem in found
    ]


def rows_of_end(form: SheetForm, last: MatchingRule) -> Rows:
    return {"rules": [{"code": last.code, "version": str(last.version), **form.typed()}]}


def _remark() -> Any:
    return TextAreaField(_l("Why"), description=_l("Who decides on it reads this."))


def _row(typed: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """All rows of a sheet have the same columns."""
    return {name: given.get(name, typed.get(name, "")) for name in _COLUMNS}


def _day_before(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) - timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _ticked(session: Session, reach: Reach) -> dict[str, Any]:
    """Projects and communities, where there are few enough to tick."""
    projects = select(Project.code, Project.name).where(projects_within(reach)).order_by(col(Project.code))
    communities = select(Community.code, Community.name).where(communities_within(reach))
    listed = {
        "projects": session.exec(projects.limit(MOST_TO_TICK + 1)).all(),
        "communities": session.exec(communities.order_by(col(Community.code)).limit(MOST_TO_TICK + 1)).all(),
    }
    return {name: _checkboxes(name, of) for name, of in listed.items() if len(of) <= MOST_TO_TICK}


def _checkboxes(name: str, codes: Sequence[tuple[str, str]]) -> Any:
    return SelectMultipleField(
        label_of("rules", name),
        description=_l("None ticked means all."),
        choices=select_choices((code, f"{code} · {said}") for code, said in codes),
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )


def _funds(session: Session, reach: Reach) -> Choices:
    query = select(Fund).where(funds_within(reach)).order_by(col(Fund.code))
    return [(fund.code, f"{fund.code} · {fund.name}, {fund.currency}") for fund in session.exec(query)]
