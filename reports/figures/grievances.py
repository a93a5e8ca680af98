"""The rows of `grievances`: how many were received and resolved, and in how many days; never who or where.

What is restricted is counted in a row of its own, whatever its category: a category of one would say too much. In
the report of a fund, which may be in one project alone, it is not counted at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.calendar import Span
from grants.grievances.timing import Taken, Timing, timing_of
from household_groups.models.grievances import Access, Category, GrievanceStepKind
from reports.figures.quotients import quotient
from reports.queries.grievances import GrievanceRecord

RESTRICTED, ALL = "restricted", "all"
"""Names of the rows behind the categories."""

KINDS = (*(each.value for each in Category), RESTRICTED)
"""What adds up to all."""


@dataclass(frozen=True, slots=True)
class GrievanceRow:
    """`opening` is what was open on the eve of the span; `open` is opening + received + reopened - resolved.

    Days run from the day on which it was received to the answer and to the outcome that stands at the end of the
    span; `quarter` of days are those whose outcome came in the span.
    """

    category: str
    opening: int
    received_quarter: int
    reopened_quarter: int
    resolved_quarter: int
    open: int
    overdue: int
    received_total: int
    reopened_total: int
    resolved_total: int
    median_days_to_acknowledge: Decimal | None
    median_days_quarter: Decimal | None
    longest_days_quarter: int | None
    median_days_total: Decimal | None
    longest_days_total: int | None


@dataclass(frozen=True, slots=True)
class _Case:
    timing: Timing
    before: Timing | None
    steps: Sequence[Taken]


def grievance_rows(
    records: Iterable[GrievanceRecord],
    steps: Mapping[int, Sequence[Taken]],
    span: Span,
    projects: Iterable[int] | None,
) -> list[GrievanceRow]:
    """By category, then the restricted ones, then all of them; nothing where nobody complained.

    `projects` are those of a fund's report; None for the programme's.
    """
    shown = None if projects is None else set(projects)
    cases: defaultdict[str, list[_Case]] = defaultdict(list)
    for record in records:
        is_open = record.access is Access.OPEN
        if shown is not None and (not is_open or record.project_id not in shown):
            continue
        kind = record.category.value if is_open else RESTRICTED
        cases[kind].append(_case(record.received_on, steps.get(record.id, ()), span))
    if not cases:
        return []
    rows = [_row(kind, cases[kind], span) for kind in KINDS if cases[kind]]
    return [*rows, _row(ALL, [each for some in cases.values() for each in some], span)]


def median(days: Iterable[int]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(days)
    half = len(ordered) // 2
    if not ordered:
        return None
    return Decimal(ordered[half]) if len(ordered) % 2 else quotient(ordered[half - 1] + ordered[half], 2)


def _case(received_on: date, steps: Sequence[Taken], span: Span) -> _Case:
    before = received_on < span.starts_on
    earlier = [each for each in steps if each[1] < span.starts_on]
    return _Case(
        timing_of(received_on, steps, span.ends_on),
        timing_of(received_on, earlier) if before else None,
        [each for each in steps if each[1] <= span.ends_on],
    )


def _row(category: str, cases: Sequence[_Case], span: Span) -> GrievanceRow:
    answered = [days for each in cases if (days := each.timing.days_to_acknowledge) is not None]
    resolved = [each.timing for each in cases if not each.timing.is_open]
    in_span = [each for each in resolved if each.resolved_on and each.resolved_on >= span.starts_on]
    to_date, in_quarter = _days(resolved), _days(in_span)
    return GrievanceRow(
        category=category,
        opening=sum(each.before is not None and each.before.is_open for each in cases),
        received_quarter=sum(each.before is None for each in cases),
        reopened_quarter=_count(cases, GrievanceStepKind.REOPENED, span.starts_on),
        resolved_quarter=_count(cases, GrievanceStepKind.RESOLVED, span.starts_on),
        open=sum(each.timing.is_open for each in cases),
        overdue=sum(each.timing.is_overdue(span.ends_on) for each in cases),
        received_total=len(cases),
        reopened_total=_count(cases, GrievanceStepKind.REOPENED, date.min),
        resolved_total=_count(cases, GrievanceStepKind.RESOLVED, date.min),
        median_days_to_acknowledge=median(answered),
        median_days_quarter=median(in_quarter),
        longest_days_quarter=max(in_quarter, default=None),
        median_days_total=median(to_date),
        longest_days_total=max(to_date, default=None),
    )


def _days(timings: Iterable[Timing]) -> list[int]:
    return [days for each in timings if (days := each.days_to_resolve) is not None]


def _count(cases: Iterable[_Case], kind: GrievanceStepKind, since: date) -> int:
    return sum(step is kind and on >= since for each in cases for step, on in each.steps)
