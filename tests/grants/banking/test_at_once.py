"""Two people tick off at the same moment: one of them does, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.errors import Refusal
from core.programmes import Programme
from grants.banking.account import What
from grants.banking.entering import enter_lines
from grants.banking.ticking import tick
from grants.entering.entering import NotEntered
from grants.importing.importing import Occasion
from grants.models.bank import BankLine
from grants.models.funds import Fund
from grants.verifying.verify import verify
from tests.grants import programme as p
from tests.grants.banking.test_checks import line

AT = datetime(2026, 9, 2, 9, tzinfo=UTC)
Pair = tuple[str, str]


@pytest.mark.parametrize(
    "pairs", [(("L-1", "RC-1"), ("L-2", "RC-1")), (("L-1", "RC-1"), ("L-1", "RC-2"))], ids=["receipt", "line"]
)
def test_one_line_is_one_receipt_whoever_says_so(
    engine: Engine, tmp_path: Path, pairs: tuple[Pair, Pair]
) -> None:
    receipts = [p.receipt("RC-1"), p.receipt("RC-2")]
    p.booked(engine, tmp_path, p.programme(receipts=receipts, bank_lines=[line("L-1"), line("L-2")]))
    ready = Barrier(2)

    def press(who: str, pair: Pair) -> bool:
        def work(books: Session) -> None:
            programme, fund = books.exec(select(Programme)).one(), books.exec(select(Fund)).one()
            tick(books, programme, fund, [(pair[0], What("receipts", pair[1]))], Occasion(who, AT))

        ready.wait()
        try:
            transaction(engine, work)
        except (Refusal, NotEntered):
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(press, ("olim", "zarina"), pairs))
    assert sorted(done) == [False, True]
    with session(engine) as books:
        ticked = books.exec(select(BankLine).where(col(BankLine.ticks).is_not(None))).all()
        assert [(each.reference, each.ticks) for each in ticked] == [pairs[done.index(True)]]
        assert [each.differences for each in verify(books)] == [[]]


def test_the_same_statement_is_entered_once_whoever_sends_it(engine: Engine, tmp_path: Path) -> None:
    p.booked(engine, tmp_path, p.programme())
    day = {"fund": "F", "booked_on": "2026-02-02", "amount": "5"}
    rows = [{"reference": f"F-{number}", **day} for number in range(3)]
    ready = Barrier(2)

    def send(who: str) -> int:
        ready.wait()
        fund = _fund(engine)
        return transaction(engine, lambda books: enter_lines(books, "P", fund, rows, Occasion(who, AT)))

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(send, ("olim", "zarina"))) == [0, 3]
    with session(engine) as books:
        assert len(books.exec(select(BankLine)).all()) == 3


def _fund(engine: Engine) -> Fund:
    with session(engine) as reading:
        return reading.exec(select(Fund)).one()
