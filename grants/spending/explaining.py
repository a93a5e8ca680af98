"""Saying why a line of a budget costs more or less than planned: added to what was said, never changed."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.variances import Variance
from household_groups.models.projects import Project

SHEET = "variances"


def explain(
    session: Session, programme: Programme, project: Project, line: str, typed: Typed, occasion: Occasion
) -> None:
    """The next explanation of a line, which holds from now on. Raises NotEntered."""
    lock_head(session, project.programme_id)
    row = {
        **typed,
        "project": project.code,
        "line": line,
        "number": str(_last_number(session, project, line) + 1),
        "explained_on": today_in(programme, occasion.at).isoformat(),
        "explained_by": occasion.by,
    }
    enter_new(session, programme.code, {SHEET: [row]}, occasion)


def explained(session: Session, project: Project, line: str) -> list[Variance]:
    """All that was said of a line, the latest first."""
    query = select(Variance).where(Variance.project_id == project.id, Variance.line == line)
    return list(session.exec(query.order_by(col(Variance.number).desc())))


def _last_number(session: Session, project: Project, line: str) -> int:
    number = sa.func.coalesce(sa.func.max(col(Variance.number)), 0)
    of_line = sa.select(number).where(col(Variance.project_id) == project.id, col(Variance.line) == line)
    found: int = session.execute(of_line).scalar_one()
    return found
