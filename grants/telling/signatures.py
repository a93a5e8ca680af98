"""Who signed for a quarter's report: the signatures in their order, and how one is added."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.errors import Refusal
from core.programmes import Programme, today_in
from grants.entering.typed import Typed
from grants.models.quarters import Part, Signature
from grants.telling.refusals import TellingReason


def signatures_of(session: Session, programme_id: int, quarter: str) -> list[Signature]:
    """All of them, also those that were signed anew since, in the order of the parts and their numbers."""
    query = select(Signature).where(Signature.programme_id == programme_id, Signature.quarter == quarter)
    found = session.exec(query.order_by(col(Signature.number))).all()
    return sorted(found, key=lambda each: list(Part).index(each.part))


def holding(signatures: Iterable[Signature]) -> dict[Part, Signature]:
    """Of each part that was signed the last one."""
    return {each.part: each for each in signatures}


def part_of(signatures: Iterable[Signature], name: str) -> Part | None:
    """The part of the quarter that this person has signed, however their name was typed; there is one at most."""
    key = name_key(name)
    return next((each.part for each in signatures if name_key(each.signed_by) == key), None)


def refuse_two_parts(signatures: Iterable[Signature], name: str, part: Part) -> None:
    """Raises Refusal."""
    signed = part_of(signatures, name)
    if signed not in (None, part):
        raise Refusal(TellingReason.SIGNED_OTHER_PART)


def signature_row(
    signatures: Iterable[Signature],
    programme: Programme,
    quarter: str,
    part: Part,
    *,
    statement: str,
    figures: str,
    by: str,
    at: datetime,
) -> Typed:
    """The next one of a part, as it is typed."""
    last = holding(signatures).get(part)
    return {
        "quarter": quarter,
        "part": part.value,
        "number": str(last.number + 1 if last else 1),
        "statement": statement,
        "signed_on": today_in(programme, at).isoformat(),
        "signed_by": by,
        "figures": figures,
    }
