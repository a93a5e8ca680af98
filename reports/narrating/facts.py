"""What a draft is written from: the report of the quarter, and what the books say beside it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, select

from core.calendar import Span, quarter_after, quarter_of
from grants.telling.plan import (
    Work,
    WorkCheck,
    checks_due_in,
    closing_in,
    done_by,
    ending_in,
    finished_in,
    without_progress_in,
)
from household_groups.models.life import ProjectStepKind
from reports.closing.imbalances import Imbalance, imbalances_of
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.remarks import from_json
from reports.figures.months import MonthRow
from reports.report import QuarterlyReport


@dataclass(frozen=True)
class Facts:
    """`before` and `after` are the quarters around it; `carried` counts reasons of the one before."""

    report: QuarterlyReport
    before: Span
    after: Span
    completed: Sequence[Work] = ()
    handed_over: Sequence[Work] = ()
    done: Collection[str] = ()
    """Codes of the works that were finished by the end of the quarter."""
    ending: Sequence[Work] = ()
    silent: Sequence[str] = ()
    """Names of communities with works under way of which no progress was reported."""
    with_works: int = 0
    funds_closing: Sequence[tuple[str, date]] = ()
    checks: Sequence[WorkCheck] = ()
    imbalances: Sequence[Imbalance] = ()
    carried: Mapping[str, int] = field(default_factory=dict)

    @property
    def currency(self) -> str:
        return self.report.programme.currency

    def months_of(self, span: Span) -> list[MonthRow]:
        return [row for row in self.report.months if row.starts_on in span]


def facts_of(session: Session, report: QuarterlyReport) -> Facts:
    id, span = report.programme.id, report.span
    before = quarter_of(span.starts_on - timedelta(days=1))
    after = quarter_after(span)
    finished = finished_in(session, id, span)
    done = done_by(session, id, span.ends_on)
    silent, with_works = without_progress_in(session, id, span, done)
    return Facts(
        report,
        before,
        after,
        completed=finished[ProjectStepKind.COMPLETED],
        handed_over=finished[ProjectStepKind.HANDED_OVER],
        done=done,
        ending=ending_in(session, id, after, done),
        silent=silent,
        with_works=with_works,
        funds_closing=closing_in(session, id, after),
        checks=checks_due_in(session, id, after),
        imbalances=imbalances_of(report),
        carried=_carried(session, id, str(before)),
    )


def _carried(session: Session, programme_id: int, quarter: str) -> Mapping[str, int]:
    """The reasons with which contributions were left when that quarter was closed, the commonest first."""
    query = select(ClosingRequest).where(
        ClosingRequest.programme_id == programme_id,
        ClosingRequest.quarter == quarter,
        ClosingRequest.state == ClosingState.CLOSED,
    )
    request = session.exec(query).first()
    reasons = Counter(from_json(request.remarks).carried.values()) if request else Counter[str]()
    return dict(sorted(reasons.items(), key=lambda each: (-each[1], each[0])))
