"""A word on a voucher is booked, and with it what it opens or closes of claims."""

from dataclasses import dataclass

from sqlmodel import Session

from core.accounts.names import name_key
from core.errors import Refusal
from core.exchange import MissingRate
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.models.agreements import Side
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Review, Verdict
from grants.paying.asking import Deed
from grants.reviewing.claim_rows import rows_that_close, rows_that_open
from grants.reviewing.parts import parts_of
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.standing import NEEDS_ANSWER
from grants.reviewing.threads import funds_that_claim, standing_in, thread_of
from grants.spending.sources import fund_source


@dataclass(frozen=True)
class Word:
    """What somebody wants to say; `seen` is how many words of the thread they had before them."""

    voucher: Expenditure
    fund: Fund
    verdict: Verdict
    words: str
    seen: int
    sample: str | None = None


class SaidMeanwhile(Exception):
    """Somebody else said something first. It ends the transaction, so that nothing is stored."""


def say(session: Session, deed: Deed, word: Word) -> None:
    """Within a transaction. Raises SaidMeanwhile and Refusal with a ReviewReason."""
    lock_head(session, deed.programme_id)
    thread = thread_of(session, word.fund.id or 0, word.voucher.reference)
    if len(thread) != word.seen:
        raise SaidMeanwhile
    _check(session, deed.by, word, thread)
    rows = {"reviews": [review_row(deed, word, len(thread) + 1)]}
    if claims := _claims(session, deed, word):
        rows["clawbacks"] = claims
    enter_new(session, deed.programme.code, rows, deed.occasion)


def review_row(deed: Deed, word: Word, number: int) -> Typed:
    return {
        "expenditure": word.voucher.reference,
        "fund": word.fund.code,
        "number": str(number),
        "said_on": deed.today.isoformat(),
        "said_by": deed.by,
        "side": _side(word).value,
        "verdict": word.verdict.value,
        "words": word.words.strip(),
        "sample": word.sample or "",
    }


def _side(word: Word) -> Side:
    return Side.MANAGER if word.verdict is Verdict.ANSWERED else Side.DONOR


def _check(session: Session, by: str, word: Word, thread: list[Review]) -> None:
    if any(name_key(each.said_by) == name_key(by) and each.side is not _side(word) for each in thread):
        raise Refusal(ReviewReason.BOTH_SIDES)
    if word.verdict is not Verdict.ACCEPTED and not word.words.strip():
        raise Refusal(ReviewReason.NO_WORDS)
    if word.verdict is Verdict.ANSWERED:
        if standing_in(thread) not in NEEDS_ANSWER:
            raise Refusal(ReviewReason.NOTHING_TO_ANSWER)
        return
    if word.verdict is Verdict.DISALLOWED and word.voucher.amount_minor < 0:
        raise Refusal(ReviewReason.CORRECTION)
    try:
        has_share = any(
            source == fund_source(word.fund.code) for source, _ in parts_of(session, word.voucher)
        )
    except MissingRate as missing:
        raise Refusal(ReviewReason.RATE_MISSING, currency=missing.currency, month=missing.month) from missing
    if not has_share and not thread:
        raise Refusal(ReviewReason.NO_SHARE)


def _claims(session: Session, deed: Deed, word: Word) -> list[Typed]:
    """What the verdict opens, or closes where this fund alone claims the voucher."""
    claiming = funds_that_claim(session, deed.programme_id, word.voucher.reference)
    if word.verdict is Verdict.DISALLOWED:
        own = fund_source(word.fund.code) if claiming else None
        return rows_that_open(session, deed, word.voucher, word.words.strip(), own)
    if word.verdict is Verdict.ACCEPTED and claiming == {word.fund.id}:
        return rows_that_close(session, deed, word.voucher.reference, word.words.strip())
    return []
