"""What rows would be matched with if they were booked now, and why, by the decisions that booking them makes.

The page that records a contribution, the one that verifies it and the one that confirms a proposal show the same
rehearsal in the same words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.database import session as reading_session
from core.journal.verify import head_of
from core.programmes import Programme
from grants.entering.entering import NotEntered, enter, rehearse_booking
from grants.entering.said import said
from grants.entering.shown import shown
from grants.entering.typed import Rows
from grants.importing.importing import Imported, Occasion
from grants.importing.problems import RowProblem
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from grants.workbook.problems import Problem
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Preview:
    """What would be booked, or the problems for which nothing would be.

    `entries` are of the contributions among the rows, `others` of those that they free or take from.
    """

    entries: Sequence[DecisionInWords] = ()
    others: Sequence[DecisionInWords] = ()
    is_held: bool = False
    """A contribution among the rows waits for the approval of its project."""
    is_settled: bool = False
    """A contribution among the rows came after the settlement of its project."""
    problems: Sequence[Problem] = ()

    @property
    def granted(self) -> list[DecisionInWords]:
        """The entries that grant anything."""
        return [entry for entry in self.entries if entry.granted_minor]

    @property
    def missing_rates(self) -> list[tuple[str, str]]:
        """(currency, month in words) of each rate that somebody has to add first."""
        missing = (problem.details for problem in self.problems if problem.kind is RowProblem.RATE_MISSING)
        return list(dict.fromkeys((of["currency"], shown("rates", "month", of["month"])) for of in missing))

    @property
    def other_problems(self) -> list[str]:
        """Whatever else is wrong, in sentences."""
        others = (problem for problem in self.problems if problem.kind is not RowProblem.RATE_MISSING)
        return list(dict.fromkeys(said(problem) for problem in others))


def preview(engine: sa.Engine, programme: str, rows: Rows, occasion: Occasion) -> Preview:
    """What booking the rows would decide. A contribution is decided on when its row says that it is verified.

    Nothing is stored. Raises DatabaseBusy.
    """
    try:
        return rehearse_booking(
            *(engine, programme, rows, occasion),
            lambda session, entered: _preview_of(session, programme, rows, entered),
        )
    except NotEntered as refused:
        return Preview(problems=tuple(refused.problems))


def preview_within(session: Session, programme: str, rows: Rows, occasion: Occasion) -> Preview:
    """`preview()` within a rehearsal of something else, whose books it builds on. Whoever asks takes all back."""
    try:
        return _preview_of(session, programme, rows, enter(session, programme, rows, occasion))
    except NotEntered as refused:
        return Preview(problems=tuple(refused.problems))


def decided_with(engine: sa.Engine, programme_id: int, reference: str) -> Preview:
    """What the verification of a contribution has decided, as a preview would have said it."""
    with reading_session(engine) as session:
        query = select(Contribution.verified_seq).where(
            Contribution.programme_id == programme_id, Contribution.reference == reference
        )
        seq = session.exec(query).one()
        assert seq is not None
        return _preview(session, programme_id, seq - 1, {reference}, until=seq)


def _preview_of(session: Session, programme: str, rows: Rows, entered: Imported) -> Preview:
    given = {row.get("reference", "") for row in rows.get("contributions", ())}
    programme_id = session.exec(select(Programme.id).where(Programme.code == programme)).one()
    assert programme_id is not None
    _, seq, _ = head_of(session, programme_id)
    return _preview(session, programme_id, seq - entered.events, given)


def _preview(
    session: Session, programme_id: int, since: int, given: Collection[str], until: int | None = None
) -> Preview:
    decisions = decisions_since(session, programme_id, since, until)
    verified = select(Contribution.id).where(
        Contribution.programme_id == programme_id,
        col(Contribution.reference).in_(given),
        Contribution.project_id == Project.id,
        col(Contribution.verified_seq).is_not(None),
    )
    held = verified.where(col(Project.approved_seq).is_(None))
    late = verified.where(col(Project.settled_seq) < col(Contribution.verified_seq))
    return Preview(
        entries=tuple(decision for decision in decisions if decision.contribution in given),
        others=tuple(decision for decision in decisions if decision.contribution not in given),
        is_held=session.exec(held).first() is not None,
        is_settled=session.exec(late).first() is not None,
    )
