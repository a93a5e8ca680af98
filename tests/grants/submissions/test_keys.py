"""Whatever the code believes, the database takes a number once in a programme, and for ever."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from core.database import transaction
from core.tables import insert_rows
from household_groups.models.submissions import Submission
from tests.grants.programme import booked, programme, rows

NUMBER = {
    "programme_id": 1,
    "client_id": "6f1c7d1e-52f2-4c3a-9f7e-3d2b1a0c9e8f",
    "sha256": "0" * 64,
    "sent_by": "zarina",
    "sent_at": datetime(2026, 11, 22, tzinfo=UTC),
    "device": "",
}


def test_a_number_is_stored_once(engine: sa.Engine, tmp_path: Path) -> None:
    booked(engine, tmp_path, programme())
    transaction(engine, lambda writing: insert_rows(writing, Submission, [NUMBER | {"reference": "C-1"}]))
    with pytest.raises(IntegrityError):
        transaction(engine, lambda writing: insert_rows(writing, Submission, [NUMBER | {"reference": "C-2"}]))
    assert rows(engine, "submission", "reference") == ["C-1"]
