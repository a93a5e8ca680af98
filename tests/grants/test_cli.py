"""The commands about the books, as an operator types them."""

import io
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from click.testing import Result

from app import create_app
from core import database, migrations
from core.database import make_engine
from grants.importing.terminal import Bar
from tests.grants.programme import (
    Sheets,
    booked,
    contribution,
    count_rows,
    fund,
    granted,
    journal,
    programme,
    rows,
    write,
)

Run = Callable[..., Result]


@pytest.fixture
def run(sqlite_engine: sa.Engine) -> Run:
    return on(str(sqlite_engine.url))


def on(url: str) -> Run:
    """Run a command and be sure that it ended as commands do, not in an error of its own."""
    runner = create_app(DATABASE_URL=url).test_cli_runner()

    def invoke(*arguments: object) -> Result:
        result = runner.invoke(args=[str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "Traceback" not in result.output
        return result

    return invoke


def refused(result: Result) -> str:
    assert result.exit_code == 1, result.output
    return str(result.output)


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return str(result.output)


# --- import-workbook


def test_an_import_says_what_it_booked(run: Run, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    file = write(tmp_path, programme(contributions=[contribution(), contribution("C-2")]))
    said = done(run("import-workbook", file, "--as", "Zarina"))
    assert "P: new: programmes 1, communities 1, groups 1, households 1, projects 1" in said
    assert "contributions 2" in said
    assert "events: 3, match entries: 2" in said
    assert set(rows(sqlite_engine, "journal_entry", "booked_by")) == {"Zarina"}
    assert "everything in it is booked already" in done(run("import-workbook", file))


def test_several_files_are_booked_one_after_the_other(
    run: Run, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    first = write(tmp_path, programme())
    second = write(tmp_path, {"contributions": [contribution()]})
    third = write(tmp_path, {"contributions": [contribution("C-2", 0)]})
    fourth = write(tmp_path, {"contributions": [contribution("C-3")]})
    said = refused(run("import-workbook", "--programme", "P", first, second, third, fourth))
    assert rows(sqlite_engine, "contribution", "reference") == ["C-1"]
    assert "contributions E2: " in said
    assert set(rows(sqlite_engine, "journal_entry", "booked_by")) == {"operator"}


def test_a_rehearsal_says_so_and_stores_nothing(run: Run, sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    before = count_rows(sqlite_engine)
    file = write(tmp_path, programme(contributions=[contribution()]))
    said = done(run("import-workbook", "--dry-run", file))
    assert "events: 2, match entries: 1" in said
    assert "nothing was stored" in said
    assert count_rows(sqlite_engine) == before


def test_what_is_unknown_is_noticed_and_no_obstacle(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, programme(contributions=[contribution(phone_of_the_mason="1")]))
    said = done(run("import-workbook", file))
    assert "contributions J1: " in said
    assert "phone_of_the_mason" in said


def test_a_file_that_is_not_there_is_an_error_of_usage(run: Run, tmp_path: Path) -> None:
    assert run("import-workbook", tmp_path / "nothing.xlsx").exit_code == 2
    assert run("import-workbook").exit_code == 2


def test_problems_are_listed_also_where_no_marked_copy_can_be_written(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, programme(contributions=[contribution(amount=0)]))
    file.with_name(f"{file.stem}.problems.xlsx").mkdir()
    said = refused(run("import-workbook", file))
    assert "contributions E2: " in said
    assert "cannot be written to" in said


def test_who_comes_while_another_writes_is_told_to_try_again(
    run: Run, sqlite_engine: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE_SECONDS", 0.2)
    done(run("verify"))  # the database is open
    file = write(tmp_path, programme())
    with closing(sqlite3.connect(str(sqlite_engine.url.database))) as another:
        another.execute("BEGIN IMMEDIATE")
        assert "try again" in refused(run("import-workbook", file))
    done(run("import-workbook", file))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("a_reader_of_english")
@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()], ids=["terminal", "file"])
def test_progress_is_shown_on_a_terminal_only(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with Bar() as bar:
        bar.start("read", 1)
        bar.advance(1)
        bar.start("match", 200)
        bar.advance(150)
    if stream.isatty():
        assert "Reading" in stream.getvalue()
        assert "Matching" in stream.getvalue()
        assert "100%" in stream.getvalue()
    else:
        assert stream.getvalue() == ""


# --- export-workbook


def test_an_export_imports_into_an_empty_database(
    run: Run, sqlite_engine: sa.Engine, sqlite_template: Path, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()]))
    output = tmp_path / "out.xlsx"
    assert str(output) in done(run("export-workbook", "P", "--output", output))
    other = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'other.sqlite')}"
    done(on(other)("import-workbook", output))
    engine = make_engine(other)
    assert granted(engine, "C-1") == granted(sqlite_engine, "C-1")
    engine.dispose()


def test_an_export_of_nobody_is_refused(run: Run, tmp_path: Path) -> None:
    said = refused(run("export-workbook", "NOBODY", "--output", tmp_path / "out.xlsx"))
    assert "There is no programme NOBODY." in said
    assert not (tmp_path / "out.xlsx").exists()
    assert run("export-workbook", "NOBODY").exit_code == 2


def test_an_export_that_cannot_be_written_is_refused(
    run: Run, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    booked(sqlite_engine, tmp_path, programme())
    said = refused(run("export-workbook", "P", "--output", tmp_path / "no" / "such" / "out.xlsx"))
    assert "No such file or directory" in said


# --- rematch


def held_back() -> Sheets:
    return programme(funds=[fund(budget=150)], contributions=[contribution(), contribution("C-2")])


@pytest.fixture
def raised(sqlite_engine: sa.Engine, tmp_path: Path) -> sa.Engine:
    """The fund granted 100 and 50, and was raised to 180 then."""
    booked(sqlite_engine, tmp_path, held_back())
    booked(sqlite_engine, tmp_path, {"funds": [fund(budget=180)]})
    return sqlite_engine


def test_a_rematch_is_proposed_and_booked_when_confirmed(run: Run, raised: sa.Engine) -> None:
    proposed = done(run("rematch", "F"))
    assert "C-2  R 1  30.00 TJS  fund_budget" in proposed
    assert "1 grant, 30.00 TJS" in proposed
    assert "flask rematch F --confirm --seen 4" in proposed
    assert granted(raised, "C-2") == (5_000, 0, "fund_budget")

    booked_now = done(run("rematch", "F", "--confirm", "--seen", 4, "--as", "Zarina"))
    assert "C-2  R 1  30.00 TJS  fund_budget" in booked_now
    assert granted(raised, "C-2") == (8_000, 0, "fund_budget")
    assert rows(raised, "rematch", "booked_by", "seq") == [("Zarina", 5)]
    assert journal(raised)[-1][:4] == (5, "rematch", "rematches", "5")
    done(run("verify"))


def test_a_list_that_somebody_booked_after_is_refused(run: Run, raised: sa.Engine, tmp_path: Path) -> None:
    done(run("rematch", "F"))
    booked(raised, tmp_path, {"contributions": [contribution("C-3", 10)]})
    said = refused(run("rematch", "F", "--confirm", "--seen", 4))
    assert "after event 4" in said
    assert rows(raised, "rematch", "seq") == []


def test_a_second_rematch_has_nothing_to_grant(run: Run, raised: sa.Engine) -> None:
    done(run("rematch", "F", "--confirm"))
    assert "0 grants, 0.00 TJS" in done(run("rematch", "F"))
    assert "nothing that fund F could grant" in refused(run("rematch", "F", "--confirm"))
    assert len(rows(raised, "rematch", "seq")) == 1


def test_the_programme_is_asked_for_where_several_have_the_fund(
    run: Run, raised: sa.Engine, tmp_path: Path
) -> None:
    other = held_back()
    other["programmes"][0]["code"] = other["communities"][0]["programme"] = other["funds"][0]["programme"] = (
        "Q"
    )
    booked(raised, tmp_path, other)
    assert "P, Q" in refused(run("rematch", "F"))
    assert "0 grants" in done(run("rematch", "F", "--programme", "Q"))
    assert "1 grant" in done(run("rematch", "F", "--programme", "P"))
    assert "There is no fund NONE." in refused(run("rematch", "NONE"))


# --- verify


def test_verify_counts_and_ends_with_0_when_all_is_well(
    run: Run, sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    assert done(run("verify")).startswith("0 differences in ")
    booked(sqlite_engine, tmp_path, programme(contributions=[contribution()]))
    said = done(run("verify"))
    assert "P: 9 journal entries, 8 rows, 1 match entries, " in said
    assert "100.00 TJS matched" in said
    assert "\n0 differences in " in said


# --- upgrade-database


@pytest.fixture
def newer_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """This code and one migration more: databases of today are old to it."""
    folder = shutil.copytree(migrations.FOLDER, tmp_path / "migrations")
    head = ScriptDirectory(str(folder)).get_current_head()
    (folder / "versions" / "next.py").write_text(
        f"revision, down_revision = 'next', {head!r}\ndef upgrade():\n    pass\ndef downgrade():\n    pass\n"
    )
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return "next"


@pytest.mark.parametrize(
    "command",
    [("verify",), ("rematch", "F"), ("export-workbook", "P", "--output", "out.xlsx")],
    ids=lambda command: command[0],
)
def test_an_older_schema_is_refused_with_the_command_that_upgrades_it(
    command: tuple[str, ...], newer_code: str, run: Run
) -> None:
    assert "flask upgrade-database" in refused(run(*command))


def test_upgrading_brings_the_schema_up_to_date(newer_code: str, run: Run, sqlite_engine: sa.Engine) -> None:
    assert "was upgraded" in done(run("upgrade-database"))
    assert rows(sqlite_engine, "alembic_version", "version_num") == [newer_code]
    assert "up to date" in done(run("upgrade-database"))
    done(run("verify"))


def test_a_newer_schema_is_refused(run: Run, sqlite_engine: sa.Engine) -> None:
    with sqlite_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of next year'")
    said = refused(run("verify"))
    assert "newer version" in said


def test_an_empty_database_is_migrated_on_first_use(tmp_path: Path) -> None:
    new = f"sqlite:///{tmp_path / 'new.sqlite'}"
    file = write(tmp_path, programme(contributions=[contribution()]))
    done(on(new)("import-workbook", file))
    engine = make_engine(new)
    assert granted(engine, "C-1") == (10_000, 0, "full")
    engine.dispose()
