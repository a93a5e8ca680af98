"""A backup comes back into an empty place, all of it; into another place nothing is written."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from core.backup import restoring
from core.backup.backing_up import Place, back_up
from core.backup.checking import check_backup
from core.backup.looking import heads_in
from core.backup.manifest import Manifest
from core.backup.refusals import BackupReason
from core.backup.restoring import restore
from core.database import make_engine, session, transaction
from core.errors import Refusal
from core.jobs.presence import be_seen, is_anybody_working
from core.jobs.rows import kept_jobs
from core.migrations import check, downgrade, revision_of, upgrade
from tests.core.backup.archives import all_below
from tests.core.backup.driver import copied_as_a_file, differences, heads_of, missing_files, place_in
from tests.core.backup.writers import record
from tests.web import ADMINISTRATOR, import_example, token_of

ROOT = Path(__file__).parents[3]
Change = Callable[[Place], object]


@pytest.fixture
def file(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the example of Khatlon with three photos, made once for each kind of database."""
    path = tmp_path_factory.getbasetemp() / f"backup-of-{engine.dialect.name}.tar.gz"
    if not path.exists():
        import_example(engine, "khatlon_water")
        place = place_in(engine, tmp_path_factory.mktemp("books"))
        for number in range(3):
            record(engine, place.evidence, f"SLIP-{number}")
        heads_of(place).write_text('{"noted": "yesterday"}\n')
        back_up(place, path, at=datetime.now(UTC))
    return path


def reason_of(place: Place, file: Path) -> BackupReason:
    with pytest.raises(Refusal) as refusal:
        restore(place, file)
    assert isinstance(refusal.value.reason, BackupReason)
    return refusal.value.reason


def assert_all_is_there(place: Place, manifest: Manifest) -> None:
    with session(place.engine) as reading:
        assert heads_in(reading) == manifest.heads
    assert differences(place.engine) == []
    assert missing_files(place) == []
    assert heads_of(place).read_text() == '{"noted": "yesterday"}\n'
    assert len([name for name in all_below(place.evidence) if name.endswith(".jpg")]) == 3
    assert "restoring" not in all_below(place.evidence)


def test_what_is_restored_is_what_was_backed_up(file: Path, elsewhere: Place) -> None:
    manifest = restore(elsewhere, file)
    assert manifest.heads[0].position > 50
    assert_all_is_there(elsewhere, manifest)


def test_no_job_of_the_books_that_were_there_is_among_those_that_come_back(
    file: Path, elsewhere: Place
) -> None:
    """Their people and programmes have the numbers of others now."""
    now = datetime.now(UTC)
    with kept_jobs(elsewhere.engine) as rows:
        be_seen(rows, "one", now)
    restore(elsewhere, file)
    with kept_jobs(elsewhere.engine) as rows:
        assert not is_anybody_working(rows, now)


def test_a_restored_backup_is_not_restored_again(file: Path, elsewhere: Place) -> None:
    restore(elsewhere, file)
    assert reason_of(elsewhere, file) is BackupReason.NOT_EMPTY


@pytest.mark.parametrize(
    "use",
    [
        lambda place: import_example(place.engine, "tekax_2014"),
        lambda place: token_of(place.engine, "farida", ADMINISTRATOR),
    ],
    ids=["a programme", "an account"],
)
def test_a_database_that_somebody_uses_is_refused(file: Path, elsewhere: Place, use: Change) -> None:
    upgrade(elsewhere.engine)
    use(elsewhere)
    assert reason_of(elsewhere, file) is BackupReason.NOT_EMPTY
    assert list(all_below(elsewhere.evidence)) == []


def test_a_folder_with_files_is_refused_and_named(file: Path, elsewhere: Place) -> None:
    theirs = elsewhere.evidence / "cd" / "cdef.pdf"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"somebody's voucher")
    with pytest.raises(Refusal) as refusal:
        restore(elsewhere, file)
    assert refusal.value.details["files"] == 1
    assert refusal.value.details["folder"] == elsewhere.evidence
    assert list(all_below(elsewhere.evidence)) == ["cd", "cd/cdef.pdf"]


