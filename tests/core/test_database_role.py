"""PostgreSQL: the application works under a role that could not alter the journal if it wanted to."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session

from app import create_app
from core import guards
from core.database import make_engine, session, transaction
from core.database_role import DELETED_FROM, could_alter
from core.jobs.asking import Asker, Wish, ask
from core.jobs.leases import claim
from core.jobs.queue import open_queue
from core.jobs.rows import kept_jobs
from core.migrations import downgrade
from grants.entering.entering import enter, enter_new
from grants.importing.importing import Occasion
from tests.architecture.code import modules
from tests.grants.quarantine.meddled import (
    confirmed,
    in_quarantine,
    meddle,
    proposed,
    raise_a_match,
    verify_and_keep,
)
from tests.web import import_example

AT = datetime(2020, 6, 20, 9, tzinfo=UTC)

ALTERING = ("UPDATE it SET programme_id = programme_id", "DELETE FROM it")

NEW = {
    "reference": "FAK-950",
    "project": "FAK-WATER",
    "group": "FAK-1",
    "received_on": "2020-06-01",
    "amount": "1200",
    "currency": "TJS",
    "kind": "cash",
    "status": "recorded",
    "recorded_on": "2020-06-02",
    "recorded_by": "treasurer",
}


@pytest.fixture
def role(postgresql_engine: sa.Engine) -> Iterator[sa.Engine]:
    """The engine of the application's role, on a database that its owner has just emptied."""
    downgrade(postgresql_engine, "base")
    name = f"hashar_app_{uuid4().hex[:8]}"
    _run(postgresql_engine, "DROP TABLE alembic_version", f"CREATE ROLE {name} LOGIN PASSWORD 'of a test'")
    url = postgresql_engine.url.set(username=name, password="of a test")
    engine = make_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    _run(postgresql_engine, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def test_the_application_works_and_cannot_alter_its_journal(
    role: sa.Engine, postgresql_engine: sa.Engine
) -> None:
    app = create_app(
        DATABASE_URL=role.url.render_as_string(hide_password=False),
        MIGRATION_DATABASE_URL=postgresql_engine.url.render_as_string(hide_password=False),
        HEADS_FILE="",
    )
    runner = app.test_cli_runner()
    for _ in range(2):
        upgraded = runner.invoke(args=["upgrade-database"])
        assert upgraded.exit_code == 0, upgraded.output
    import_example(role, "khatlon_water")
    transaction(
        role, lambda books: enter_new(books, "TJ-KHT", {"contributions": [NEW]}, Occasion("zarina", AT))
    )
    verified = {"reference": NEW["reference"], "status": "verified", "verified_on": "2020-06-10"}
    transaction(
        role, lambda books: enter(books, "TJ-KHT", {"contributions": [verified]}, Occasion("anna", AT))
    )
    said = runner.invoke(args=["verify"])
    assert said.exit_code == 0, said.output
    assert "could alter" not in said.output
    id = ask(role, Wish(1, "of another version", {}, "a.txt", "text/plain"), Asker(1, "zarina", "en"), AT)
    with open_queue(role) as queue:
        assert queue.huey.dequeue().args == [id]
    with kept_jobs(role) as rows:
        assert claim(rows, id, AT) is not None
    meddle(postgresql_engine, raise_a_match)
    verify_and_keep(role)
    proposed(role)
    confirmed(role)
    assert in_quarantine(role) == []
    for statement in (
        *(each.replace("it", table, 1) for table in guards.APPEND_ONLY for each in ALTERING),
        *(f"TRUNCATE {table} CASCADE" for table in guards.GUARDED),
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER guard_journal_entry ON journal_entry",
        "DROP FUNCTION hashar_append_only() CASCADE",
        "CREATE TABLE mine (id integer)",
        "DROP TABLE journal_entry CASCADE",
    ):
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            _run(role, statement)
    for engine in (role, app.extensions["hashar.engine"].engine, app.extensions["hashar.engine"].migrating):
        engine.dispose()


def test_an_empty_database_is_set_up_on_first_use(role: sa.Engine, postgresql_engine: sa.Engine) -> None:
    app = create_app(
        DATABASE_URL=role.url.render_as_string(hide_password=False),
        MIGRATION_DATABASE_URL=postgresql_engine.url.render_as_string(hide_password=False),
        HEADS_FILE="",
    )
    first = app.test_cli_runner().invoke(args=["verify"])
    assert first.exit_code == 0, first.output
    with session(role) as reading:
        assert could_alter(reading) == []
    with session(postgresql_engine) as reading:
        assert could_alter(reading) == sorted(guards.APPEND_ONLY)
    for engine in (app.extensions["hashar.engine"].engine, app.extensions["hashar.engine"].migrating):
        engine.dispose()


def test_an_owner_that_runs_the_application_is_told_so(postgresql_engine: sa.Engine) -> None:
    app = create_app(DATABASE_URL=postgresql_engine.url.render_as_string(hide_password=False), HEADS_FILE="")
    said = app.test_cli_runner().invoke(args=["verify"])
    app.extensions["hashar.engine"].engine.dispose()
    assert said.exit_code == 0
    assert "could alter audit_entry, journal_entry, sealed_report, submission" in said.output


DELETING = {
    "core/accounts/memberships.py": {"membership"},
    "core/accounts/signing_in.py": {"sign_in"},
    "core/accounts/throttling.py": {"throttle"},
    "core/jobs/presence.py": {"job_worker"},
    "core/jobs/sweeping.py": {"job"},
    "grants/importing/tallies.py": {"contribution_tally"},
    "grants/quarantine/repairing.py": {"match_entry", "balance", "contribution_tally"},
}
"""Who deletes rows of what: the application's role has the right to that; see core/database_role.py."""


def test_rows_are_deleted_where_the_role_may() -> None:
    deleting = {
        path
        for path, tree in modules().items()
        if not path.startswith(("tests", "benchmarks", "migrations", "examples"))
        and any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "delete"
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"sa", "session", "writing", "books"}
            for node in ast.walk(tree)
        )
    }
    assert deleting == DELETING.keys()
    of_queue = {name for name in DELETED_FROM if name.startswith("huey_")}  # huey empties it
    assert set().union(of_queue, *DELETING.values()) == set(DELETED_FROM)


def _run(engine: sa.Engine, *statements: str) -> None:
    def work(writing: Session) -> None:
        for statement in statements:
            writing.execute(sa.text(statement))

    transaction(engine, work)
