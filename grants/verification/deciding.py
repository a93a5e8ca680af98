"""A decision on two contributions that look like the same money: what it does to them, and who decided."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from core.accounts.person import Reach
from core.audit import note
from core.errors import Refusal
from core.journal.append import lock_head, row_key
from core.programmes import Programme
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.recording.states import check_may_become
from grants.verification.pairs import Pair, decision_on, find_pair
from grants.verification.recorders import recorded_by
from grants.verification.refusals import DuplicateReason
from grants.verification.seen import SHEET, digest_of
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.duplicates import DuplicateDecision, DuplicateVerdict

PAIRS = "duplicates"
"""Under which the audit notes a decision; its key are the two references."""

_ENTERED_TWICE = _l("The same money as %(other)s, entered twice.")
_CORRECTED = _l("Corrected by %(other)s.")


@dataclass(frozen=True)
class Verdict:
    """What a person says of a pair; `stays` is the reference of the one that stays, where both could go."""

    first: str
    second: str
    digest: str
    """Of the two as they were shown."""
    says: DuplicateVerdict
    stays: str = ""


def decide(
    session: Session, programme: Programme, reach: Reach, verdict: Verdict, occasion: Occasion, today: date
) -> Pair:
    """Store the verdict, and withdraw or link what follows from it. Raises Refusal, NotEntered."""
    lock_head(session, reach.programme_id)
    pair = _checked(session, reach, verdict, occasion.by, today)
    match verdict.says:
        case DuplicateVerdict.SAME:
            goes = _goes(pair, verdict.stays)
            _withdraw(session, programme, goes, _ENTERED_TWICE, pair.other(goes), occasion)
        case DuplicateVerdict.CORRECTION:
            _correct(session, programme, pair, occasion)
    _store(session, pair, verdict, occasion)
    return pair


def may_say_both(session: Session, pair: Pair, name: str) -> bool:
    """Whoever recorded one of the two does not vouch for it."""
    return not recorded_by(session, pair.both, name)


def _checked(session: Session, reach: Reach, verdict: Verdict, by: str, today: date) -> Pair:
    pair = find_pair(session, reach, today, verdict.first, verdict.second)
    if pair is None:
        raise Refusal(DuplicateReason.NOT_ALIKE)
    decided = decision_on(session, pair)
    if decided is not None:
        raise Refusal(DuplicateReason.DECIDED, by=decided.decided_by)
    if not pair.alike:
        raise Refusal(DuplicateReason.NOT_ALIKE)
    if digest_of(session, *pair.both) != verdict.digest:
        raise Refusal(DuplicateReason.CHANGED)
    if verdict.says is DuplicateVerdict.BOTH and not may_say_both(session, pair, by):
        raise Refusal(DuplicateReason.OWN)
    if verdict.says is not DuplicateVerdict.BOTH and pair.is_verified:
        raise Refusal(DuplicateReason.BOTH_VERIFIED)
    return pair


def _goes(pair: Pair, stays: str) -> Contribution:
    """Of the same money entered twice, the one that is withdrawn."""
    if len(pair.open) == 1:
        return pair.open[0]
    goes = [each for each in pair.both if each.reference != stays]
    if len(goes) != 1:
        raise Refusal(DuplicateReason.CHOOSE)
    return goes[0]


def _correct(session: Session, programme: Programme, pair: Pair, occasion: Occasion) -> None:
    """The later one names the earlier, which is withdrawn if it can be; else a reversal has to follow."""
    earlier, later = pair.both
    if later in pair.open:
        link = {"reference": later.reference, "amends": earlier.reference}
        enter(session, programme.code, {SHEET: [link]}, occasion)
    if earlier in pair.open:
        _withdraw(session, programme, earlier, _CORRECTED, later, occasion)


def _withdraw(
    session: Session,
    programme: Programme,
    contribution: Contribution,
    why: LazyString,
    other: Contribution,
    occasion: Occasion,
) -> None:
    check_may_become(contribution, ContributionStatus.WITHDRAWN)
    row = {"reference": contribution.reference, "status": ContributionStatus.WITHDRAWN.value}
    reason = str(why) % {"other": other.reference}
    enter(session, programme.code, {SHEET: [row]}, replace(occasion, reason=reason))


def _store(session: Session, pair: Pair, verdict: Verdict, occasion: Occasion) -> None:
    first, second = pair.both
    assert first.id is not None
    assert second.id is not None
    decision = DuplicateDecision(
        programme_id=first.programme_id,
        first_id=first.id,
        second_id=second.id,
        verdict=verdict.says,
        decided_by=occasion.by,
        decided_at=occasion.at,
    )
    session.add(decision)
    session.flush()
    note(
        *(session, first.programme_id, PAIRS, row_key(first.reference, second.reference)),
        by=occasion.by,
        at=occasion.at,
        field="verdict",
        new=verdict.says.value,
    )
