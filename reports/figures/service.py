"""The rows of `service`: each check of a work after its handover, made or due, and what it found."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from grants.impact.due_checks import DueCheck, DueState, Made, due_checks
from reports.figures.books import Books
from reports.figures.quotients import quotient
from reports.figures.reach import Service
from reports.queries.registry import ProjectRecord
from reports.queries.serving import CheckRecord


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """Money in the project's currency. A check that was not made has its day and how long it is overdue alone."""

    project: str
    community: str
    handed_over_on: date | None
    months: int | None
    due_on: date | None
    state: str
    days_overdue: int | None
    checked_on: date | None
    functional: str | None
    currency: str
    fee_due_minor: int | None
    fee_paid_minor: int | None
    collection: Decimal | None
    fund_balance_minor: int | None
    repairs_minor: int | None
    days_down: int | None


def service_rows(books: Books, service: Service, handed_over: Mapping[int, date]) -> list[ServiceRow]:
    """Of the projects that the report shows; what is not due yet at the end of the span is not there."""
    checks: dict[int, list[CheckRecord]] = {}
    for each in service.checks:
        checks.setdefault(each.project_id, []).append(each)
    projects = [books.registry.projects[id] for id in checks.keys() | handed_over.keys() if books.shows(id)]
    projects.sort(key=lambda project: project.code)
    return [
        row
        for project in projects
        for row in _of_project(books, project, checks.get(project.id, []), handed_over.get(project.id))
    ]


def _of_project(
    books: Books, project: ProjectRecord, checks: Iterable[CheckRecord], handed_over_on: date | None
) -> Iterator[ServiceRow]:
    """Those that are due in their order, then checks that were made beside them."""
    made, day = {each.checked_on: each for each in checks}, books.span.ends_on
    due = due_checks(handed_over_on, [Made(each.checked_on, each.months) for each in made.values()], day)
    for each in due:
        if each.state is not DueState.AHEAD:
            yield _row(books, project, handed_over_on, each, made.pop(each.done_on) if each.done_on else None)
    for check in made.values():
        yield _row(books, project, handed_over_on, None, check)


def _row(
    books: Books,
    project: ProjectRecord,
    handed_over_on: date | None,
    due: DueCheck | None,
    check: CheckRecord | None,
) -> ServiceRow:
    return ServiceRow(
        project=project.code,
        community=books.registry.communities[project.community_id].code,
        handed_over_on=handed_over_on,
        months=due.months if due else check and check.months,
        due_on=due.due_on if due else None,
        state=(due.state if due else DueState.DONE).value,
        days_overdue=(due.days_overdue(books.span.ends_on) or None) if due else None,
        checked_on=check and check.checked_on,
        functional=check and check.functional.value,
        currency=project.currency,
        fee_due_minor=check and check.fee_due_minor,
        fee_paid_minor=check and check.fee_paid_minor,
        collection=_collection(check),
        fund_balance_minor=check and check.fund_balance_minor,
        repairs_minor=check and check.repairs_minor,
        days_down=check and check.days_down,
    )


def _collection(check: CheckRecord | None) -> Decimal | None:
    if check is None or check.fee_due_minor is None or check.fee_paid_minor is None:
        return None
    return quotient(check.fee_paid_minor, check.fee_due_minor)
