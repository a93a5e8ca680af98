"""What can be wrong with milestones, certifications, tranches, their steps and payments, and with documents."""

from grants.importing.problems import RowProblem as P
from tests.grants import programme as of
from tests.grants.importing.cases import Case, only
from tests.grants.programme import Row, Sheets

_UNDER: Row = {"project": "W-1", "fund": "F", "milestone": "M1", "asked_by": "rustam"}


def milestone(code: str = "M1", **other: object) -> Row:
    """Of 1,000 that are matched 400, once the minutes are there."""
    row = {"project": "W-1", "fund": "F", "code": code, "name": "Start of works", "share": 0.4}
    return row | {"gate": "minutes"} | other


def certification(**other: object) -> Row:
    return {**_UNDER, "reference": "C-1", "asked_on": "2026-03-10"} | other


def tranche(**other: object) -> Row:
    return {**_UNDER, "reference": "T-1", "asked_on": "2026-03-12", "amount": 400} | other


def step(number: int = 1, by: str = "zarina", **other: object) -> Row:
    """An approval of the tranche."""
    asked = {"subject": "tranches", "reference": "T-1", "number": number, "decision": "approved"}
    return asked | {"decided_on": "2026-03-13", "decided_by": by} | other


def certified(**other: object) -> Row:
    said: Row = {"subject": "certifications", "reference": "C-1", "decision": "certified"}
    return step(by="nigora") | said | {"decided_on": "2026-03-11"} | other


def document(**other: object) -> Row:
    row = {"reference": "DOC-1", "sheet": "projects", "key": "W-1", "kind": "minutes", "title": "Minutes"}
    return row | {"sha256": "a" * 64, "added_on": "2026-03-10", "added_by": "Olim"} | other


def payment(reference: str = "D-1", amount: object = 400, **other: object) -> Row:
    return of.payment(reference, amount, tranche="T-1") | other


def books(*steps: Row, **sheets: list[Row]) -> Sheets:
    """Of 1,000 that are matched a tranche of 400 is asked for."""
    asked: Sheets = {
        "contributions": [of.contribution(amount=1_000)],
        "milestones": [milestone()],
        "certifications": [certification()],
        "tranches": [tranche()],
        "steps": list(steps),
    }
    return of.programme(**asked | sheets)


_APPROVED = (step(), step(2, "bakhrom"))

CASES_OF_PAYING = [
    Case(
        P.SHARES_BEYOND_WHOLE,
        "milestones share 2",
        only(milestones=[milestone("M2", share=0.7)]),
        before=books(),
    ),
    Case(P.MILESTONE_IN_USE, "milestones share 2", only(milestones=[milestone(share=0.5)]), before=books()),
    Case(P.WORKS_WITHOUT_GATE, "milestones works 2", of.programme(milestones=[milestone(works=50)])),
    Case(P.DECISION_OF_OTHER_SUBJECT, "steps decision 2", books(certified(decision="approved"))),
    Case(P.STEP_OUT_OF_ORDER, "steps number 2", books(step(2))),
    Case(P.STEP_BY_SAME_PERSON, "steps decided_by 2", books(step(by="Rustam"))),
    Case(P.STEP_BY_SAME_PERSON, "steps decided_by 3", books(step(), step(2))),
    Case(
        P.STEP_AFTER_PAYMENT,
        "steps decision 2",
        only(steps=[step(3, "olim", decision="declined", reason="Wait")]),
        before=books(certified(), *_APPROVED, disbursements=[payment()]),
    ),
    Case(
        P.TRANCHE_NEEDED,
        "disbursements override_reason 2",
        only(disbursements=[of.payment(override_reason=None)]),
        before=books(),
    ),
    Case(
        P.TRANCHE_NOT_APPROVED,
        "disbursements tranche 2",
        books(certified(), step(), disbursements=[payment()]),
    ),
    Case(P.TRANCHE_BEFORE_MILESTONE, "disbursements tranche 2", books(*_APPROVED, disbursements=[payment()])),
    Case(
        P.TRANCHE_EXCEEDED,
        "disbursements amount 2",
        books(certified(), *_APPROVED, disbursements=[payment(amount=400.01)]),
    ),
    Case(
        P.TRANCHE_PAID_TWICE,
        "disbursements tranche 2",
        only(disbursements=[payment("D-2", 1)]),
        before=books(certified(), *_APPROVED, disbursements=[payment()]),
    ),
    Case(P.SHEET_UNKNOWN, "documents sheet 2", of.programme(documents=[document(sheet="donors")])),
    Case(P.NOT_A_SHA256, "documents sha256 2", of.programme(documents=[document(sha256="a" * 63)])),
]
