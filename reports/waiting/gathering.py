"""All that waits for a person in a programme, in the order in which it is to be done."""

from collections.abc import Iterator

from sqlmodel import Session

from reports.waiting import (
    agreeing,
    closing,
    finance,
    funding,
    giving,
    managing,
    paying,
    proposals,
    reviewing,
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
        paying,
        reviewing,
        proposals,
        managing,
        finance,
        funding,
    ):
        yield from kind.tasks(session, place)
