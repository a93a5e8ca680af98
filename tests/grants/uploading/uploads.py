"""Uploads of small workbooks to the programme P of tests/grants/programme.py."""

from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from core.database import session, transaction
from grants import proposing
from grants.importing.importing import Occasion
from grants.models.proposals import Proposal
from grants.uploading.outcome import Sent, Uploaded
from grants.uploading.uploading import book, look_at
from grants.workbook import reading
from tests.grants import programme as p


def sent(path: Path) -> Sent:
    return Sent(path, path.name, sha256(path.read_bytes()).hexdigest())


def upload(
    engine: sa.Engine, path: Path, *, by: str = "zarina", about: str = "P", keep: bool = True
) -> Uploaded:
    """Book the file, or look at it only; it is read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "run_confined", p.run_here)
        return (book if keep else look_at)(engine, about, sent(path), Occasion(by, p.TODAY))


def put(engine: sa.Engine, folder: Path, sheets: p.Sheets, *, by: str = "zarina") -> Uploaded:
    """Upload sheets with which nothing is wrong."""
    result = upload(engine, p.write(folder, sheets), by=by)
    assert result.problems == [], [(it.sheet, it.cell, it.kind, it.details) for it in result.problems]
    return result


def refused(engine: sa.Engine, folder: Path, sheets: p.Sheets) -> list[str]:
    """What is wrong with the sheets, as `seq_given at contributions C2`; then nothing may be stored."""
    before = p.count_rows(engine)
    found = upload(engine, p.write(folder, sheets)).problems
    assert p.count_rows(engine) == before
    return [f"{problem.kind.value} at {problem.sheet} {problem.cell}" for problem in found]


def contribution(engine: sa.Engine, *columns: str, reference: str = "C-1") -> Any:
    found = {row[0]: row[1:] for row in p.rows(engine, "contribution", "reference", *columns)}
    return tuple(str(value) if isinstance(value, date) else value for value in found[reference])


def proposed(engine: sa.Engine) -> list[tuple[str, Any]]:
    """Kind and rows of every proposal."""
    with session(engine) as books:
        proposals = books.exec(select(Proposal).order_by(col(Proposal.id))).all()
        return [(proposal.kind.value, proposing.rows_of(proposal)) for proposal in proposals]


def confirm_all(engine: sa.Engine, by: str = "parviz") -> None:
    for id in p.rows(engine, "proposal", "id"):
        work = partial(proposing.confirm, proposal_id=id, by=by, at=p.TODAY, document="Letter 7")
        transaction(engine, work)
