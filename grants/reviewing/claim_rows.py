"""Rows of `clawbacks`: those that a verdict opens and closes, and the next step of a claim."""

from sqlmodel import Session

from core.money import largest_remainder
from grants.entering.typed import Typed
from grants.models.payments import Expenditure
from grants.models.reviews import ClawbackStep
from grants.paying.asking import Deed
from grants.reviewing.claims import ACCEPTED, Claim, claims_of
from grants.reviewing.parts import parts_to_claim
from grants.spending.sources import Source
from grants.workbook.mapping import as_text


def rows_that_open(
    session: Session, deed: Deed, voucher: Expenditure, reason: str, own: Source | None
) -> list[Typed]:
    """A claim for each source, of its whole part: less what was repaid of it and what is open.

    Where the voucher is claimed already, `own` is the fund that says so too: of the other sources nothing is
    claimed that they let go meanwhile. All claims together never exceed what is left of the voucher.
    """
    known = {claim.source: claim for claim in claims_of(session, deed.programme_id, voucher.reference)}
    parts = parts_to_claim(session, voucher)
    missing = {
        source.label: max(0, minor - (known[source.label].standing_minor if source.label in known else 0))
        for source, minor in parts
        if own is None or source == own or source.label not in known
    }
    most = sum(minor for _, minor in parts) - sum(claim.standing_minor for claim in known.values())
    return [
        _row(deed, (voucher.reference, label, _number(known.get(label))), ClawbackStep.OPENED, minor, reason)
        for label, minor in _within(most, missing).items()
        if minor > 0
    ]


def rows_that_close(session: Session, deed: Deed, expenditure: str, reason: str) -> list[Typed]:
    """What is still open of a voucher that is accepted after all."""
    return [
        step_row(deed, claim, ClawbackStep.WAIVED, claim.open_minor, reason or ACCEPTED)
        for claim in claims_of(session, deed.programme_id, expenditure)
        if claim.open_minor
    ]


def step_row(
    deed: Deed, claim: Claim, step: ClawbackStep, minor: int, reason: str, payment: str = ""
) -> Typed:
    """The next one of a claim."""
    key = claim.expenditure, claim.source, _number(claim)
    return _row(deed, key, step, minor, reason, payment)


def _number(claim: Claim | None) -> int:
    return len(claim.steps) + 1 if claim else 1


def _within(most: int, wanted: dict[str, int]) -> dict[str, int]:
    """What is wanted, or where that is too much, what there is, in proportion."""
    if sum(wanted.values()) <= most:
        return wanted
    if most <= 0:
        return {}
    return dict(zip(wanted, largest_remainder(most, list(wanted.values())), strict=True))


def _row(
    deed: Deed, key: tuple[str, str, int], step: ClawbackStep, minor: int, reason: str, payment: str = ""
) -> Typed:
    expenditure, source, number = key
    currency = deed.programme.currency
    return {
        "expenditure": expenditure,
        "source": source,
        "number": str(number),
        "step": step.value,
        "amount": as_text(minor, currency) or "",
        "currency": currency,
        "said_on": deed.today.isoformat(),
        "said_by": deed.by,
        "reason": reason.strip(),
        "payment": payment.strip(),
    }
