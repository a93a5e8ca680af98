"""References of contributions: short enough to say over the telephone, and never typed."""

from sqlmodel import Session, col, select

from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

_DIGITS = 3
_LONGEST_CODE = 50


def next_reference(session: Session, project: Project) -> str:
    """`FAK-WATER-014`: the project's code and the next number that is free.

    The caller holds the lock of the programme's head, so that nobody else takes the same one.
    """
    prefix = f"{project.code[:_LONGEST_CODE]}-"
    like = select(Contribution.reference).where(
        Contribution.programme_id == project.programme_id,
        col(Contribution.reference).startswith(prefix, autoescape=True),
    )
    numbers = (_number(reference.removeprefix(prefix)) for reference in session.exec(like))
    return f"{prefix}{max(numbers, default=0) + 1:0{_DIGITS}}"


def _number(rest: str) -> int:
    """0 where a reference goes on in another way; a longer number is nobody's count."""
    return int(rest) if rest.isascii() and rest.isdigit() and len(rest) <= 2 * _DIGITS else 0
