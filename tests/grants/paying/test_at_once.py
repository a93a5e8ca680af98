"""Two persons approve, or pay, the same tranche at the same moment: nothing is done twice, nothing half."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import Programme
from grants.entering.entering import NotEntered
from grants.models.milestones import Decision
from grants.paying.asking import Deed
from grants.paying.deciding import decide_tranche
from grants.paying.payment import Paid, pay
from grants.paying.refusals import PayingReason
from grants.paying.states import State
from tests.grants import programme as p
from tests.grants.paying.desk import milestone
from tests.grants.views.money_pages import books
from tests.stress.at_once import at_once
from tests.web import app_on

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
UNDER: p.Row = {"project": "W-1", "fund": "F", "milestone": "M1", "asked_by": "rustam"}
CERTIFIED: dict[str, list[p.Row]] = {
    "milestones": [milestone()],
    "certifications": [{**UNDER, "reference": "C-1", "asked_on": "2026-03-10"}],
    "steps": [
        {
            "subject": "certifications",
            "reference": "C-1",
            "number": 1,
            "decision": "certified",
            "decided_on": "2026-03-11",
            "decided_by": "nigora",
            "reason": "Seen",
        }
    ],
    "tranches": [{**UNDER, "reference": "T-1", "asked_on": "2026-03-12", "amount": 400}],
}


def approval(number: int, by: str) -> p.Row:
    return {
        "subject": "tranches",
        "reference": "T-1",
        "number": number,
        "decision": "approved",
        "decided_on": "2026-03-13",
        "decided_by": by,
    }


def deed(engine: Engine, by: str) -> Deed:
    with session(engine) as reading:
        programme = reading.exec(select(Programme)).one()
    return Deed(programme, by, NOW)


def tried(engine: Engine, work: Callable[..., object]) -> object:
    """What became of it: its answer, or why it was refused."""
    try:
        return transaction(engine, work)
    except Refusal as refusal:
        return refusal.reason
    except NotEntered as refused:
        return refused.problems[0].kind


def test_of_three_who_approve_at_once_two_are_needed(engine: Engine, tmp_path: Path) -> None:
    books(engine, tmp_path, **CERTIFIED)
    names = ("zarina", "bakhrom", "zarina", "olim")

    def approving(by: str) -> Callable[[], object]:
        own = deed(engine, by)
        return lambda: tried(engine, lambda it: decide_tranche(it, own, "T-1", Decision.APPROVED))

    with ThreadPoolExecutor(len(names)) as threads:
        answers = at_once(threads, [approving(name) for name in names])
    assert sorted(str(each) for each in answers if isinstance(each, State)) == ["approved", "approved_once"]
    refused = {each for each in answers if not isinstance(each, State)}
    assert refused <= {PayingReason.DECIDED, PayingReason.TWICE_BY_ONE}
    steps = p.rows(engine, "step", "number", "decided_by", "reference")
    found = sorted((number, by) for number, by, of in steps if of == "T-1")
    assert [number for number, _ in found] == [1, 2]
    assert len({by for _, by in found}) == 2
    assert p.differences(engine) == []


def test_of_two_who_pay_at_once_one_does(engine: Engine, tmp_path: Path) -> None:
    approved = [*CERTIFIED["steps"], approval(1, "zarina"), approval(2, "bakhrom")]
    books(engine, tmp_path, **CERTIFIED | {"steps": approved})

    def paying(by: str) -> Callable[[], object]:
        own = deed(engine, by)
        paid = Paid(
            {"reference": f"D-{by}", "paid_on": "2026-04-01", "amount": "400"},
            400_00,
            NOW.date().replace(month=4),
        )

        def work() -> object:
            with app.test_request_context():
                return tried(engine, lambda it: pay(it, own, "T-1", paid))

        return work

    app = app_on(engine)
    try:
        with ThreadPoolExecutor(3) as threads:
            answers = at_once(threads, [paying(name) for name in ("zarina", "bakhrom", "olim")])
    finally:
        app.extensions["hashar.engine"].engine.dispose()
    assert sorted(answers, key=str) == [None, PayingReason.PAID_ALREADY, PayingReason.PAID_ALREADY]
    assert p.rows(engine, "disbursement", "amount_minor", "tranche") == [(400_00, "T-1")]
    assert p.differences(engine) == []
