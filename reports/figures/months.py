"""What groups gave and funds matched, month by month: the totals of the summary, spread over time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from core.calendar import month_name
from core.exchange import Month
from reports.figures.books import Books, ProjectLedger


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in which money counts, by the rules of the quarters; the totals are to its end.

    In the report of one fund, what is matched is that fund's own.
    """

    starts_on: date
    contributed_minor: int
    matched_minor: int
    contributed_total_minor: int
    matched_total_minor: int

    @property
    def month(self) -> Month:
        return month_name(self.starts_on)


def month_rows(books: Books, ledgers: Iterable[ProjectLedger]) -> list[MonthRow]:
    """Without a gap from the first month in which anything counts, or that of the span, to the end of the span."""
    ledgers = list(ledgers)
    firsts = [date.fromisoformat(f"{month}-01") for ledger in ledgers for month in _months_in(books, ledger)]
    if not firsts:
        return []
    rows: list[MonthRow] = []
    contributed_total = matched_total = 0
    span_starts = max(books.span.starts_on, books.registry.programme.starts_on)
    for first in _firsts(min(*firsts, span_starts), books.span.ends_on):
        month = month_name(first)
        contributed = sum(ledger.contributed_in.get(month, 0) for ledger in ledgers)
        matched = sum(_matched(books, ledger, month) for ledger in ledgers)
        contributed_total += contributed
        matched_total += matched
        rows.append(MonthRow(first, contributed, matched, contributed_total, matched_total))
    return rows


def _months_in(books: Books, ledger: ProjectLedger) -> Iterator[str]:
    yield from ledger.contributed_in
    for fund_id, months in ledger.matched_in.items():
        if books.scope.owns(fund_id):
            yield from months


def _matched(books: Books, ledger: ProjectLedger, month: str) -> int:
    owned = (months for fund_id, months in ledger.matched_in.items() if books.scope.owns(fund_id))
    return sum(months.get(month, 0) for months in owned)


def _firsts(first: date, until: date) -> Iterator[date]:
    """The first day of each month."""
    for number in range(12 * first.year + first.month - 1, 12 * until.year + until.month):
        yield date(number // 12, number % 12 + 1, 1)
