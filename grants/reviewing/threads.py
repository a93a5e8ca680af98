"""Reads the threads of words that a fund's donor and the manager exchange about a voucher."""

from collections import defaultdict

from sqlmodel import Session, col, select

from grants.models.reviews import Review
from grants.reviewing.standing import Standing, standing_of


def thread_of(session: Session, fund_id: int, expenditure: str) -> list[Review]:
    """Every word, in the order in which they were said."""
    query = select(Review).where(Review.fund_id == fund_id, Review.expenditure == expenditure)
    return list(session.exec(query.order_by(col(Review.number))))


def threads_of_fund(session: Session, fund_id: int) -> dict[str, list[Review]]:
    """By voucher, those that anybody spoke of."""
    found: dict[str, list[Review]] = defaultdict(list)
    for each in session.exec(select(Review).where(Review.fund_id == fund_id).order_by(col(Review.number))):
        found[each.expenditure].append(each)
    return found


def standing_in(thread: list[Review]) -> Standing:
    return standing_of(each.verdict for each in thread)


def funds_that_disallow(session: Session, programme_id: int, expenditure: str) -> set[int]:
    """Ids of the funds whose last verdict on a voucher is that they do not pay for it."""
    query = select(Review).where(Review.programme_id == programme_id, Review.expenditure == expenditure)
    threads: dict[int, list[Review]] = defaultdict(list)
    for each in session.exec(query.order_by(col(Review.number))):
        threads[each.fund_id].append(each)
    return {fund for fund, thread in threads.items() if standing_in(thread) is Standing.DISALLOWED}
