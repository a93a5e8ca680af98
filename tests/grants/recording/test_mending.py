"""What nobody has verified can be put right or withdrawn, by whoever recorded it or by a manager."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import select

from core.audit import AuditEntry
from core.database import session
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.recording.states import TRANSITIONS
from household_groups.models.contributions import ContributionStatus as S
from tests.days import day_of
from tests.grants.recording.desk import (
    DONOR,
    LIST,
    MANAGER,
    OF_HILOLI,
    OFFICER,
    PLAIN,
    VERIFIER,
    Desk,
    at_desk,
    errors_in,
    form_in,
    text_of,
)
from tests.web import import_example

NOW = datetime.now(UTC)


@pytest.fixture
def officer_of_both(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    import_example(engine, "khatlon_water")
    with at_desk(engine, tmp_path, "zarina", OFFICER) as desk:
        yield desk


def move(desk: Desk, reference: str, status: S, reason: str | None = None) -> None:
    """As a second person does it."""
    row = {"reference": reference, "status": status.value}
    if status is S.VERIFIED:
        row |= {"verified_on": day_of(NOW).isoformat(), "verified_by": "farrukh"}
    occasion = Occasion("farrukh", NOW, reason=reason)
    desk.write(lambda books: enter(books, "TJ-KHT", {"contributions": [row]}, occasion))


def mend(desk: Desk, reference: str, **typed: Any) -> Any:
    address = f"{LIST}/{reference}/mend"
    return desk.send({**desk.fields(address), **typed}, to=address)


def test_what_was_returned_is_mended_and_sent_again(officer_of_both: Desk) -> None:
    officer = officer_of_both
    reference = officer.record(receipt_no="R-1")
    move(officer, reference, S.RETURNED, "The slip says 1,100")
    page = officer.get(f"{LIST}/{reference}/mend")
    assert "The slip says 1,100" in text_of(page)
    assert form_in(page)["receipt_no"] == "R-1"
    assert mend(officer, reference, amount="1100").status_code == 303
    found = officer.contribution(reference)
    assert (found.status, found.amount_minor, found.recorded_by) == (S.RECORDED, 110000, "zarina")
    story = text_of(officer.get(f"{LIST}/{reference}"))
    assert "Returned farrukh The slip says 1,100" in story
    assert "Mended and sent again zarina Amount: 1,000 becomes 1,100" in story
    assert officer.found_by_verify() == []


def test_what_was_right_after_all_is_sent_again_as_it_is(officer: Desk) -> None:
    reference = officer.record()
    move(officer, reference, S.RETURNED, "Is this all?")
    assert mend(officer, reference).status_code == 303
    assert officer.contribution(reference).status is S.RECORDED


def test_the_day_of_recording_stays(officer: Desk) -> None:
    before = officer.contribution("FAK-011").recorded_on
    mend(officer.beside("nilufar", MANAGER), "FAK-011", household="FAK-H2")
    assert officer.contribution("FAK-011").recorded_on == before


def test_a_mistake_in_mending_changes_nothing_and_loses_nothing(officer: Desk) -> None:
    reference = officer.record()
    response = mend(officer, reference, amount="1.234", receipt_no="R-9")
    assert response.status_code == 422
    assert "two ways" in errors_in(response)
    assert form_in(response)["receipt_no"] == "R-9"
    assert officer.contribution(reference).amount_minor == 100000


def test_one_looks_at_what_was_mended_too(officer: Desk) -> None:
    reference = officer.record()
    address = f"{LIST}/{reference}/mend"
    shown = officer.send({**officer.fields(address), "amount": "42"}, step="look", to=address)
    assert "42.00 TJS" in text_of(shown)
    assert officer.contribution(reference).amount_minor == 100000
    assert officer.send(form_in(shown), to=address).status_code == 303
    assert officer.contribution(reference).amount_minor == 4200


@pytest.mark.parametrize("status", [S.VERIFIED, S.WITHDRAWN])
@pytest.mark.parametrize("what", ["mend", "withdraw"])
def test_what_is_decided_stands(officer: Desk, status: S, what: str) -> None:
    reference = officer.record()
    typed = officer.fields(f"{LIST}/{reference}/{what}")
    move(officer, reference, status)
    response = officer.send({**typed, "amount": "7", "reason": "No"}, to=f"{LIST}/{reference}/{what}")
    assert response.status_code == 303
    assert officer.contribution(reference).amount_minor == 100000
    assert officer.contribution(reference).status is status
    assert reference in text_of(officer.get(response.location))


def test_another_officer_does_not_mend_it_and_a_manager_does(officer: Desk) -> None:
    reference = officer.record()
    other, manager = officer.beside("farrukh", OFFICER), officer.beside("nilufar", MANAGER)
    response = other.get(f"{LIST}/{reference}/mend")
    assert response.status_code == 303
    assert "Only zarina" in text_of(other.get(response.location))
    assert "Mend" not in text_of(other.get(f"{LIST}/{reference}"))
    assert mend(manager, reference, amount="8").status_code == 303
    assert officer.contribution(reference).amount_minor == 800


@pytest.mark.parametrize("stranger", [OF_HILOLI, VERIFIER, DONOR], ids=["elsewhere", "verifier", "donor"])
@pytest.mark.parametrize("what", ["mend", "withdraw"])
def test_the_forms_are_not_there_for_others(officer: Desk, stranger: Any, what: str) -> None:
    reference = officer.record()
    desk = officer.beside("somebody", stranger)
    assert desk.get(f"{LIST}/{reference}/{what}").status_code == 404
    assert desk.send({"reason": "x"}, to=f"{LIST}/{reference}/{what}").status_code == 404
    assert officer.contribution(reference).status is S.RECORDED


def test_a_contribution_is_withdrawn_with_a_reason(officer_of_both: Desk) -> None:
    officer = officer_of_both
    reference = officer.record()
    address = f"{LIST}/{reference}/withdraw"
    assert officer.send(officer.fields(address), to=address).status_code == 422
    assert officer.contribution(reference).status is S.RECORDED
    response = officer.send({**officer.fields(address), "reason": "Entered twice"}, to=address)
    assert response.status_code == 303
    assert officer.contribution(reference).status is S.WITHDRAWN
    with session(officer.engine) as books:
        noted = books.exec(select(AuditEntry).where(AuditEntry.key == reference)).all()
    assert [(each.field, each.old, each.new, each.reason) for each in noted] == [
        ("status", "recorded", "withdrawn", "Entered twice")
    ]
    assert "Withdrawn zarina Entered twice" in text_of(officer.get(f"{LIST}/{reference}"))
    assert officer.found_by_verify() == []


def test_a_withdrawn_transfer_can_be_recorded_anew(officer: Desk) -> None:
    reference = officer.record(transfer_reference="MTCN-1")
    officer.send(
        {**officer.fields(f"{LIST}/{reference}/withdraw"), "reason": "Wrong project"},
        to=f"{LIST}/{reference}/withdraw",
    )
    assert officer.record(transfer_reference="MTCN-1", amount=PLAIN["amount"])


def test_what_is_verified_or_withdrawn_moves_nowhere() -> None:
    assert set(TRANSITIONS) == set(S)
    assert not TRANSITIONS[S.VERIFIED]
    assert not TRANSITIONS[S.WITHDRAWN]
    assert S.VERIFIED not in TRANSITIONS[S.RETURNED]
