"""What must hold of steps: each follows from the last, said by somebody who may."""

from collections import defaultdict

from core.accounts.names import name_key
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.milestones import Decision, Subject
from grants.paying.states import State, is_barred, transition
from grants.workbook.mapping import Content

_WHO_DECIDES = {
    Subject.CERTIFICATIONS: {Decision.CERTIFIED, Decision.DECLINED, Decision.WITHDRAWN},
    Subject.TRANCHES: {Decision.APPROVED, Decision.DECLINED, Decision.WITHDRAWN},
}


def check_steps(upload: Upload) -> None:
    """Steps of one thing are walked in their order, the known ones first: each has to follow from the last."""
    named = {(row.content["subject"], row.content["reference"]) for row in upload.of("steps") if row.is_new}
    if not named:
        return
    steps: dict[tuple[str | None, str | None], dict[int, tuple[Content, Row | None]]] = defaultdict(dict)
    for known in upload.known["steps"].values():
        content = known.content
        if (content["subject"], content["reference"]) in named:
            steps[content["subject"], content["reference"]][content["number"]] = content, None
    for row in upload.of("steps"):
        key = row.content["subject"], row.content["reference"]
        if row.is_new and row.content["number"] is not None:
            steps[key][row.content["number"]] = row.content, row
    for (subject, reference), found in steps.items():
        if subject is not None and reference is not None:
            _walk(upload, Subject(subject), reference, [found[number] for number in sorted(found)])


def _walk(upload: Upload, subject: Subject, reference: str, steps: list[tuple[Content, Row | None]]) -> None:
    asked = upload.look_up(subject.value, reference)
    state, approved_by = State.ASKED, list[str]()
    for place, (content, row) in enumerate(steps, 1):
        if content["decision"] is None or content["decided_by"] is None:
            continue
        decision = Decision(content["decision"])
        found = transition(subject, state, decision)
        if row is not None:
            if asked is None:
                upload.refuse(
                    row, "reference", RowProblem.CODE_UNKNOWN, code=reference, of_sheet=subject.value
                )
                continue
            _check_step(upload, row, asked, place, (state, decision, approved_by))
        if found is None:
            continue
        state = found.after
        if decision is Decision.APPROVED:
            approved_by.append(content["decided_by"])


def _check_step(
    upload: Upload, row: Row, asked: Content, place: int, at: tuple[State, Decision, list[str]]
) -> None:
    state, decision, approved_by = at
    subject, by = Subject(row.content["subject"]), row.content["decided_by"]
    reference = row.content["reference"]
    if decision not in _WHO_DECIDES[subject]:
        named = {"decision": decision.value, "subject": subject.value}
        upload.refuse(row, "decision", RowProblem.DECISION_OF_OTHER_SUBJECT, **named)
        return
    found = transition(subject, state, decision)
    if found is None or row.content["number"] != place:
        upload.refuse(
            *(row, "number", RowProblem.STEP_OUT_OF_ORDER),
            reference=reference,
            state=state.value,
            decision=decision.value,
            number=row.content["number"],
        )
        return
    asker = asked["asked_by"] or ""
    is_own = decision is Decision.CERTIFIED and _added_evidence(upload, row, asked)
    if is_own or is_barred(found.who, by, asker, approved_by):
        upload.refuse(row, "decided_by", RowProblem.STEP_BY_SAME_PERSON, by=by, reference=reference)
    if found.needs_reason and row.content["reason"] is None:
        upload.refuse(row, "reason", RowProblem.NEEDED_WITH, because="decision")
    on, asked_on = row.content["decided_on"], asked["asked_on"]
    if on is not None and asked_on is not None and on < asked_on:
        upload.refuse(row, "decided_on", RowProblem.DATE_BEFORE, earlier="asked_on", date=asked_on)


def _added_evidence(upload: Upload, row: Row, asked: Content) -> bool:
    """Nobody certifies on evidence of their own.

    A file tells no hour: of its own documents those of earlier days count, since what somebody adds to a
    milestone after they certified it comes with an export too.
    """
    key, on = row_key(asked["project"], asked["fund"], asked["milestone"]), row.content["decided_on"]
    told = [other.content for other in upload.of("documents") if other.is_new]
    earlier = [paper for paper in told if on and paper["added_on"] and paper["added_on"] < on]
    known = [known.content for known in upload.known["documents"].values()]
    return any(
        paper["sheet"] == "milestones"
        and paper["key"] == key
        and name_key(paper["added_by"] or "") == name_key(row.content["decided_by"])
        for paper in (*known, *earlier)
    )
