"""Whoever alters a journal, at whatever place and however well the links are made anew, is found."""

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import session as reading
from core.journal.heads import KeptHeads, read_heads
from core.journal.keeping import Keeping, keep_heads
from core.journal.verify import head_of
from core.programmes import Programme
from grants.verifying.verify import verify
from tests.grants.verifying.tampering import TAMPERINGS, with_all_rights
from tests.stress.databases import database
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.web import import_example

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def run(scale: float, kind: Kind) -> Outcome:
    places = scaled(50, scale)
    with watched() as watch, database(kind) as engine:
        import_example(engine, "khatlon_water")
        wrong = list(unseen(engine, _heads_of(engine), places))
    return Outcome(
        done=f"a journal tampered with in {len(TAMPERINGS)} ways (edited, deleted, inserted, swapped, cut off, "
        f"rewritten with every link) at {places} places each, with all rights in the database",
        times=len(TAMPERINGS) * places,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{len(TAMPERINGS) * places - len(wrong)} of {len(TAMPERINGS) * places} found",
    )


def unseen(engine: sa.Engine, kept: KeptHeads, places: int) -> Iterator[str]:
    """What `verify` did not find, and whatever it finds where nothing was altered."""
    with Session(engine) as looking:
        programme_id = looking.exec(select(Programme.id)).one() or 0
        length, _, _ = head_of(looking, programme_id)
    draw = random.Random(18)
    for name in TAMPERINGS:
        for place in [0, length - 1, *(draw.randrange(length) for _ in range(places))][:places]:
            if not _is_found(engine, kept, name, programme_id, place):
                yield f"{name} at {place} of {length}"
    with reading(engine) as looking:
        differences = [each for found in verify(looking, kept) for each in found.differences]
    if differences:
        yield f"nothing was altered, and yet: {differences[:3]}"


def _is_found(engine: sa.Engine, kept: KeptHeads, name: str, programme_id: int, place: int) -> bool:
    with Session(engine) as writing:
        with with_all_rights(writing):
            TAMPERINGS[name](writing, programme_id, place)
        [found] = verify(writing, kept)
        writing.rollback()
    return bool(found.differences) and found.needs_restore


def _heads_of(engine: sa.Engine) -> KeptHeads:
    """As they are kept outside the database each day."""
    with tempfile.TemporaryDirectory(prefix="hashar-heads-") as folder:
        path = Path(folder, "heads.jsonl")
        keep_heads(Keeping(path), engine, AT)
        return read_heads(path)
