"""What similar works cost, said where a line of a budget is entered: a hint, never a refusal."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlmodel import Session, select

from core.programmes import Programme
from core.web.i18n import minor
from grants.entering.choices import CATEGORIES
from grants.spending.similar import Usual
from grants.spending.unit_costs import Kind, in_minor, unit_costs_of, usual_in
from household_groups.models.projects import BudgetLine, Project

_SHOWN = 6


def hint(session: Session, programme: Programme, project_code: str) -> str:
    """Of the kinds of lines that similar works have; '' where there are too few of all."""
    project = _project(session, programme, project_code)
    usual = usual_in(session, programme, project) if project else {}
    said = [in_words(kind, each, programme.currency) for kind, each in list(usual.items())[:_SHOWN]]
    return str(_("Similar works: %(costs)s.", costs="; ".join(said))) if said else ""


def warning(session: Session, programme: Programme, row: Mapping[str, str]) -> str:
    """Of a line that has just been entered and is far from similar works; '' of all others."""
    query = select(BudgetLine.id).where(
        BudgetLine.programme_id == programme.id,
        BudgetLine.project_id == Project.id,
        Project.code == row["project"],
        BudgetLine.line == row["line"],
    )
    id = session.exec(query).first()
    found = next((each for each in unit_costs_of(session, programme) if each.line.id == id), None)
    if found is None or found.usual is None or not found.is_far:
        return ""
    kind = Kind.of(found.line.unit or "", found.line.category, found.project)
    usual = in_words(kind, found.usual, programme.currency)
    return str(_("This unit cost is far from similar works: %(usual)s. Is it right?", usual=usual))


def in_words(kind: Kind, usual: Usual, currency: str) -> str:
    """35.00 to 60.00 TJS a metre (materials)."""
    low, high = (minor(in_minor(cost, currency), currency) for cost in usual.span)
    category = next((words for value, words in CATEGORIES.items() if value == kind.category), kind.category)
    said = {"low": low, "high": high, "currency": currency, "unit": kind.unit, "category": category}
    return str(_("%(low)s to %(high)s %(currency)s a %(unit)s (%(category)s)", **said))


def _project(session: Session, programme: Programme, code: str) -> Project | None:
    return session.exec(
        select(Project).where(Project.programme_id == programme.id, Project.code == code)
    ).first()
