"""Whether one person may take a contribution back alone, or a second one has to confirm it, and why."""

from flask_babel import LazyString
from sqlmodel import Session, select

from core.accounts.names import name_key
from core.errors import Refusal
from core.journal.models import EntryKind, JournalEntry
from core.programmes import Programme
from grants.correcting.refusals import CorrectionReason
from grants.correcting.taken_back import TakenBack, taken_back
from grants.explaining.numbers import with_code
from grants.recording.worth import worth_in
from grants.verification.recorders import is_recorder
from household_groups.models.contributions import Contribution


def why_second_person(session: Session, contribution: Contribution, by: str) -> Refusal | None:
    """Asked once the correction is entered. The limit is that of a contribution, not of a reversal: whatever was
    taken back of it counts, whoever did so and when, so that it cannot be passed in slices, by one person or two.
    """
    if is_recorder(session, contribution, by):
        return Refusal(CorrectionReason.RECORDED_IT)
    if name_key(by) in _verifiers(session, contribution):
        return Refusal(CorrectionReason.VERIFIED_IT)
    return _above_limit(session, taken_back(session, contribution))


def _above_limit(session: Session, back: TakenBack) -> Refusal | None:
    programme = session.get_one(Programme, back.contribution.programme_id)
    limit, currency = programme.reversal_limit_minor, programme.currency
    if limit is None:
        return Refusal(CorrectionReason.NO_LIMIT)
    said = LazyString(with_code, limit, currency)
    value = _value(session, programme, back)
    if value is None:
        return Refusal(CorrectionReason.NO_RATE, currency=back.contribution.currency, limit=said)
    if value > limit:
        return Refusal(CorrectionReason.ABOVE_LIMIT, value=LazyString(with_code, value, currency), limit=said)
    return None


def _value(session: Session, programme: Programme, back: TakenBack) -> int | None:
    """In the programme's currency, at the rate of the month of the contribution; None without a rate."""
    contribution = back.contribution
    if contribution.currency == programme.currency:
        return back.minor
    found = worth_in(
        *(session, contribution.programme_id, back.minor, contribution.currency),
        *(contribution.received_on, [programme.currency]),
    )
    return found[0][0] if found else None


def _verifiers(session: Session, contribution: Contribution) -> set[str]:
    """Whom the contribution names, and who booked that."""
    query = select(JournalEntry.booked_by).where(
        JournalEntry.programme_id == contribution.programme_id,
        JournalEntry.seq == contribution.verified_seq,
        JournalEntry.kind == EntryKind.VERIFY,
    )
    return {name_key(name) for name in (contribution.verified_by or "", *session.exec(query)) if name}
