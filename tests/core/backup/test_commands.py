"""The commands, as whoever looks after the server types them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import Result
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from core.backup.backing_up import Place
from core.backup.postgresql_programs import Program, find_program
from core.backup.refusals import BackupReason
from core.database import make_engine, session, transaction
from core.database_role import could_alter
from core.errors import Refusal
from core.migrations import downgrade
from household_groups.models.contributions import Contribution
from tests.core.backup.driver import place_in
from tests.core.backup.writers import record
from tests.web import app_on, import_example


def run(place: Place, *arguments: str, **settings: str) -> Result:
    folders = {"EVIDENCE_FOLDER": str(place.evidence), "HEADS_FILE": str(place.heads)}
    app = app_on(place.engine, **folders, **settings)
    try:
        return app.test_cli_runner().invoke(args=list(arguments))
    finally:
        app.extensions["hashar.engine"].engine.dispose()
        app.extensions["hashar.engine"].migrating.dispose()


@pytest.fixture
def place(sqlite_engine: Engine, tmp_path: Path) -> Place:
    import_example(sqlite_engine, "khatlon_water")
    place = place_in(sqlite_engine, tmp_path)
    record(place.engine, place.evidence, "SLIP-1")
    return place


def new_place(folder: Path) -> Place:
    folder.mkdir()
    return place_in(make_engine(f"sqlite:///{folder}/hashar.sqlite"), folder)


def test_a_backup_is_checked_and_restored_and_the_books_are_verified(place: Place, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.tar.gz")
    backed_up = run(place, "backup", file)
    assert backed_up.exit_code == 0, backed_up.output
    assert "TJ-KHT: " in backed_up.output
    assert Path(file).stat().st_mode & 0o777 == 0o600
    assert "The backup is sound." in run(place, "check-backup", file).output
    restored = run(new_place(tmp_path / "elsewhere"), "restore", file)
    assert restored.exit_code == 0, restored.output
    assert "0 differences" in restored.output


def test_differences_after_a_restore_end_it_with_status_1(place: Place, tmp_path: Path) -> None:
    def forge(books: Session) -> None:
        books.exec(select(Contribution).where(Contribution.reference == "SLIP-1")).one().amount_minor += 1

    transaction(place.engine, forge)
    file = str(tmp_path / "backup.tar")
    assert run(place, "backup", file).exit_code == 0
    restored = run(new_place(tmp_path / "elsewhere"), "restore", file)
    assert restored.exit_code == 1
    assert "SLIP-1" in restored.output


def test_evidence_that_is_missing_or_altered_is_named(place: Place, tmp_path: Path) -> None:
    record(place.engine, place.evidence, "SLIP-2")
    gone, altered = sorted(place.evidence.glob("*/*.jpg"))
    gone.unlink()
    altered.write_bytes(altered.read_bytes()[:-1])
    file = str(tmp_path / "backup.tar")
    backed_up = run(place, "backup", file)
    assert backed_up.exit_code == 1
    assert gone.name in backed_up.output
    assert altered.name in run(place, "check-backup", file).output


def test_a_file_that_is_there_is_kept_unless_it_is_said(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar"
    file.write_text("of yesterday")
    refused = run(place, "backup", str(file))
    assert (refused.exit_code, file.read_text()) == (1, "of yesterday")
    assert "--force" in refused.output
    assert run(place, "backup", "--force", str(file)).exit_code == 0


def test_a_place_that_is_used_is_named(place: Place, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.tar")
    run(place, "backup", file)
    refused = run(place, "restore", file)
    assert refused.exit_code == 1
    assert "programmes 1" in refused.output
    assert str(place.evidence) in refused.output


def test_there_is_nothing_to_back_up_where_there_is_no_database(tmp_path: Path) -> None:
    refused = run(new_place(tmp_path / "elsewhere"), "backup", str(tmp_path / "backup.tar"))
    assert refused.exit_code == 1
    assert "nothing to back up" in refused.output
    assert not (tmp_path / "backup.tar").exists()


@pytest.fixture
def role(postgresql_engine: Engine) -> Iterator[Engine]:
    """The engine of a role that the owner of the tables has told nothing yet."""
    name = f"hashar_restored_{uuid4().hex[:8]}"
    transaction(
        postgresql_engine, lambda owner: owner.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD 'x'"))
    )
    url = postgresql_engine.url.set(username=name, password="x")
    engine = make_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    for end in (f"DROP OWNED BY {name}", f"DROP ROLE {name}"):
        transaction(postgresql_engine, partial(_execute, end))


def _execute(statement: str, owner: Session) -> None:
    owner.execute(text(statement))


def test_after_a_restore_the_site_may_use_the_books_but_not_alter_the_journal(
    role: Engine, postgresql_engine: Engine, tmp_path: Path
) -> None:
    import_example(postgresql_engine, "khatlon_water")
    owner = place_in(postgresql_engine, tmp_path)
    file = str(tmp_path / "backup.tar")
    assert run(owner, "backup", file).exit_code == 0
    downgrade(postgresql_engine, "base")
    migrating = postgresql_engine.url.render_as_string(hide_password=False)
    restored = run(
        Place(role, owner.evidence, owner.heads), "restore", file, MIGRATION_DATABASE_URL=migrating
    )
    assert restored.exit_code == 0, restored.output
    record(role, owner.evidence, "SLIP-1")
    with session(role) as reading:
        assert could_alter(reading) == []


def test_a_program_of_postgresql_that_is_missing_or_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(Refusal) as missing:
        find_program("pg_dump", 16)
    assert missing.value.reason is BackupReason.NO_PROGRAM
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.2'\n")
    old.chmod(0o755)
    with pytest.raises(Refusal) as outdated:
        find_program("pg_dump", 16)
    assert outdated.value.reason is BackupReason.PROGRAM_TOO_OLD
    assert find_program("pg_dump", 14) == Program(old, 14)


def test_what_a_program_of_postgresql_says_is_passed_on(
    postgresql_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "pg_dump"
    broken.write_text(
        "#!/bin/sh\n[ $1 = --version ] && echo 'pg_dump (PostgreSQL) 99' && exit\necho 'no luck' >&2; exit 3\n"
    )
    broken.chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    refused = run(place_in(postgresql_engine, tmp_path), "backup", str(tmp_path / "backup.tar"))
    assert refused.exit_code == 1
    assert "no luck" in refused.output
    assert not (tmp_path / "backup.tar").exists()
