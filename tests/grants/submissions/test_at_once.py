"""Of many who send the same at the same moment one records it, and all others are told so."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, local

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.journal.verify import head_of
from tests.grants.recording.batches import row, send, statuses
from tests.grants.recording.desk import OFFICER, at_desk
from tests.web import import_example

MANY = 8


def test_of_many_at_once_one_is_recorded(engine: sa.Engine, tmp_path: Path) -> None:
    """P3: one is told 201, all others 200."""
    import_example(engine, "khatlon_water")
    send_at_once(engine, tmp_path)


def test_without_the_lock_the_keys_decide(
    postgresql_engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but the unique keys stands between writers who all think that they are the first."""
    import_example(postgresql_engine, "khatlon_water")
    refused: list[object] = []
    listen = refused.append
    start, of_thread = Barrier(MANY, timeout=60), local()

    def without_lock(session: Session, programme_id: int) -> tuple[int, int, str]:
        """All wait for each other before the first of them books anything."""
        if not hasattr(of_thread, "has_started"):
            of_thread.has_started = True
            start.wait()
        return head_of(session, programme_id)

    for module in [module for name, module in sys.modules.items() if name.startswith(("core.", "grants."))]:
        if hasattr(module, "lock_head"):
            monkeypatch.setattr(module, "lock_head", without_lock)
    sa.event.listen(sa.Engine, "handle_error", listen)
    try:
        send_at_once(postgresql_engine, tmp_path)
    finally:
        sa.event.remove(sa.Engine, "handle_error", listen)
    assert len(refused) >= MANY - 1


def send_at_once(engine: sa.Engine, folder: Path) -> None:
    with at_desk(engine, folder, "zarina", OFFICER) as officer:
        before, one = officer.count(), row()
        desks = [officer.beside("zarina", OFFICER) for _ in range(MANY)]
        with ThreadPoolExecutor(MANY) as pool:
            answers = [found for [found] in pool.map(lambda desk: send(desk, one), desks)]
        assert sorted(statuses(answers)) == [200] * (MANY - 1) + [201]
        assert len({answer["reference"] for answer in answers}) == 1
        assert officer.count() == before + 1
        assert officer.found_by_verify() == []
