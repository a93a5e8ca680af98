"""The rows of `reviews`: what donors said of vouchers by the end of the span, and what was claimed back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from grants.models.reviews import Verdict
from grants.reviewing.claims import Claim
from grants.reviewing.payees import shown_payee
from grants.reviewing.standing import Standing, is_claiming, standing_of
from grants.spending.attributing import attributed
from grants.spending.sources import SourceKind, fund_source
from reports.figures.books import Books
from reports.queries.paying import ExpenditureRecord
from reports.queries.reviewing import WordRecord

ANOTHER_FUND = "another fund"
"""In the report of a fund, whichever other one disallowed a voucher."""

Key = tuple[str, str]
"""The reference of a voucher, and a source as the workbook writes it."""
_IS_OPEN = frozenset({Standing.QUERIED, Standing.ANSWERED})


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A voucher and a source of it: what the fund's donor and the manager said, what is claimed for the source.

    `verdict` is None where the source is no fund, or nobody of the fund has spoken; the turn is the last one.
    Amounts are in the programme's currency, those of a claim None where there is none.
    """

    reference: str
    project: str
    spent_on: date
    payee: str | None
    source: str
    spent_share_minor: int
    verdict: str | None
    said_on: date | None
    said_by: str | None
    side: str | None
    words: str | None
    disallowed_by: str | None
    opened_minor: int | None
    repaid_minor: int | None
    waived_minor: int | None
    left_minor: int | None


class Reviewed:
    """What was said and claimed by the end of the span, of the vouchers that count by then."""

    def __init__(
        self,
        books: Books,
        vouchers: Iterable[ExpenditureRecord],
        words: Iterable[WordRecord],
        claims: Iterable[Claim],
    ) -> None:
        self.vouchers = {each.reference: each for each in vouchers}
        self.threads: defaultdict[Key, list[WordRecord]] = defaultdict(list)
        verdicts: defaultdict[tuple[str, int], list[Verdict]] = defaultdict(list)
        for word in words:
            if word.expenditure in self.vouchers:
                verdicts[word.expenditure, word.fund_id].append(word.verdict)
                if books.scope.owns(word.fund_id):
                    self.threads[word.expenditure, _source(books, word.fund_id)].append(word)
        self.disallowed_by: defaultdict[str, set[int]] = defaultdict(set)
        for (reference, fund_id), said in verdicts.items():
            if is_claiming(said):
                self.disallowed_by[reference].add(fund_id)
        self.claims = {
            (claim.expenditure, claim.source): claim
            for claim in claims
            if claim.expenditure in self.vouchers and _owns(books, claim.source)
        }


def review_rows(books: Books, reviewed: Reviewed) -> list[ReviewRow]:
    """What concerns a voucher of the span, was said or claimed in it, or is still open at its end."""
    keys = [
        key for key in reviewed.threads.keys() | reviewed.claims.keys() if _concerns(books, reviewed, key)
    ]
    shares = _shares(books, {reviewed.vouchers[reference].project_id for reference, _ in keys})

    def order(key: Key) -> tuple[date, str, int, str]:
        return reviewed.vouchers[key[0]].spent_on, key[0], _rank(key[1]), key[1]

    return [_row(books, reviewed, key, shares.get(key, 0)) for key in sorted(keys, key=order)]


def _concerns(books: Books, reviewed: Reviewed, key: Key) -> bool:
    thread, claim = reviewed.threads.get(key, []), reviewed.claims.get(key)
    if not books.is_before(reviewed.vouchers[key[0]].counted_on):
        return True
    said_on = [word.said_on for word in thread] + [step.said_on for step in (claim.steps if claim else ())]
    if not all(map(books.is_before, said_on)):
        return True
    return _standing(thread) in _IS_OPEN or (claim is not None and claim.open_minor > 0)


def _row(books: Books, reviewed: Reviewed, key: Key, share: int) -> ReviewRow:
    voucher, thread, claim = reviewed.vouchers[key[0]], reviewed.threads.get(key), reviewed.claims.get(key)
    last = thread[-1] if thread else None
    return ReviewRow(
        reference=voucher.reference,
        project=books.registry.projects[voucher.project_id].code,
        spent_on=voucher.spent_on,
        payee=shown_payee(voucher.payee, may_see_people=books.scope.is_whole) or None,
        source=key[1],
        spent_share_minor=share,
        verdict=_standing(thread).value if thread else None,
        said_on=last and last.said_on,
        said_by=last and last.said_by,
        side=last and last.side.value,
        words=last and last.words,
        disallowed_by=_named(books, reviewed.disallowed_by[key[0]]) if claim else None,
        opened_minor=claim.opened_minor if claim else None,
        repaid_minor=claim.repaid_minor if claim else None,
        waived_minor=claim.waived_minor if claim else None,
        left_minor=claim.open_minor if claim else None,
    )


def _named(books: Books, funds: Iterable[int]) -> str | None:
    """A donor from whose source something is claimed reads that another funder disallowed it, not which one."""
    named = {books.registry.funds[id].code if books.scope.owns(id) else ANOTHER_FUND for id in funds}
    return ";".join(sorted(named)) or None


def _shares(books: Books, project_ids: Iterable[int]) -> Mapping[Key, int]:
    """What each source paid of each voucher of these projects."""
    return {
        (voucher.reference, source.label): part
        for id in project_ids
        for voucher, parts in attributed(books.projects[id].brought, books.projects[id].spending)
        for source, part in parts
    }


def _standing(thread: Iterable[WordRecord]) -> Standing:
    return standing_of(word.verdict for word in thread)


def _source(books: Books, fund_id: int) -> str:
    return fund_source(books.registry.funds[fund_id].code).label


def _owns(books: Books, source: str) -> bool:
    fund_id = books.scope.fund_id
    return fund_id is None or source == _source(books, fund_id)


def _rank(source: str) -> int:
    """In the order of the sources of a project."""
    return next(kind for kind in SourceKind if f"{source} ".startswith(f"{kind.word} "))
