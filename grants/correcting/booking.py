"""Corrections as they are booked: by one person within the programme's limit, else from a proposal."""

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme
from grants.correcting.amendments import check_amendable
from grants.correcting.refusals import CorrectionReason
from grants.correcting.second_person import why_second_person
from grants.correcting.taken_back import refusal_of, taken_back
from grants.entering.entering import NotEntered, enter
from grants.entering.problems import EntryProblem
from grants.entering.typed import Rows
from grants.importing.importing import Imported, Occasion
from grants.workbook.problems import Problem
from household_groups.models.contributions import Contribution, ContributionStatus


def take_back(
    session: Session, programme: Programme, reference: str, rows: Rows, occasion: Occasion, *, seen: int
) -> None:
    """Book a reversal on one person's word. `seen` is how much was taken back when they looked.

    Raises Refusal, with the reason why it needs a second person too, and NotEntered.
    """
    contribution = locked(session, programme, reference)
    check_reversible(session, contribution, seen)
    enter_reversal(session, programme.code, rows, occasion)
    _refuse_alone(session, contribution, occasion.by)


def amend(
    session: Session, programme: Programme, reference: str, rows: Rows, occasion: Occasion, *, seen: int
) -> None:
    """Book on one person's word that a contribution is taken back, and the one that takes its place recorded.

    Raises Refusal, NotEntered.
    """
    contribution = locked(session, programme, reference)
    check_amendable(session, contribution)
    check_seen(session, contribution, seen)
    enter_amendment(session, programme.code, rows, occasion)
    _refuse_alone(session, contribution, occasion.by)


def enter_reversal(session: Session, programme: str, rows: Rows, occasion: Occasion) -> Imported:
    """As `enter()`, but what is booked already is another reversal, and refused. Raises NotEntered."""
    entered = enter(session, programme, rows, occasion)
    if entered.events < len(rows["reversals"]):
        named = {"column": "reversed_on", "code": rows["reversals"][0]["contribution"]}
        raise NotEntered([Problem(EntryProblem.REVERSED_ALREADY, "reversals", "reversed_on 1", named)])
    return entered


def enter_amendment(session: Session, programme: str, rows: Rows, occasion: Occasion) -> Imported:
    """As `enter()`, but the new contribution must not be known: it would be mended. Raises Refusal, NotEntered."""
    programme_id = session.exec(select(Programme.id).where(Programme.code == programme)).one()
    assert programme_id is not None
    lock_head(session, programme_id)
    check_references_free(session, programme_id, rows)
    return enter(session, programme, rows, occasion)


def check_references_free(session: Session, programme_id: int, rows: Rows) -> None:
    """Raises Refusal."""
    references = [row["reference"] for row in rows["contributions"]]
    query = select(Contribution.reference).where(
        Contribution.programme_id == programme_id, col(Contribution.reference).in_(references)
    )
    for reference in session.exec(query):
        raise Refusal(CorrectionReason.REFERENCE_TAKEN, reference=reference)


def locked(session: Session, programme: Programme, reference: str) -> Contribution:
    """As it stands, and will until the end of the transaction: whoever else books waits."""
    assert programme.id is not None
    lock_head(session, programme.id)
    query = select(Contribution).where(
        Contribution.programme_id == programme.id, Contribution.reference == reference
    )
    return session.exec(query).one()


def check_reversible(session: Session, contribution: Contribution, seen: int | None) -> None:
    """Raises Refusal. `seen` is how much was taken back when somebody looked, None if nobody did."""
    if contribution.status is not ContributionStatus.VERIFIED:
        raise Refusal(CorrectionReason.UNVERIFIED, reference=contribution.reference)
    back = taken_back(session, contribution)
    if back.is_whole:
        raise refusal_of(session, back, CorrectionReason.NOTHING_LEFT)
    if seen is not None:
        check_seen(session, contribution, seen)


def check_seen(session: Session, contribution: Contribution, seen: int) -> None:
    """Raises Refusal where something was taken back since."""
    back = taken_back(session, contribution)
    if back.minor != seen:
        raise refusal_of(session, back, CorrectionReason.TAKEN_BACK_SINCE)


def _refuse_alone(session: Session, contribution: Contribution, by: str) -> None:
    """Once it is entered: what a second person has to confirm is taken back with the transaction."""
    second = why_second_person(session, contribution, by)
    if second is not None:
        raise second
