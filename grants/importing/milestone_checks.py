"""What must hold of milestones, certifications, tranches and the steps that decide on them."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, localcontext

from core.accounts.names import name_key
from core.journal.append import row_key
from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.milestones import Decision, Gate, Subject
from grants.paying.states import State, is_barred, transition
from grants.workbook.mapping import Content

_WHO_DECIDES = {
    Subject.CERTIFICATIONS: {Decision.CERTIFIED, Decision.DECLINED, Decision.WITHDRAWN},
    Subject.TRANCHES: {Decision.APPROVED, Decision.DECLINED, Decision.WITHDRAWN},
}

_EXACT = 100
"""Digits: more than the longest shares of a project have together."""


def check_milestones(upload: Upload) -> None:
    for row in upload.of("milestones"):
        _check_share(upload, row)
        _check_works(upload, row)
        _check_unused(upload, row)
    _check_sums(upload)


def check_certifications(upload: Upload) -> None:
    for row in upload.of("certifications"):
        _check_milestone(upload, row)


def check_tranches(upload: Upload) -> None:
    for row in upload.of("tranches"):
        amount = row.content["amount"]
        if amount is not None and amount <= 0:
            upload.refuse(row, "amount", RowProblem.NOT_POSITIVE)
        if row.content["milestone"] is not None:
            _check_milestone(upload, row)


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
    if is_barred(found.who, by, asker, approved_by) or _added_evidence(upload, decision, asked, by):
        upload.refuse(row, "decided_by", RowProblem.STEP_BY_SAME_PERSON, by=by, reference=reference)
    if found.needs_reason and row.content["reason"] is None:
        upload.refuse(row, "reason", RowProblem.NEEDED_WITH, because="decision")
    on, asked_on = row.content["decided_on"], asked["asked_on"]
    if on is not None and asked_on is not None and on < asked_on:
        upload.refuse(row, "decided_on", RowProblem.DATE_BEFORE, earlier="asked_on", date=asked_on)


def _added_evidence(upload: Upload, decision: Decision, asked: Content, by: str) -> bool:
    """Nobody certifies on evidence of their own. Documents in the file are not read yet: those known count."""
    if decision is not Decision.CERTIFIED:
        return False
    key = row_key(asked["project"], asked["fund"], asked["milestone"])
    return any(
        content["sheet"] == "milestones"
        and content["key"] == key
        and name_key(content["added_by"]) == name_key(by)
        for content in (known.content for known in upload.known["documents"].values())
    )


def _check_share(upload: Upload, row: Row) -> None:
    share = row.content["share"]
    if share is not None and Decimal(share) <= 0:
        upload.refuse(row, "share", RowProblem.NOT_POSITIVE)
    elif share is not None and Decimal(share) > 1:
        upload.refuse(row, "share", RowProblem.OUT_OF_RANGE, least=0, most=1)


def _check_works(upload: Upload, row: Row) -> None:
    gate, works = row.content["gate"], row.content["works"]
    if gate is None:
        return
    if gate != Gate.WORKS:
        if works is not None:
            upload.refuse(row, "works", RowProblem.WORKS_WITHOUT_GATE)
    elif works is None:
        upload.refuse(row, "works", RowProblem.NEEDED_WITH, because="gate")
    elif Decimal(works) <= 0:
        upload.refuse(row, "works", RowProblem.NOT_POSITIVE)
    elif Decimal(works) > 100:
        upload.refuse(row, "works", RowProblem.OUT_OF_RANGE, least=0, most=100)


def _check_unused(upload: Upload, row: Row) -> None:
    """A milestone may change until something was asked for under it, and then never."""
    if row.is_new:
        return
    known = upload.known["milestones"][row.key].content
    changed = [column for column, value in known.items() if row.content[column] != value]
    if changed and any(_is_under(content, known) for content in _asked(upload)):
        upload.refuse(row, changed[0], RowProblem.MILESTONE_IN_USE, key=row.key)


def _asked(upload: Upload) -> Iterator[Content]:
    for sheet in ("certifications", "tranches"):
        yield from (known.content for known in upload.known[sheet].values())


def _is_under(asked: Content, milestone: Content) -> bool:
    same = all(asked[column] == milestone[column] for column in ("project", "fund"))
    return same and bool(asked["milestone"] == milestone["code"])


def _check_sums(upload: Upload) -> None:
    """The shares of a project and fund, as they would be: those of the file in place of those known."""
    given = {row.key: row for row in upload.of("milestones") if row.content["share"] is not None}
    pairs = {_pair(row.content) for row in given.values()}
    if not pairs:
        return
    contents = {key: known.content for key, known in upload.known["milestones"].items()}
    contents |= {key: row.content for key, row in given.items()}
    sums: dict[tuple[str | None, ...], Decimal] = defaultdict(Decimal)
    with localcontext(prec=_EXACT):
        for content in contents.values():
            if _pair(content) in pairs:
                sums[_pair(content)] += Decimal(content["share"])
    for row in given.values():
        whole = sums[_pair(row.content)]
        known = upload.known["milestones"].get(row.key)
        is_same = known is not None and known.content["share"] == row.content["share"]
        if whole > 1 and row.is_sound and not is_same:
            said = format(whole, "f")
            project, fund = _pair(row.content)
            upload.refuse(
                *(row, "share", RowProblem.SHARES_BEYOND_WHOLE), project=project, fund=fund, sum=said
            )


def _pair(content: Content) -> tuple[str | None, ...]:
    return content["project"], content["fund"]


def _check_milestone(upload: Upload, row: Row) -> None:
    parts = [row.content[column] for column in ("project", "fund", "milestone")]
    if None not in parts and not upload.has("milestones", row_key(*parts)):
        code = row.content["milestone"]
        upload.refuse(row, "milestone", RowProblem.CODE_UNKNOWN, code=code, of_sheet="milestones")
