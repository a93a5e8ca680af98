"""What must hold of grievances and their steps: what is restricted stays so, each step follows on the last."""

from collections import defaultdict
from datetime import date

from core.accounts.names import name_key
from grants.grievances.states import State, transition
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.workbook.mapping import Content
from household_groups.models.grievances import Access
from household_groups.models.grievances import GrievanceStepKind as Step

_Steps = dict[int, tuple[Content, Row | None]]
"""By number, with the row where it is new."""


def check_grievances(upload: Upload) -> None:
    """What was told in confidence stays so: nobody opens it up by a row."""
    for row in upload.of("grievances"):
        known = upload.known["grievances"].get(row.key)
        was = known.content["access"] if known else None
        if was == Access.RESTRICTED and row.content["access"] == Access.OPEN:
            upload.refuse(row, "access", RowProblem.STAYS_RESTRICTED, key=row.key)


def check_grievance_steps(upload: Upload) -> None:
    """Those of one grievance are walked in their order, the known ones first."""
    threads: defaultdict[str, _Steps] = defaultdict(dict)
    for row in upload.new("grievance_steps"):
        if None not in (row.content["grievance"], row.content["number"]):
            threads[row.content["grievance"]][row.content["number"]] = row.content, row
    if not threads:
        return
    for known in upload.known["grievance_steps"].values():
        of = known.content["grievance"]
        if of in threads:
            threads[of].setdefault(known.content["number"], (known.content, None))
    for code, steps in threads.items():
        grievance = upload.look_up("grievances", code)
        if grievance is not None:
            _walk(upload, grievance, steps)


def _walk(upload: Upload, grievance: Content, steps: _Steps) -> None:
    state, last = State.RECEIVED, grievance["received_on"]
    for place, number in enumerate(sorted(steps), 1):
        content, row = steps[number]
        if content["step"] is None:
            return
        found = transition(state, Step(content["step"]))
        if row is not None:
            if found is None or number != place:
                said = {"reference": content["grievance"], "state": state.value}
                upload.refuse(
                    *(row, "number", RowProblem.STEP_OUT_OF_ORDER),
                    **said,
                    decision=content["step"],
                    number=number,
                )
                return
            if found.needs_words and content["words"] is None:
                upload.refuse(row, "words", RowProblem.NEEDED_WITH, because="step")
            if found.needs_another:
                _check_another(upload, row, grievance)
            _check_day(upload, row, last)
        state = found.after if found else state
        last = content["decided_on"] or last


def _check_another(upload: Upload, row: Row, grievance: Content) -> None:
    by, recorded_by = row.content["decided_by"], grievance["recorded_by"]
    if by is not None and recorded_by is not None and name_key(by) == name_key(recorded_by):
        code = row.content["grievance"]
        upload.refuse(row, "decided_by", RowProblem.RESOLVED_BY_RECORDER, by=by, reference=code)


def _check_day(upload: Upload, row: Row, last: date | None) -> None:
    on = row.content["decided_on"]
    if on is not None and last is not None and on < last:
        earlier = "received_on" if row.content["number"] == 1 else "decided_on"
        upload.refuse(row, "decided_on", RowProblem.DATE_BEFORE, earlier=earlier, date=last)
