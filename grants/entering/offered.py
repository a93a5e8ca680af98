"""The codes that a form offers where a column names another row: those within the person's reach."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from core.accounts.person import Reach
from core.tables import table
from grants.entering.choices import choices_of
from grants.entering.forms_of_sheets import FORMS
from grants.impact.offering import entries_for
from grants.models.funds import Fund
from grants.visible import communities_within, funds_within, groups_within, projects_within
from grants.workbook.sheets import SHEETS
from household_groups.models.projects import BudgetLine, Indicator, Project
from household_groups.models.registry import Community, HouseholdGroup

Choices = list[tuple[str, Any]]

_NAMED: dict[str, tuple[type[SQLModel], Callable[[Reach], sa.ColumnElement[bool]]]] = {
    "communities": (Community, communities_within),
    "groups": (HouseholdGroup, groups_within),
    "projects": (Project, projects_within),
    "funds": (Fund, funds_within),
}
_PARTS: dict[str, tuple[type[SQLModel], str, str]] = {
    "indicators": (Indicator, "code", "name"),
    "budget_lines": (BudgetLine, "line", "description"),
}
"""Of projects, with the columns that hold their code and their words."""

_BY_APPROVAL_OR_SETTLEMENT = frozenset({"proposed", "cancelled"})


def offered_in(
    session: Session, reach: Reach, sheet: str, columns: Collection[str], row: Mapping[str, str]
) -> dict[str, Choices]:
    """For each of these columns of `sheet` that names another row; and the states that a project takes by hand."""
    offered = {
        column: choices_in(session, reach, of_sheet, row)
        for column, of_sheet in FORMS[sheet].choices.items()
        if column in columns
    }
    if sheet == "projects" and "status" in columns:
        states = choices_of(sheet, SHEETS[sheet].column("status"))
        offered["status"] = [state for state in states if state[0] not in _BY_APPROVAL_OR_SETTLEMENT]
    if sheet == "indicators" and "catalogue" in columns:
        offered["catalogue"] = entries_for(session, reach.programme_id, row)
    return offered


def is_within(session: Session, reach: Reach, sheet: str, row: Mapping[str, str]) -> bool:
    """Whether a known row is: a group by its community, a household by that of its group."""
    match sheet:
        case "groups":
            return reach.has_community(row["community"])
        case "households":
            of_group = sa.select(col(HouseholdGroup.id)).where(col(HouseholdGroup.code) == row["group"])
            return session.execute(of_group.where(groups_within(reach))).first() is not None
    return reach.is_whole


def choices_in(session: Session, reach: Reach, sheet: str, row: Mapping[str, str]) -> Choices:
    """Code and words of the rows of `sheet`; of parts of a project those of the project that `row` names."""
    if sheet in _NAMED:
        return [(code, f"{code} · {name}") for code, name in names_in(session, reach, sheet)]
    model, code, words = _PARTS[sheet]
    return _parts(session, reach, model, row["project"], code, words)


def names_in(session: Session, reach: Reach, sheet: str) -> list[tuple[str, str]]:
    """Code and name of the rows of a sheet that are known by both; of other sheets none."""
    if sheet not in _NAMED:
        return []
    model, within = _NAMED[sheet]
    t = table(model).c
    return [
        (code, name)
        for code, name in session.execute(sa.select(t.code, t.name).where(within(reach)).order_by(t.code))
    ]


def _parts(
    session: Session, reach: Reach, model: type[SQLModel], project: str, code: str, words: str
) -> Choices:
    t = table(model).c
    of = sa.select(col(Project.id)).where(projects_within(reach), col(Project.code) == project)
    query = sa.select(t[code], t[words]).where(t.project_id.in_(of)).order_by(t[code])
    return [(found, f"{found} · {said}") for found, said in session.execute(query)]