def test_tables_of_somebody_else_are_never_touched(file: Path, elsewhere: Place) -> None:
    if elsewhere.engine.dialect.name == "postgresql":
        downgrade(elsewhere.engine, "base")
    transaction(
        elsewhere.engine, lambda writing: writing.execute(text("CREATE TABLE account (theirs integer)"))
    )
    assert reason_of(elsewhere, file) is BackupReason.FOREIGN_TABLES
    with session(elsewhere.engine) as reading:
        assert reading.execute(text("SELECT theirs FROM account")).all() == []


def test_heads_that_are_there_are_kept(file: Path, elsewhere: Place) -> None:
    """They may know of entries that the backup has not."""
    heads_of(elsewhere).write_text("of today\n")
    restore(elsewhere, file)
    assert heads_of(elsewhere).read_text() == "of today\n"


class Killed(BaseException):
    """What no code of ours expects."""


def after(step: Callable[..., object]) -> Callable[..., object]:
    def interrupted(*arguments: Any) -> object:
        step(*arguments)
        raise Killed

    return interrupted


@pytest.mark.parametrize("step", ["refuse_if_altered", "_restore_files", "_restore_database"])
def test_a_restore_that_was_interrupted_is_run_again(
    file: Path, elsewhere: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as interrupting:
        interrupting.setattr(restoring, step, after(getattr(restoring, step)))
        with pytest.raises(Killed):
            restore(elsewhere, file)
    assert_all_is_there(elsewhere, restore(elsewhere, file))


def test_a_restore_that_was_killed_in_the_midst_of_the_database_is_run_again(
    file: Path, elsewhere: Place
) -> None:
    kill("restore: half of the database", elsewhere.engine, elsewhere.evidence.parent, file)
    assert_all_is_there(elsewhere, restore(elsewhere, file))


def test_a_backup_that_was_killed_leaves_no_half_of_one(sqlite_engine: Engine, tmp_path: Path) -> None:
    file = tmp_path / "night.tar"
    kill("backup: database copied", sqlite_engine, tmp_path, file)
    assert not file.exists()
    back_up(place_in(sqlite_engine, tmp_path), file, at=datetime.now(UTC))
    assert [name for name in all_below(tmp_path) if name.startswith("night")] == ["night.tar"]


def kill(where: str, engine: Engine, folder: Path, file: Path) -> None:
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.core.backup.killed", where, url, str(folder), str(file)]
    killed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr


def test_a_copy_of_a_file_in_use_is_no_backup(sqlite_engine: Engine, tmp_path: Path) -> None:
    """What `cp` makes of a database while somebody books; the backup of the same books is sound."""
    import_example(sqlite_engine, "khatlon_water")
    place = place_in(sqlite_engine, tmp_path)
    assert copied_as_a_file(place, tmp_path) != []
    back_up(place, tmp_path / "backup.tar", at=datetime.now(UTC))
    assert check_backup(tmp_path / "backup.tar").heads[0].position > 50


def test_a_backup_of_another_engine_says_how_books_are_moved(
    sqlite_engine: Engine, postgresql_engine: Engine, tmp_path: Path
) -> None:
    back_up(place_in(sqlite_engine, tmp_path), tmp_path / "backup.tar", at=datetime.now(UTC))
    place = place_in(postgresql_engine, tmp_path / "elsewhere")
    assert reason_of(place, tmp_path / "backup.tar") is BackupReason.OTHER_ENGINE


def test_a_backup_of_a_newer_version_is_refused(sqlite_engine: Engine, tmp_path: Path) -> None:
    transaction(
        sqlite_engine,
        lambda writing: writing.execute(text("UPDATE alembic_version SET version_num = 'of tomorrow'")),
    )
    back_up(place_in(sqlite_engine, tmp_path), tmp_path / "backup.tar", at=datetime.now(UTC))
    engine = make_engine(f"sqlite:///{tmp_path}/restored.sqlite")
    assert reason_of(place_in(engine, tmp_path), tmp_path / "backup.tar") is BackupReason.NEWER_SCHEMA


def test_a_backup_of_an_older_schema_comes_back_as_it_was(
    engine: Engine, elsewhere: Place, tmp_path: Path
) -> None:
    """The command upgrades it afterwards."""
    downgrade(engine, "-1")
    manifest = back_up(place_in(engine, tmp_path), tmp_path / "backup.tar", at=datetime.now(UTC))
    restore(elsewhere, tmp_path / "backup.tar")
    with session(elsewhere.engine) as reading:
        assert revision_of(reading) == manifest.schema
    upgrade(elsewhere.engine)
    check(elsewhere.engine)
