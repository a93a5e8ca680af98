"""All that waits for a person in a programme, in the order in which it is to be done."""

from collections.abc import Iterator

from sqlmodel import Session

from reports.waiting import (
    agreeing,
    closing,
    finance,
    funding,
    giving,
    grievances,
    living,
    managing,
    paying,
    proposals,
    reviewing,
    service,
    signing,
    verifying,
)
from reports.waiting.task import Place, Task


def tasks_in(session: Session, place: Place) -> list[Task]:
    return list(_tasks(session, place))


def _tasks(session: Session, place: Place) -> Iterator[Task]:
    for kind in (
        agreeing,
        giving,
        verifying,
        closing,
        signing,
        paying,
        reviewing,
        grievances,
        proposals,
        service,
        living,
        managing,
        finance,
        funding,
    ):
        yield from kind.tasks(session, place)
