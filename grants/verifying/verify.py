"""flask verify: each programme rebuilt from its events and compared with all that is stored."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sqlalchemy.exc import NoResultFound
from sqlmodel import Session, col, select

from core import guards
from core.journal.heads import KeptHeads
from core.journal.models import JournalHead
from core.programmes import Programme
from grants.submissions.verifying import submission_differences
from grants.verifying.amounts import check_amounts
from grants.verifying.contributions import check_client_ids, check_reversals
from grants.verifying.differences import Check, Difference, DifferenceKind
from grants.verifying.journal import check_journal, lost_journals
from grants.verifying.quarters import check_quarters, check_sealed
from grants.verifying.rebuilding import Rebuilding
from grants.verifying.recorded import Recorded
from grants.verifying.results import Checked, Counted, Verified
from grants.verifying.rows import compare_rows
from grants.verifying.sums import check_joint, check_releases, check_sums
from grants.verifying.tallies import compare_tallies

MOST_DIFFERENCES = 1_000

_IMPOSSIBLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, NoResultFound)

Stage = tuple[Check, Callable[[Checked], Iterable[Difference]]]


def verify(session: Session, kept: KeptHeads | None = None) -> Iterator[Verified]:
    """One result a programme, by code; one that has a journal, but no row any more, goes by its number.

    The journals are compared with the heads that were `kept` outside the database.
    """
    query = select(Programme.id, Programme.code).order_by(col(Programme.code))
    programmes = {id: code for id, code in session.exec(query).all() if id is not None}
    for id in session.exec(select(JournalHead.programme_id)).all():
        programmes.setdefault(id, f"#{id}")
    for id, code in programmes.items():
        yield verify_programme(session, id, code, kept)
    for code, lost in lost_journals(kept or KeptHeads(), programmes.values()).items():
        result = Verified(code)
        result.take(lost)
        yield result


def verify_programme(
    session: Session, programme_id: int, code: str, kept: KeptHeads | None = None
) -> Verified:
    """At most MOST_DIFFERENCES are listed."""
    recorded, result = Recorded(), Verified(code)
    found = _differences(session, programme_id, code, kept or KeptHeads(), recorded, result)
    result.take(islice(found, MOST_DIFFERENCES))
    result.journal_entries, result.rows = recorded.count, recorded.rows
    result.position, _, result.digest = recorded.last
    return result


def _differences(
    session: Session, programme_id: int, code: str, kept: KeptHeads, recorded: Recorded, result: Verified
) -> Iterator[Difference]:
    rebuilding = Rebuilding(session, programme_id, code, recorded)
    of = session, programme_id, code
    heads = kept.of(code)
    stages: tuple[Stage, ...] = (
        (Check.JOURNAL, lambda _: _guards(session, code)),
        (Check.JOURNAL, lambda _: check_journal(*of, recorded, heads)),
        (Check.JOURNAL, lambda _: compare_rows(*of, recorded)),
        (Check.CLOSED_QUARTERS, lambda checked: check_quarters(*of, checked)),
        (Check.SUMS, lambda _: compare_tallies(*of)),
        (Check.MATCHES, lambda _: rebuilding.differences()),
        (Check.SUMS, lambda checked: check_sums(*of, checked)),
        (Check.SPLITS, lambda checked: check_releases(*of, checked)),
        (Check.SPLITS, lambda checked: check_joint(*of, checked)),
        (Check.CLIENT_IDS, lambda checked: check_client_ids(*of, checked)),
        (Check.CLIENT_IDS, lambda _: submission_differences(*of)),
        (Check.REVERSALS, lambda checked: check_reversals(*of, checked)),
        (Check.SEALED, lambda checked: check_sealed(*of, checked)),
        (Check.CURRENCIES, lambda checked: check_amounts(*of, checked)),
    )
    events = 0
    for check, stage in stages:
        try:
            with result.timed(check) as checked:
                yield from stage(checked)
        except _IMPOSSIBLE as impossible:
            # Altered rows can say what cannot be: a day 'x', a reversal of what is not there. It is a finding.
            yield Difference(DifferenceKind.IMPOSSIBLE, code, repr(impossible))
        events = events or len(recorded.events)
    result.match_entries, result.balances = rebuilding.entries, rebuilding.balances
    result.granted, result.unexplained = rebuilding.granted, rebuilding.unexplained
    _count(result, Check.JOURNAL, {Counted.JOURNAL_ENTRIES: recorded.count, Counted.ROWS: recorded.rows})
    _count(result, Check.JOURNAL, {Counted.HEADS: len(heads)})
    _count(result, Check.MATCHES, {Counted.EVENTS: events, Counted.MATCH_ENTRIES: rebuilding.entries})
    _count(result, Check.SUMS, {Counted.BALANCES: rebuilding.balances})
    result.checks[Check.MATCHES].money = dict(rebuilding.granted)


def _count(result: Verified, check: Check, counted: dict[Counted, int]) -> None:
    result.checks[check].counted |= counted


def _guards(session: Session, code: str) -> Iterator[Difference]:
    """A guard that is gone says that somebody could alter what is only added to."""
    for name in guards.faults(session.connection()):
        yield Difference(DifferenceKind.GUARD_FAULT, code, name)
