"""What steps of projects stand on may be corrected while it still carries them: else no export would import."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from grants.importing.changes import Change
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.living.facts import Facts
from grants.living.lacking import Lack, Standing, lacks_of
from grants.living.transitions import Condition, transition
from household_groups.models.life import ProjectStep

LACKING = {
    Condition.CHOSEN: RowProblem.PROJECT_NOT_CHOSEN,
    Condition.COSTED: RowProblem.PROJECT_NOT_COSTED,
    Condition.BASELINES: RowProblem.PROJECT_WITHOUT_BASELINES,
    Condition.BUILT: RowProblem.PROJECT_NOT_BUILT,
}

_READS = {
    Condition.CHOSEN: ("projects", "community"),
    Condition.COSTED: ("projects", "budget"),
    Condition.BASELINES: ("indicators", "baseline"),
    Condition.BUILT: ("progress", "actual"),
}
"""What may be corrected of what a step stands on. Papers are not taken away, meetings stay: see meeting_checks."""


@dataclass(frozen=True)
class Touched:
    """A place in the file that tells something anew of a project: a row, else a change."""

    sheet: str
    row: Row | None = None
    change: Change | None = None


def touched_in(upload: Upload, changes: Iterable[Change]) -> dict[str, list[Touched]]:
    """By the code of the project."""
    found: defaultdict[str, list[Touched]] = defaultdict(list)
    for sheet, _column in _READS.values():
        for row in upload.sound(sheet):
            if row.is_new or row.changed:
                found[row.content.get("project") or row.key].append(Touched(sheet, row))
    sheets = {sheet for sheet, _column in _READS.values()}
    for change in changes:
        if change.sheet in sheets:
            content = upload.look_up(change.sheet, change.code) or {}
            code = content.get("project") or change.code
            found[code].append(Touched(change.sheet, change=change))
    return found


def check_stood_on(upload: Upload, facts: Facts, touched: list[Touched], new: set[int]) -> None:
    """The first of the steps that were booked before that a correction leaves without what it stands on."""
    refused = set()
    for at, step in enumerate(facts.steps):
        lacking = [] if step.number in new else _lacking(facts, facts.steps[:at], step)
        for lack, place in ((lack, _place(lack, touched)) for lack in lacking):
            if place is not None and lack.condition not in refused:
                refused.add(lack.condition)
                _refuse(upload, place, lack, {"step": step.step.value, "reference": facts.project.code})


def told(facts: Facts, before: list[ProjectStep], step: ProjectStep) -> Standing:
    """A step as it was taken."""
    meeting = facts.meetings.get(step.meeting_id or 0)
    return Standing(facts, before, step.decided_on, meeting, step.words or "", step.decided_by, is_told=True)


def _lacking(facts: Facts, before: list[ProjectStep], step: ProjectStep) -> list[Lack]:
    found = transition(before[-1].step if before else None, step.step)
    lacks = lacks_of(found, told(facts, before, step)) if found else []
    return [lack for lack in lacks if lack.condition in _READS]


def _place(lack: Lack, touched: Iterable[Touched]) -> Touched | None:
    assert lack.condition is not None
    sheet, _column = _READS[lack.condition]
    return next((each for each in touched if each.sheet == sheet), None)


def _refuse(upload: Upload, place: Touched, lack: Lack, named: dict[str, str]) -> None:
    assert lack.condition is not None
    kind, (_sheet, column) = LACKING[lack.condition], _READS[lack.condition]
    if place.row is not None:
        upload.refuse(place.row, column, kind, **named, percent=lack.percent)
    elif place.change is not None:
        upload.refuse_cell("changes", place.change.number, "value", kind, **named, percent=lack.percent)
