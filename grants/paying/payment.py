"""Paying a tranche: one payment, never more than it, never more than what stands matched and is not yet paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.errors import Refusal
from core.journal.append import lock_head
from core.web.i18n import day, minor
from grants.entering.entering import enter_new
from grants.payable import payable
from grants.paying.asking import Deed, find_reached
from grants.paying.deciding import find_tranche
from grants.paying.reading import Asked
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


def left_to_pay(session: Session, asked: Asked, on: date | None = None) -> int:
    """The least of the tranche and of what stands matched and not yet paid, today and on the day."""
    standings = [payable(session, asked.fund, asked.project)]
    if on is not None:
        standings.append(payable(session, asked.fund, asked.project, on))
    return max(0, min(asked.tranche.amount_minor, *(each.left_minor for each in standings)))


def _check_state(asked: Asked, paid: Paid) -> None:
    if asked.payment is not None:
        raise Refusal(PayingReason.PAID_ALREADY, payment=asked.payment.reference)
    if asked.state is not State.APPROVED or asked.approved_on is None:
        raise Refusal(PayingReason.NOT_APPROVED)
    if paid.paid_on < asked.approved_on:
        raise Refusal(PayingReason.BEFORE_APPROVAL, day=day(asked.approved_on))


def _check_amount(session: Session, asked: Asked, paid: Paid) -> None:
    currency = asked.fund.currency
    if paid.amount_minor > asked.tranche.amount_minor:
        said = f"{minor(asked.tranche.amount_minor, currency)} {currency}"
        raise Refusal(PayingReason.BEYOND_TRANCHE, amount=said)
    left = left_to_pay(session, asked, paid.paid_on)
    if paid.amount_minor > left:
        raise Refusal(PayingReason.BEYOND_MATCHED, left=f"{minor(left, currency)} {currency}")
