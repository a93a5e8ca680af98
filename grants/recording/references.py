"""References of contributions: short enough to say over the telephone, and never typed."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

_DIGITS = 3
_LONGEST_CODE = 50


def next_references(session: Session, project: Project) -> Iterator[str]:
    """`FAK-WATER-014` and so on: the project's code and the next numbers that are free.

    The caller holds the lock of the programme's head, so that nobody else takes the same ones.
    """
    prefix = f"{project.code[:_LONGEST_CODE]}-"
    last = session.execute(_last_number(project.programme_id, prefix)).scalar() or 0
    return (f"{prefix}{number:0{_DIGITS}}" for number in count(last + 1))


def _last_number(programme_id: int, prefix: str) -> sa.Select[Any]:
    """Of the references that go on with a number; a longer one is nobody's count. There may be thousands."""
    reference = table(Contribution).c.reference
    rest = sa.func.substr(reference, len(prefix) + 1)
    return sa.select(sa.func.max(sa.cast(rest, sa.Integer))).where(
        table(Contribution).c.programme_id == programme_id,
        reference.startswith(prefix, autoescape=True),
        sa.func.length(rest).between(1, 2 * _DIGITS),
        sa.func.rtrim(rest, "0123456789") == "",
    )
