"""Reads the threads of words that a fund's donor and the manager exchange about a voucher."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, col, select

from grants.models.reviews import Review, Verdict
from grants.reviewing.standing import Standing, is_claiming, standing_of


def thread_of(session: Session, fund_id: int, expenditure: str) -> list[Review]:
    """Every word, in the order in which they were said."""
    query = select(Review).where(Review.fund_id == fund_id, Review.expenditure == expenditure)
    return list(session.exec(query.order_by(col(Review.number))))


def threads_of_fund(session: Session, fund_id: int) -> dict[str, list[Review]]:
    """By voucher, those that anybody spoke of."""
    return _by_voucher(session, Review.fund_id == fund_id)


def asked_threads_of_fund(session: Session, fund_id: int) -> dict[str, list[Review]]:
    """By voucher, those in which a question was asked: few, where thousands were accepted by a sample."""
    asked = select(Review.expenditure).where(Review.fund_id == fund_id, Review.verdict == Verdict.QUERIED)
    return _by_voucher(session, Review.fund_id == fund_id, col(Review.expenditure).in_(asked))


def standing_in(thread: list[Review]) -> Standing:
    return standing_of(each.verdict for each in thread)


def threads_of_voucher(session: Session, programme_id: int, expenditure: str) -> dict[int, list[Review]]:
    """By the id of the fund."""
    query = select(Review).where(Review.programme_id == programme_id, Review.expenditure == expenditure)
    found: dict[int, list[Review]] = defaultdict(list)
    for each in session.exec(query.order_by(col(Review.number))):
        found[each.fund_id].append(each)
    return found


def funds_that_claim(session: Session, programme_id: int, expenditure: str) -> set[int]:
    """Ids of the funds that disallowed a voucher and have not accepted it since."""
    threads = threads_of_voucher(session, programme_id, expenditure)
    return {fund for fund, thread in threads.items() if is_claiming(each.verdict for each in thread)}


def _by_voucher(session: Session, *conditions: Any) -> dict[str, list[Review]]:
    found: dict[str, list[Review]] = defaultdict(list)
    for each in session.exec(select(Review).where(*conditions).order_by(col(Review.number))):
        found[each.expenditure].append(each)
    return found
