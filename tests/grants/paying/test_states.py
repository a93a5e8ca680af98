"""The table of states: what the books accept of it, and that the contract shows it."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from grants.models.milestones import Decision, Step, Subject
from grants.paying.ageing import bucket_of
from grants.paying.states import State, as_markdown, state_after, transition
from tests.grants import programme as p
from tests.grants.paying.desk import milestone
from tests.grants.paying.test_at_once import CERTIFIED, approval
from tests.grants.uploading.uploads import put, refused
from tests.grants.views.money_pages import books

CONTRACT = Path(__file__).parents[3] / "docs" / "workbook.md"
PAID = p.payment(amount=400, tranche="T-1", milestone="M1")

PAPER: p.Row = {
    "reference": "DOC-1",
    "sheet": "projects",
    "key": "W-1",
    "kind": "minutes",
    "title": "Minutes",
    "added_on": "2026-03-01",
    "added_by": "Rustam",
}


def steps(*decisions: str) -> list[Step]:
    return [
        Step(
            programme_id=1,
            subject=Subject.TRANCHES,
            reference="T",
            number=number,
            decision=Decision(decision),
            decided_on=date(2026, 1, 1),
            decided_by=f"person {number}",
        )
        for number, decision in enumerate(decisions, 1)
    ]


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ((), State.ASKED),
        (("approved",), State.APPROVED_ONCE),
        (("approved", "approved"), State.APPROVED),
        (("approved", "approved", "withdrawn"), State.WITHDRAWN),
        (("declined",), State.DECLINED),
    ],
)
def test_a_tranche_stands_where_its_steps_lead(decisions: tuple[str, ...], state: State) -> None:
    assert state_after(Subject.TRANCHES, steps(*decisions)) is state


def test_nothing_follows_what_is_done_or_ended() -> None:
    for state in (State.PAID, State.DECLINED, State.WITHDRAWN, State.CERTIFIED):
        assert not any(transition(subject, state, each) for subject in Subject for each in Decision)


def test_the_contract_shows_the_table() -> None:
    assert as_markdown() in CONTRACT.read_text()


@pytest.mark.parametrize(("days", "place"), [(-1, 0), (0, 0), (30, 0), (31, 1), (60, 1), (90, 2), (91, 3)])
def test_days_fall_into_one_bucket(days: int, place: int) -> None:
    assert bucket_of(days) == place


@pytest.fixture
def certified(sqlite_engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    return books(sqlite_engine, tmp_path, **CERTIFIED)


def test_the_import_refuses_what_the_table_does_not_allow(certified: sa.Engine, tmp_path: Path) -> None:
    def found(*rows: p.Row) -> list[str]:
        return [each.partition(" ")[0] for each in p.problems(certified, tmp_path, {"steps": list(rows)})]

    assert found(approval(1, "Rustam ")) == ["step_by_same_person"]
    assert found(approval(1, "zarina"), approval(2, "zarina")) == ["step_by_same_person"]
    assert found(approval(2, "zarina")) == ["step_out_of_order"]
    assert found(approval(1, "zarina") | {"decision": "certified"}) == ["decision_of_other_subject"]
    assert found(approval(1, "zarina") | {"decision": "declined"}) == ["needed_with"]
    assert found(approval(1, "zarina") | {"decision": "withdrawn", "reason": "No"}) == ["step_by_same_person"]
    assert found(approval(1, "zarina") | {"reference": "T-9"}) == ["code_unknown"]
    assert found(approval(1, "zarina") | {"decided_on": "2026-03-01"}) == ["date_before"]
    again = CERTIFIED["steps"][0] | {"number": 2}
    assert found(again) == ["step_out_of_order"]


def test_nobody_certifies_on_papers_of_their_own_that_the_file_tells(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    books(sqlite_engine, tmp_path, milestones=[milestone()])
    told = {name: CERTIFIED[name] for name in ("certifications", "steps")}

    def found(added_on: str) -> list[str]:
        paper = PAPER | {"sheet": "milestones", "key": "W-1|F|M1", "added_on": added_on, "added_by": "Nigora"}
        return p.problems(sqlite_engine, tmp_path, told | {"documents": [paper]})

    assert found("2026-03-10") == ["step_by_same_person at steps F2"]
    assert found("2026-03-12") == [], "added after she had certified it"


def test_a_tranche_is_approved_on_the_later_of_its_two_days(certified: sa.Engine, tmp_path: Path) -> None:
    both = [approval(1, "zarina") | {"decided_on": "2026-04-02"}, approval(2, "bakhrom")]
    paid = PAID | {"paid_on": "2026-04-01"}
    assert p.problems(certified, tmp_path, {"disbursements": [paid], "steps": both}) == [
        "tranche_not_approved at disbursements F2"
    ]


def test_the_import_refuses_a_payment_that_two_have_not_approved(
    certified: sa.Engine, tmp_path: Path
) -> None:
    def found(payment: p.Row, **sheets: list[p.Row]) -> list[str]:
        all_of_them = p.problems(certified, tmp_path, {"disbursements": [payment], **sheets})
        return [each.partition(" ")[0] for each in all_of_them]

    both = [approval(1, "zarina"), approval(2, "bakhrom")]
    assert found(PAID) == ["tranche_not_approved"]
    assert found(PAID | {"paid_on": "2026-03-12"}, steps=both) == ["tranche_not_approved"]
    assert found(PAID | {"amount": "400.01"}, steps=both) == ["tranche_exceeded"]
    assert found(PAID | {"tranche": None}) == ["tranche_needed"]
    assert found(PAID | {"tranche": "T-9"}) == ["link_unknown"]
    p.booked(certified, tmp_path, {"disbursements": [PAID], "steps": both})
    assert found(PAID | {"reference": "D-2", "override_reason": "So"}) == ["tranche_paid_twice"]
    ended = approval(3, "olim") | {"decision": "declined", "reason": "Late"}
    assert p.problems(certified, tmp_path, {"steps": [ended]}) == ["step_after_payment at steps D2"]


def test_payments_of_before_the_milestones_stay_as_they_were_told(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    earlier = p.payment(amount=10, paid_on="2026-03-09")
    books(sqlite_engine, tmp_path, **CERTIFIED, disbursements=[earlier])
    later = p.payment("D-2", paid_on="2026-03-09")
    assert p.problems(sqlite_engine, tmp_path, {"disbursements": [later]}) == [
        "tranche_needed at disbursements A2"
    ]


def test_shares_make_at_most_the_whole(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path, milestones=[milestone()])

    def found(*rows: p.Row) -> list[str]:
        return p.problems(sqlite_engine, tmp_path, {"milestones": list(rows)})

    assert found(milestone("M2", "0.61")) == ["shares_beyond_whole at milestones E2"]
    assert found(milestone("M2", 0)) == ["not_positive at milestones E2"]
    assert found(milestone("M2", "0.1", gate="works")) == ["needed_with at milestones A2"]
    assert found(milestone("M2", "0.1", works=50)) == ["works_without_gate at milestones G2"]
    p.booked(sqlite_engine, tmp_path, {"milestones": [milestone("M1", "0.5"), milestone("M2", "0.5")]})


def test_a_milestone_stays_once_something_was_asked_under_it(certified: sa.Engine, tmp_path: Path) -> None:
    changed = {"milestones": [milestone("M1", "0.5")]}
    assert p.problems(certified, tmp_path, changed) == ["milestone_in_use at milestones E2"]
    told = p.change("milestones", "W-1|F|M1", "share", "0.5", old="0.4")
    assert p.problems(certified, tmp_path, {"changes": [told]}) == ["milestone_in_use at changes D2"]


def test_nobody_asks_decides_or_signs_for_another_by_an_upload(certified: sa.Engine, tmp_path: Path) -> None:
    asked = {**CERTIFIED["tranches"][0], "reference": "T-2"}
    assert refused(certified, tmp_path, {"tranches": [asked]}) == ["booked_by_command at tranches A2"]
    approved = [approval(1, "zarina")]
    assert refused(certified, tmp_path, {"steps": approved}) == ["booked_by_command at steps A2"]
    assert refused(certified, tmp_path, {"documents": [PAPER]}) == ["signed_by_another at documents G2"]
    assert put(certified, tmp_path, {"documents": [PAPER | {"added_by": "Zarina"}]}).new == {"documents": 1}
    astray = PAPER | {"reference": "DOC-2", "key": "W-9", "sha256": "no"}
    assert p.problems(certified, tmp_path, {"documents": [astray]}) == [
        "code_unknown at documents C2",
        "not_a_sha256 at documents H2",
    ]
