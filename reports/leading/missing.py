"""All that is missing in a quarter, kind by kind, in the order in which it is asked for."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.calendar import Span
from reports.leading.holders import Holders
from reports.leading.thing import Kind, Look
from reports.leading.unanswered import unanswered
from reports.leading.unbalanced import unexplained, unticked
from reports.leading.unchecked import unchecked
from reports.leading.undecided import undecided
from reports.leading.unmeasured import unmeasured, without_progress
from reports.leading.unpapered import payments_without_papers, vouchers_without_papers, without_vouchers
from reports.leading.unrated import unrated
from reports.leading.unresolved import unresolved
from reports.leading.unreviewed import unreviewed
from reports.leading.unstepped import unstepped
from reports.leading.unverified import unverified
from reports.waiting.task import Place

_KINDS = (
    unverified,
    unrated,
    without_progress,
    unmeasured,
    without_vouchers,
    payments_without_papers,
    vouchers_without_papers,
    unanswered,
    unreviewed,
    undecided,
    unticked,
    unexplained,
    unstepped,
    unchecked,
    unresolved,
)


@dataclass(frozen=True)
class Missing:
    """`kinds` are all that were looked for, also those of which nothing is missing."""

    kinds: list[Kind]

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)

    @property
    def oldest(self) -> date | None:
        return min((kind.oldest for kind in self.kinds if kind.oldest is not None), default=None)

    @property
    def has_nobody(self) -> bool:
        """Whether something is with nobody: no person has the role there."""
        return any(not thing.who.names for kind in self.kinds for thing in kind.things)

    @property
    def open(self) -> list[Kind]:
        return [kind for kind in self.kinds if kind.count]

    @property
    def complete(self) -> list[Kind]:
        return [kind for kind in self.kinds if not kind.count]


def missing_in(session: Session, place: Place, span: Span, holders: Holders) -> Missing:
    look = Look(session, place, span, holders)
    return Missing([kind(look) for kind in _KINDS])
