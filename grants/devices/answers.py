"""What a device is told about each row that it sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from grants.devices.labels import NOT_TAKEN, OTHER_CONTENT, RECORDED
from grants.devices.rows import Fault, Sent
from grants.entering.said import said
from grants.entering.typed import place_of
from grants.recording.present import PresentState, already
from grants.workbook.problems import Problem
from household_groups.models.submissions import SubmissionConflict


@dataclass(frozen=True)
class Answer:
    """`reference` and `state` are of the contribution; `conflict` is what was kept of a row with other content."""

    status: HTTPStatus
    message: str = ""
    reference: str | None = None
    state: PresentState | None = None
    faults: tuple[Fault, ...] = ()
    conflict: SubmissionConflict | None = None


def recorded(reference: str) -> Answer:
    message = str(RECORDED) % {"reference": reference}
    return Answer(HTTPStatus.CREATED, message, reference, PresentState.RECORDED)


def known(reference: str, state: PresentState) -> Answer:
    return Answer(HTTPStatus.OK, already(state, reference), reference, state)


def other_content(conflict: SubmissionConflict) -> Answer:
    """Nothing of what is there: it may be somebody else's."""
    return Answer(HTTPStatus.CONFLICT, str(OTHER_CONTENT), conflict=conflict)


def refused(faults: Iterable[Fault], status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> Answer:
    found = tuple(faults)
    return Answer(status, " ".join(dict.fromkeys(each.message for each in found)), faults=found)


def refused_by_the_books(problems: Iterable[Problem]) -> Answer:
    """What the checks of an import found."""
    return refused(Fault(place_of(each)[2], each.kind.value, said(each)) for each in problems)


def not_taken() -> Answer:
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, str(NOT_TAKEN))


def of_faulty(row: Sent) -> Answer:
    return refused(row.faults)
