"""How many contributions are in which state, and what they come to: moved by what an upload writes of them."""

from collections import defaultdict

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, insert_rows, table
from grants.importing.known import Codes
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


def move_tallies(session: Session, upload: Upload, programme_id: int, codes: Codes) -> None:
    """Whoever calls it holds the lock of the programme's head. Raises TooLarge."""
    if not upload.of("contributions"):
        return
    moved = _moved(upload, codes.ids("projects"))
    before = _stored(session, programme_id, {project for project, *_ in moved})
    t = table(ContributionTally)
    new = []
    for (project, status, currency), (number, minor) in moved.items():
        key = {"programme_id": programme_id, "project_id": project, "status": status, "currency": currency}
        had = before.get((project, status, currency))
        known_number, known_minor = had or (0, 0)
        if known_minor + minor > MAX_STORED:
            raise TooLarge(None)
        values = {"contributions": known_number + number, "minor": known_minor + minor}
        is_it = sa.and_(*(t.c[name] == value for name, value in key.items()))
        if had is None:
            new.append(key | values)
        elif not values["contributions"]:
            session.execute(sa.delete(t).where(is_it))
        elif number or minor:
            session.execute(sa.update(t).where(is_it).values(values))
    insert_rows(session, ContributionTally, new)


def _moved(upload: Upload, project_ids: dict[str, int]) -> _Totals:
    """What comes to each tally, and what leaves it."""
    moved = _Totals()
    for row in upload.sound("contributions"):
        if row.is_new:
            moved.add(_key(row.content, project_ids), 1, row.content["amount"])
        elif row.changed:
            was = upload.known["contributions"][row.key].content
            moved.add(_key(was, project_ids), -1, -was["amount"])
            moved.add(_key(row.content, project_ids), 1, row.content["amount"])
    return moved


def _key(content: Content, project_ids: dict[str, int]) -> Key:
    return project_ids[content["project"]], content["status"], content["currency"]


def _stored(session: Session, programme_id: int, project_ids: set[int]) -> dict[Key, tuple[int, int]]:
    t = table(ContributionTally).c
    query = sa.select(
        *(t.project_id, sa.type_coerce(t.status, sa.String), t.currency, t.contributions, t.minor)
    ).where(t.programme_id == programme_id)
    return {
        (project, status, currency): (number, minor)
        for clause in in_clauses(t.project_id, project_ids)
        for project, status, currency, number, minor in session.execute(query.where(clause))
    }
