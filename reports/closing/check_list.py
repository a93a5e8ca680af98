"""The check list of a quarter that is to be closed: what forbids it, what has to be said, what to know of.

It is made from one state of the books. `verify` and the report are run for it, which for a large programme
takes some seconds.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256

from pydantic_core import to_json
from sqlmodel import Session, select

from core.calendar import Span
from core.errors import Refusal
from core.journal.verify import head_of
from core.programmes import Closing, Programme, today_in
from grants.models.proposals import Proposal
from grants.verifying.verify import verify_programme
from reports.closing.imbalances import Imbalance, imbalances_of
from reports.closing.proposals_dated import open_proposals_dated
from reports.closing.quarters import active_quarters, closings_of, empty_before, read_quarter
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks
from reports.closing.unverified import Unverified, unverified_until
from reports.quarterly import quarterly_report
from reports.refusals import ReportReason
from reports.report import QuarterlyReport
from reports.signing.digest import figures_digest


@dataclass(frozen=True)
class Missing:
    """References without a reason, accounts without an explanation."""

    carried: list[str]
    explained: list[str]

    def __bool__(self) -> bool:
        return bool(self.carried or self.explained)


@dataclass
class CheckList:
    """`faults` forbid closing, whatever is said. `position` and `head` are those of the journal.

    `closed_with` are earlier quarters in which nothing counts, and `checked` the entries of the journal that
    `verify` went through. Without a report there are no imbalances.
    """

    programme: Programme
    span: Span
    position: int
    head: str
    faults: list[Refusal] = field(default_factory=list)
    checked: int = 0
    report: QuarterlyReport | None = None
    unverified: list[Unverified] = field(default_factory=list)
    imbalances: list[Imbalance] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    closed_with: list[str] = field(default_factory=list)

    @property
    def quarter(self) -> str:
        return str(self.span)

    @cached_property
    def figures(self) -> str:
        """The digest of the report's figures, which is what people sign; '' where there is no report."""
        return figures_digest(self.report) if self.report else ""

    @property
    def seen(self) -> str:
        """The SHA-256 of what it says: the figures, and all that needs a word or forbids closing."""
        says = {
            "quarter": self.quarter,
            "faults": [[fault.reason, str(sorted(fault.details.items()))] for fault in self.faults],
            "unverified": self.unverified,
            "imbalances": [[each.what, each.minor, each.currency] for each in self.imbalances],
            "figures": self.figures,
            "proposals": [each.id for each in self.proposals],
            "closed_with": self.closed_with,
        }
        return sha256(to_json(says)).hexdigest()

    def forget_report(self) -> None:
        """For who has read of it what they need; its digest stays."""
        assert self.figures is not None
        self.report = None

    def missing(self, remarks: Remarks) -> Missing:
        return Missing(
            [each.reference for each in self.unverified if not remarks.carried.get(each.reference)],
            [each.what for each in self.imbalances if not remarks.explained.get(each.what)],
        )


def check_list(session: Session, programme_code: str, quarter: str, at: datetime) -> CheckList:
    """The session is a snapshot. Raises Refusal for what is no programme and no quarter."""
    span = read_quarter(quarter)
    programme = session.exec(select(Programme).where(Programme.code == programme_code)).first()
    if programme is None or programme.id is None:
        raise Refusal(ReportReason.UNKNOWN_PROGRAMME, programme=programme_code)
    position, _, head = head_of(session, programme.id)
    found = CheckList(programme, span, position, head)
    closed = closings_of(session, programme.id)
    active = active_quarters(session, programme.id)
    _look_at_time(found, today_in(programme, at), closed, active)
    _look_at_books(session, found, programme.id)
    _look_at_report(session, found)
    found.closed_with = empty_before(programme, span, active, closed)
    found.unverified = unverified_until(session, programme.id, span.ends_on)
    found.proposals = open_proposals_dated(session, programme.id, span)
    return found


def _look_at_time(found: CheckList, today: date, closed: dict[str, Closing], active: list[Span]) -> None:
    span, quarter = found.span, found.quarter
    if quarter in closed:
        by = closed[quarter].closed_by or "–"
        found.faults.append(
            Refusal(ClosingReason.CLOSED, quarter=quarter, on=closed[quarter].closed_on, by=by)
        )
    elif span.ends_on >= today:
        found.faults.append(Refusal(ClosingReason.NOT_OVER, quarter=quarter, ends_on=span.ends_on))
    earlier = [str(each) for each in active if each < span and str(each) not in closed]
    if earlier:
        found.faults.append(Refusal(ClosingReason.EARLIER_OPEN, quarter=quarter, earlier=earlier[0]))


def _look_at_books(session: Session, found: CheckList, programme_id: int) -> None:
    verified = verify_programme(session, programme_id, found.programme.code)
    found.checked = verified.journal_entries
    if verified.differences:
        count = len(verified.differences)
        found.faults.append(Refusal(ClosingReason.BOOKS_DIFFER, programme=found.programme.code, count=count))


def _look_at_report(session: Session, found: CheckList) -> None:
    try:
        found.report = quarterly_report(session, found.programme.code, found.span)
    except Refusal as refusal:
        found.faults.append(refusal)
        return
    found.imbalances = imbalances_of(found.report)
