"""Evidence is seen where the project stands; that of payments, vouchers and works also by who paid."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.person import Reach
from core.database import session, transaction
from core.roles import Action
from grants.evidence.files import add_files
from grants.evidence.folder import Kept
from grants.evidence.reaching import find_file
from tests.grants.programme import booked, contribution, payment, programme, voucher

NOW = datetime(2026, 9, 1, tzinfo=UTC)
KEYS = {"contributions": "C-1", "disbursements": "D-1", "expenditures": "E-1", "progress": "W-1|2026-05-01"}


@pytest.mark.parametrize("sheet", KEYS)
def test_evidence_is_seen_where_its_project_stands(sheet: str, engine: sa.Engine, tmp_path: Path) -> None:
    sheets = programme(
        contributions=[contribution()],
        disbursements=[payment()],
        expenditures=[voucher()],
        progress=[{"project": "W-1", "on": "2026-05-01", "actual": 50}],
    )
    booked(engine, tmp_path, sheets)

    def add(books: Session) -> None:
        file = Kept(f"{sheet}.jpg", "0" * 64, "image/jpeg", 1)
        add_files(books, 1, sheet, KEYS[sheet], [file], by="zarina", at=NOW)

    transaction(engine, add)
    with session(engine) as books:
        assert seen(books, Reach(1, is_whole=True))
        assert seen(books, Reach(1, communities=frozenset({"COM"})))
        assert not seen(books, Reach(1, communities=frozenset({"ELSEWHERE"})))
        assert not seen(books, Reach(2, is_whole=True))
        of_its_fund = Reach(1, funds=frozenset({"F"}))
        assert seen(books, of_its_fund) == (sheet != "contributions")


def seen(books: Session, reach: Reach) -> bool:
    """Whether a person with this reach to what money did, and none to households by a fund, gets the file."""

    def reach_of(action: Action) -> Reach:
        return replace(reach, funds=frozenset()) if action is Action.SEE_HOUSEHOLDS else reach

    return find_file(books, reach.programme_id, reach_of, 1) is not None
