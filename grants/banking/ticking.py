"""Ticking lines of the account off against the books, and taking a tick back; both are changes of the lines."""

from collections.abc import Iterable

from sqlmodel import Session, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.banking.account import What
from grants.banking.refusals import BankReason
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.models.bank import BankLine
from grants.models.funds import Fund

SHEET = "bank_lines"
_TICK = ("ticks_sheet", "ticks", "ticked_on", "ticked_by")


def tick(
    session: Session, programme: Programme, fund: Fund, pairs: Iterable[tuple[str, What]], occasion: Occasion
) -> None:
    """All of the pairs (a line of the fund's account, and what it is), or none.

    Raises Refusal where a line is ticked off already, NotEntered where a payment is, or is not the line's.
    """
    lock_head(session, fund.programme_id)
    today = today_in(programme, occasion.at).isoformat()
    rows = []
    for reference, what in pairs:
        line = _get(session, fund, reference)
        if line.ticks is not None:
            said = {"line": reference, "reference": line.ticks, "by": line.ticked_by}
            raise Refusal(BankReason.TICKED_ALREADY, **said)
        told = (what.sheet, what.reference, today, occasion.by)
        rows.append({"reference": reference, **dict(zip(_TICK, told, strict=True))})
    if rows:
        enter(session, programme.code, {SHEET: rows}, occasion)


def untick(session: Session, programme: Programme, fund: Fund, reference: str, occasion: Occasion) -> None:
    """The reason is the occasion's; who had ticked it off stays in the history of the line. Raises Refusal."""
    lock_head(session, fund.programme_id)
    if _get(session, fund, reference).ticks is None:
        raise Refusal(BankReason.NOT_TICKED, line=reference)
    enter(session, programme.code, {SHEET: [{"reference": reference, **dict.fromkeys(_TICK, "")}]}, occasion)


def _get(session: Session, fund: Fund, reference: str) -> BankLine:
    query = select(BankLine).where(BankLine.fund_id == fund.id, BankLine.reference == reference)
    found = session.exec(query).first()
    if found is None:
        raise Refusal(BankReason.UNKNOWN_LINE, line=reference)
    return found
