import multiprocessing
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from core import migrations
from core.database import make_engine, session
from core.migrations import check, downgrade, schema_state, upgrade

ROOT = Path(__file__).parents[2]

FIRST = """
    op.create_table("village", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "well",
        sa.Column("village_id", sa.Integer, sa.ForeignKey("village.id", name="of", ondelete="CASCADE")),
    )
    op.execute("INSERT INTO village (id, name) VALUES (1, 'Sarichashma')")
    op.execute("INSERT INTO well (village_id) VALUES (1)")
"""
SECOND = """
    with op.batch_alter_table("village") as village:
        village.alter_column("name", nullable=False, existing_type=sa.Text)
"""
BROKEN = """
    op.create_table("half_done", sa.Column("id", sa.Integer))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Migrations of its own for a test, none at first."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(ROOT / "migrations/env.py", folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    return folder


@pytest.fixture
def empty(engine: sa.Engine) -> sa.Engine:
    downgrade(engine, "base")
    return engine


def write_revision(history: Path, number: int, steps: str) -> None:
    (history / "versions" / f"{number}.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f"revision = '{number}'\n"
        f"down_revision = {str(number - 1) if number > 1 else None!r}\n"
        f"def upgrade():{steps}\n"
        "def downgrade():\n    pass\n"
    )


def table_names(engine: sa.Engine) -> set[str]:
    with session(engine) as reading:
        return set(sa.inspect(reading.connection()).get_table_names()) - {"alembic_version"}


def test_every_step_leads_up_and_back_down(empty: sa.Engine) -> None:
    assert schema_state(empty) == "empty"
    assert table_names(empty) == set()
    upgrade(empty)
    tables = table_names(empty)
    for revision in ScriptDirectory(str(migrations.FOLDER)).walk_revisions():
        downgrade(empty, revision.down_revision or "base")  # type: ignore[arg-type]
    assert table_names(empty) == set()
    upgrade(empty)
    assert schema_state(empty) == "current"
    assert table_names(empty) == tables


def test_the_migrations_make_the_tables_that_the_code_declares(engine: sa.Engine) -> None:
    check(engine)


def test_to_upgrade_again_changes_nothing(engine: sa.Engine) -> None:
    upgrade(engine)
    assert schema_state(engine) == "current"


def test_an_older_schema_is_told_from_a_newer_one(empty: sa.Engine, history: Path) -> None:
    write_revision(history, 1, FIRST)
    upgrade(empty)
    write_revision(history, 2, SECOND)
    assert schema_state(empty) == "older"
    upgrade(empty)
    assert schema_state(empty) == "current"
    (history / "versions" / "2.py").unlink()
    assert schema_state(empty) == "newer"


def test_a_table_that_is_rebuilt_keeps_the_rows_that_refer_to_it(empty: sa.Engine, history: Path) -> None:
    write_revision(history, 1, FIRST)
    write_revision(history, 2, SECOND)
    upgrade(empty)
    with session(empty) as reading:
        assert reading.execute(sa.text("SELECT village_id FROM well")).scalars().all() == [1]


def test_a_migration_that_fails_leaves_no_trace(empty: sa.Engine, history: Path) -> None:
    write_revision(history, 1, FIRST)
    upgrade(empty)
    write_revision(history, 2, BROKEN)
    with pytest.raises(sa.exc.DBAPIError, match="nowhere"):
        upgrade(empty)
    assert table_names(empty) == {"village", "well"}
    assert schema_state(empty) == "older"


def upgrade_at(url: str) -> str:
    engine = make_engine(url)
    upgrade(engine)
    state = schema_state(engine)
    engine.dispose()
    return state


def test_two_processes_may_start_on_an_empty_database_at_once(empty: sa.Engine) -> None:
    url = empty.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(upgrade_at, [url, url])) == ["current", "current"]


def test_a_draft_makes_the_tables_that_the_code_declares(history: Path) -> None:
    shutil.copy(ROOT / "migrations/script.py.mako", history)
    migrations.draft("all tables")
    [draft] = (history / "versions").glob("*_all_tables.py")
    for table in SQLModel.metadata.tables:
        assert f"op.create_table('{table}'" in draft.read_text()
