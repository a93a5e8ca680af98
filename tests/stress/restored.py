"""P19: a backup made while people record, restored elsewhere; and the copy of a file in use, which is none."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from tests.core.backup.driver import Tried, back_up_under_load, copied_as_a_file, place_in
from tests.stress.databases import copy_of, database, empty
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.web import import_example

TIMES = 8
_WRITERS = 4


def run(scale: float, kind: Kind) -> Outcome:
    with database(kind) as books, watched() as watch:
        import_example(books, "khatlon_water")
        tried = [_try(books, kind) for _ in range(scaled(TIMES, scale))]
        wrong = [said for each in tried for said in each.wrong]
        if kind is Kind.SQLITE:
            wrong += _control(books)
    control = "; the copy of a file in use, as a control, was found damaged" if kind is Kind.SQLITE else ""
    return Outcome(
        done=f"backed up while {_WRITERS} processes record with evidence, restored in an empty place, verified × "
        f"{len(tried)}; {sum(each.acknowledged for each in tried)} contributions had to be there{control}",
        times=sum(each.acknowledged for each in tried),
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"at most {max(each.backup_seconds for each in tried):.1f} s to back up, "
        f"{max(each.restore_seconds for each in tried):.1f} s to restore, "
        f"{max(each.verify_seconds for each in tried):.1f} s to verify",
    )


def _try(books: Engine, kind: Kind) -> Tried:
    with copy_of(books) as source, empty(kind) as target, _folder() as folder:
        here, there = folder / "here", folder / "there"
        here.mkdir()
        there.mkdir()
        return back_up_under_load(
            place_in(source, here), place_in(target, there), folder, writers=_WRITERS, as_processes=True
        )


def _control(books: Engine) -> Iterator[str]:
    """The trial must be able to see damage."""
    with copy_of(books) as source, _folder() as folder:
        if not copied_as_a_file(place_in(source, folder), folder):
            yield "the copy of a file in use was taken for a sound backup"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="hashar-stress-") as folder:
        yield Path(folder)
