"""How many contributions are in which state, and what they come to: moved by what an upload writes of them."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import batches, insert_rows, table
from grants.importing.ids import Ids
from grants.importing.upload import Upload
from grants.ledger.booking import MAX_STORED, TooLarge
from grants.workbook.mapping import Content
from household_groups.models.contributions import ContributionTally

Key = tuple[int, str, str]
"""Project id, status, currency."""


class _Totals(defaultdict[Key, list[int]]):
    """[number, minor units] by key."""

    def __init__(self) -> None:
        super().__init__(lambda: [0, 0])

    def add(self, key: Key, number: int, minor: int) -> None:
        total = self[key]
        total[0] += number
        total[1] += minor


def move_tallies(session: Session, upload: Upload, programme_id: int, ids: Ids) -> None:
    """Whoever calls it holds the lock of the programme's head. Raises TooLarge."""
    if not upload.of("contributions"):
        return
    moved = _moved(upload, ids)
    before = _stored(session, programme_id, {project for project, *_ in moved})
    new, moved_on, emptied = [], [], []
    for (project, status, currency), (number, minor) in moved.items():
        key: dict[str, Any] = {
            "programme_id": programme_id,
            "project_id": project,
            "status": status,
            "currency": currency,
        }
        had = before.get((project, status, currency))
        known_number, known_minor = had or (0, 0)
        if known_minor + minor > MAX_STORED:
            raise TooLarge(None)
        values = {"contributions": known_number + number, "minor": known_minor + minor}
        if had is None:
            new.append(key | values)
        elif not values["contributions"]:
            emptied.append(_where(key))
        elif number or minor:
            moved_on.append(_where(key) | values)
    insert_rows(session, ContributionTally, new)
    for statement, rows in ((_MOVE, moved_on), (_REMOVE, emptied)):
        if rows:
            session.connection().execute(statement, rows)


_AT_ONCE = 500
_KEY = ("programme_id", "project_id", "status", "currency")
_TALLY = table(ContributionTally).c
_TALLIES = sa.select(
    *(_TALLY.project_id, sa.type_coerce(_TALLY.status, sa.String), _TALLY.currency),
    *(_TALLY.contributions, _TALLY.minor),
).where(
    _TALLY.programme_id == sa.bindparam("of"),
    _TALLY.project_id.in_(sa.bindparam("projects", expanding=True)),
)
_IS_IT = sa.and_(*(_TALLY[name] == sa.bindparam(f"of_{name}") for name in _KEY))
_MOVE = (
    sa.update(table(ContributionTally))
    .where(_IS_IT)
    .values(contributions=sa.bindparam("contributions"), minor=sa.bindparam("minor"))
)
_REMOVE = sa.delete(table(ContributionTally)).where(_IS_IT)


def _where(key: dict[str, Any]) -> dict[str, Any]:
    return {f"of_{name}": value for name, value in key.items()}


def _moved(upload: Upload, ids: Ids) -> _Totals:
    """What comes to each tally, and what leaves it."""
    moved = _Totals()
    for row in upload.sound("contributions"):
        if row.is_new:
            moved.add(_key(row.content, ids), 1, row.content["amount"])
        elif row.changed:
            was = upload.known["contributions"][row.key].content
            moved.add(_key(was, ids), -1, -was["amount"])
            moved.add(_key(row.content, ids), 1, row.content["amount"])
    return moved


def _key(content: Content, ids: Ids) -> Key:
    return ids.of("projects", content["project"]), content["status"], content["currency"]


def _stored(session: Session, programme_id: int, project_ids: set[int]) -> dict[Key, tuple[int, int]]:
    return {
        (project, status, currency): (number, minor)
        for batch in batches(sorted(project_ids), _AT_ONCE)
        for project, status, currency, number, minor in session.execute(
            _TALLIES, {"of": programme_id, "projects": batch}
        )
    }
