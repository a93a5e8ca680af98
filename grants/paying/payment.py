"""Paying a tranche: by one payment, of no more than it is and than its milestone leaves of what stands matched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from core.web.i18n import day, minor
from grants.entering.entering import enter_new
from grants.paying.allowances import allowances
from grants.paying.asked import Asked, find_tranche
from grants.paying.asking import Deed
from grants.paying.reached import find_reached
from grants.paying.refusals import PayingReason
from grants.paying.states import State


@dataclass(frozen=True)
class Paid:
    """A payment as it was typed: `typed` has its texts by column, `amount_minor` and `paid_on` what they say."""

    typed: Mapping[str, str]
    amount_minor: int
    paid_on: date


def pay(session: Session, deed: Deed, reference: str, paid: Paid) -> None:
    """Book the payment of a tranche under the lock of the head. Raises Refusal, NotEntered."""
    lock_head(session, deed.programme_id)
    asked = find_tranche(session, deed.programme_id, reference)
    _check_state(asked, paid)
    _check_amount(session, asked, paid)
    reason = (paid.typed.get("override_reason") or asked.tranche.override_reason or "").strip()
    is_certified = is_reached(session, asked, paid.paid_on)
    if not is_certified and not reason:
        raise Refusal(PayingReason.BEFORE_MILESTONE)
    row = {
        **paid.typed,
        "fund": asked.fund.code,
        "project": asked.project.code,
        "milestone": asked.tranche.milestone or "",
        "tranche": reference,
        "override_reason": "" if is_certified else reason,
    }
    enter_new(session, deed.programme.code, {"disbursements": [row]}, deed.occasion)


def is_reached(session: Session, asked: Asked, on: date) -> bool:
    """Whether the milestone of a tranche was certified by that day; under none there is nothing to reach."""
    if asked.milestone is None or asked.milestone.id is None:
        return not asked.tranche.override_reason
    return find_reached(session, asked.milestone.id).is_certified_by(on)


def left_to_pay(session: Session, asked: Asked) -> int:
    """The least of the tranche and of what its milestone leaves of the matches, as they stand now."""
    left = allowances(session, asked.fund, asked.project).left_to_pay_minor(asked.tranche.milestone)
    return min(asked.tranche.amount_minor, left)


def _check_state(asked: Asked, paid: Paid) -> None:
    if asked.payment is not None:
        raise Refusal(PayingReason.PAID_ALREADY, payment=asked.payment.reference)
    if asked.state is not State.APPROVED or asked.approved_on is None:
        raise Refusal(PayingReason.NOT_APPROVED)
    if paid.paid_on < asked.approved_on:
        raise Refusal(PayingReason.BEFORE_APPROVAL, day=day(asked.approved_on))


def _check_amount(session: Session, asked: Asked, paid: Paid) -> None:
    """As matches and payments stand now, and as they stood on the day."""
    tranche = asked.tranche
    if paid.amount_minor > tranche.amount_minor:
        raise Refusal(PayingReason.BEYOND_TRANCHE, amount=_said(asked, tranche.amount_minor))
    found = [allowances(session, asked.fund, asked.project, until) for until in (None, paid.paid_on)]
    matched = min(max(0, each.standing.left_minor) for each in found)
    if paid.amount_minor > matched:
        raise Refusal(PayingReason.BEYOND_MATCHED, left=_said(asked, matched))
    allowed = min(each.left_to_pay_minor(tranche.milestone) for each in found)
    if paid.amount_minor > allowed:
        raise Refusal(PayingReason.BEYOND_MILESTONE, left=_said(asked, allowed))


def _said(asked: Asked, amount_minor: int) -> str:
    return f"{minor(amount_minor, asked.fund.currency)} {asked.fund.currency}"
