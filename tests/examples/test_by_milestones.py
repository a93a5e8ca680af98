"""In both examples the funds pay by milestones as the site would let them: no more, and not earlier."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from core.database import make_engine, session
from core.programmes import Programme
from grants.models.milestones import Tranche
from grants.paying.allowances import allowances
from grants.paying.asked import Asked, tranches_of
from grants.paying.gates import missing
from grants.paying.parts import Part
from grants.paying.reached import find_reached


@pytest.fixture(scope="module")
def reading(examples: Path) -> Iterator[Session]:
    engine = make_engine(f"sqlite:///{examples}")
    with session(engine) as reading:
        yield reading
    engine.dispose()


@pytest.fixture(scope="module")
def asked(reading: Session) -> list[Asked]:
    of_programmes = reading.exec(select(Programme.id)).all()
    return [each for id in of_programmes for each in tranches_of(reading, col(Tranche.programme_id) == id)]


def of_same(asked: Sequence[Asked], one: Asked) -> list[Asked]:
    return [each for each in asked if (each.fund.id, each.project.id) == (one.fund.id, one.project.id)]


def beyond(reading: Session, one: Asked, on: date, open_: Sequence[Asked]) -> int:
    """What of its share, or of what is kept back for later milestones, was taken by the end of the day."""
    found = allowances(reading, one.fund, one.project, on)
    parts = []
    for each in found.of_milestones:
        own = [of for of in open_ if of.tranche.milestone == each.milestone.code]
        taken = sum(of.tranche.amount_minor for of in own)
        parts.append(Part(each.allowed_minor, taken, each.paid_minor))
    place = [each.milestone.code for each in found.of_milestones].index(one.tranche.milestone or "")
    of_share = parts[place].asked_minor + parts[place].paid_minor - parts[place].allowed_minor
    left = found.standing.left_minor - sum(part.asked_minor for part in parts)
    return max(0, of_share, sum(part.left_minor for part in parts[place + 1 :]) - left)


def test_no_tranche_was_asked_for_beyond_what_was_left_on_that_day(
    reading: Session, asked: list[Asked]
) -> None:
    for each in asked:
        on = each.tranche.asked_on
        open_ = [
            other
            for other in of_same(asked, each)
            if other.tranche.asked_on <= on and (other.payment is None or other.payment.paid_on > on)
        ]
        assert beyond(reading, each, on, open_) == 0, each.tranche.reference


def test_no_tranche_was_paid_beyond_what_was_allowed_on_that_day(
    reading: Session, asked: list[Asked]
) -> None:
    paid = [(each, each.payment.paid_on) for each in asked if each.payment is not None]
    assert len({each.project.code for each, _ in paid}) == 5
    for each, on in paid:
        assert beyond(reading, each, on, ()) == 0, each.tranche.reference


def test_none_was_asked_for_before_its_milestone_without_a_reason(
    reading: Session, asked: list[Asked]
) -> None:
    for each in asked:
        assert each.milestone is not None
        is_early = not find_reached(reading, each.milestone.id or 0).is_certified_by(each.tranche.asked_on)
        assert is_early == bool(each.tranche.override_reason), each.tranche.reference
    assert any(each.tranche.override_reason for each in asked)


def test_what_the_gates_ask_for_was_there_when_they_were_passed(reading: Session, asked: list[Asked]) -> None:
    for id in {each.milestone.id for each in asked if each.milestone and not each.tranche.override_reason}:
        reached = find_reached(reading, id or 0)
        assert reached.certified is not None
        assert missing(reading, reached, reached.certified.decided_on) == [], reached.key
