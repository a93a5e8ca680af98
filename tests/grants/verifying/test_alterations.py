"""Whatever is altered in the books beside the application is found, and verification never stumbles over it."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from app import create_app
from core import guards
from core.database import make_engine, transaction
from grants.verifying import verify as verifying
from grants.verifying.verify import verify, verify_programme
from tests.grants.verifying.meddling import TABLES, bare, covered, meddling

NOT_BOOKS = {
    "membership",
    "audit_entry",
    "proposal",
    "evidence_file",
    "duplicate_decision",
    "submission",
    "submission_conflict",
    "sealed_report",
    "closing_request",
    "verification_run",
    "over_match",
    "match_repair",
}
"""Tables of a programme that tell nothing of its money and facts."""


def is_found(session: Session) -> bool:
    """Looked for first where it most likely is: the rows that are altered are of the programme booked last."""
    covered(session)
    t = bare("programme").c
    programmes = session.execute(sa.select(t.id, t.code).order_by(t.id.desc())).all()
    return any(verify_programme(session, *each).differences for each in programmes) or any(
        found.differences for found in verify(session)
    )


@pytest.fixture
def one_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether anything is found at all is asked a thousand times here."""
    monkeypatch.setattr(verifying, "MOST_DIFFERENCES", 1)


def a_row(session: Session, name: str, column: str) -> tuple[sa.ColumnElement[bool], Any]:
    """(condition that names one row, its value); a row in which something is given, if there is one."""
    t = bare(name).c
    keys = [t[key.name] for key in TABLES[name].primary_key]
    query = sa.select(*keys, t[column]).order_by(t[column].is_(None), *(key.desc() for key in keys))
    *key, value = session.execute(query.limit(1)).one()
    return sa.and_(*(name == part for name, part in zip(keys, key, strict=True))), value


def others(session: Session, name: str, column: str, value: Any) -> list[Any]:
    """What could stand there as well, and what could not."""
    of = TABLES[name].c[column]
    if isinstance(of.type, sa.Boolean):
        return [not value]
    found: list[Any] = ["x"]
    if isinstance(of.type, sa.Date):
        found.append("2031-02-03")
    elif isinstance(value, int):
        found.append(value + 1)
    key = next(iter(of.foreign_keys)).column if of.foreign_keys else of
    t = bare(key.table.name).c[key.name]
    known = session.execute(sa.select(t).where(t.is_not(None), t != value).limit(1)).scalars()
    return [*found, *known, *([None] if of.nullable and value is not None else [])]


COLUMNS = [
    (name, column.name) for name, table in TABLES.items() for column in table.columns if column.name != "id"
]
"""An `id` is a number by which other rows find a row, and nothing else."""


def test_every_table_of_a_programme_is_altered_here() -> None:
    tables = SQLModel.metadata.tables.values()
    of_programmes = {table.name for table in tables if "programme_id" in table.columns}
    assert of_programmes - NOT_BOOKS == TABLES.keys() - {"programme"}


@pytest.mark.usefixtures("one_is_enough")
@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_an_altered_value_is_found(name: str, column: str, books: sa.Engine) -> None:
    with meddling(books) as session:
        condition, value = a_row(session, name, column)
        values = others(session, name, column, value)
    missed = []
    for other in values:
        with meddling(books) as session, suppress(sa.exc.IntegrityError):  # what is unique stays so
            session.execute(sa.update(bare(name)).where(condition).values({column: other}))
            if not is_found(session):
                missed.append((value, other))
    assert missed == []


@pytest.mark.usefixtures("one_is_enough")
@pytest.mark.parametrize("name", TABLES)
def test_a_missing_row_is_found(name: str, books: sa.Engine) -> None:
    with meddling(books) as session:
        condition, _ = a_row(session, name, "programme_id" if name != "programme" else "id")
        session.execute(sa.delete(bare(name)).where(condition))
        assert is_found(session)


OTHERWISE = {
    "reference": "copy",
    "code": "copy",
    "line": 999_999,
    "subject": "copy",
    "seq": 999_999,
    "position": 999_999,
    "on": "2031-02-03",
    "measured_on": "2031-02-03",
    "checked_on": "2031-02-03",
    "rank": 999_999,
    "client_id": None,
    "verified_seq": 999_999,
    "quarter": "2031-Q1",
    "month": "2031-01",
    "number": 999_999,
}
"""What is unique in a table, so that the copy of a row can be put in beside it."""


@pytest.mark.usefixtures("one_is_enough")
@pytest.mark.parametrize("name", TABLES)
def test_a_row_put_in_is_found(name: str, books: sa.Engine) -> None:
    with meddling(books) as session:
        t = bare(name)
        condition, _ = a_row(session, name, next(column.name for column in TABLES[name].columns))
        copy = dict(session.execute(sa.select(t).where(condition)).mappings().one())
        if name == "journal_head":
            copy["programme_id"] = 999_999
        if name == "contribution_tally":
            copy["currency"] = "XXX"
        if name == "rule_agreement":
            copy["version"] = 999_999
        copy.pop("id", None)
        session.execute(sa.insert(t).values(copy | {key: OTHERWISE[key] for key in copy if key in OTHERWISE}))
        assert is_found(session)


def test_the_command_says_what_it_found_and_fails(books: sa.Engine, tmp_path: Path) -> None:
    path = shutil.copy(str(books.url.database), tmp_path / "altered.sqlite")
    runner = create_app(DATABASE_URL=f"sqlite:///{path}").test_cli_runner()
    sound = runner.invoke(args=["verify"])
    assert sound.exit_code == 0, sound.output
    assert "\n0 differences in " in sound.output
    entry = bare("match_entry")
    altered = make_engine(f"sqlite:///{path}")

    def meddle(session: Session) -> None:
        guards.take_down(session.connection())
        raised = {"granted_minor": entry.c.granted_minor + 1}
        session.execute(sa.update(entry).where(entry.c.granted_minor > 0).values(raised))

    transaction(altered, meddle)
    altered.dispose()
    found = runner.invoke(args=["verify"])
    assert (found.exit_code, type(found.exception)) == (1, SystemExit)
    assert " granted_minor is " in found.output
    assert "\n0 differences in " not in found.output
