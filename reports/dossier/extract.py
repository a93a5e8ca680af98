"""The entries of the journal that speak of a project, each with what its link is computed from.

An entry's link is the SHA-256 of the link before it and of all that it says. So for each entry of the project its
predecessor's link is given, whosever that is, and nothing else of entries that are not the project's. Which links
somebody else has in hand (in a sealed report, in a mail of the daily heads) is said beside them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.journal.heads import KeptHeads
from core.journal.links import LINKED
from core.journal.models import JournalEntry, JournalHead
from core.sealed import SealedReport
from core.tables import in_clauses, table
from reports.dossier.asker import Asker
from reports.dossier.sheets import Keys
from reports.dossier.tables import Table

PLACES = ("position", "seq", "kind", "sheet", "key", "effective_on")
HELD = ("position", "link", "held_in")

Found = Mapping[str, Any]


def entries_of(session: Session, asker: Asker, keys: Keys) -> list[Found]:
    """In the order of the journal."""
    t = table(JournalEntry).c
    before = table(JournalEntry).alias("before").c
    is_before = (before.programme_id == t.programme_id) & (before.position == t.position - 1)
    columns = [
        sa.type_coerce(t[name], sa.String).label(name) if name == "kind" else t[name] for name in LINKED
    ]
    query = sa.select(*columns, t.digest.label("link"), before.digest.label("previous")).select_from(
        sa.outerjoin(t.position.table, before.position.table, is_before)
    )
    query = query.where(t.programme_id == asker.reach.programme_id)
    found: dict[int, Found] = {}
    for sheet, of_sheet in keys.items():
        for clause in in_clauses(t.key, of_sheet):
            for row in session.execute(query.where(t.sheet == sheet, clause)).mappings():
                found[row["position"]] = dict(row)
    return [found[position] for position in sorted(found)]


def places(entries: Iterable[Found]) -> Table:
    """Where they stand, without what they say."""
    rows = [[None if entry[name] is None else str(entry[name]) for name in PLACES] for entry in entries]
    return Table("entries", list(PLACES), rows)


def lines(entries: Iterable[Found]) -> Iterator[bytes]:
    """One JSON object a line; each value as the link has it."""
    for entry in entries:
        said = {name: entry[name] for name in LINKED}
        on = entry["effective_on"]
        said["effective_on"] = None if on is None else on.isoformat()
        said["booked_at"] = entry["booked_at"].astimezone(UTC).isoformat()
        said |= {"previous": entry["previous"] or "", "link": entry["link"]}
        yield json.dumps(said, ensure_ascii=False).encode() + b"\n"


def held_links(session: Session, asker: Asker, kept: KeptHeads) -> Table:
    """Links that others hold: in sealed reports, among the heads kept each day, and the last one of all."""
    t = table(SealedReport).c
    sealed = sa.select(t.position, t.head, t.quarter).where(
        t.programme_id == asker.reach.programme_id, t.fund == ""
    )
    held = [(at, link, f"sealed report {quarter}") for at, link, quarter in session.execute(sealed)]
    own = [each for each in kept.heads if each.programme == asker.here.programme.code]
    held += [(each.position, each.digest, f"head kept on {each.day}") for each in own]
    position, _seq, link = head(session, asker)
    held.append((position, link, "last entry of the journal"))
    rows = [[str(at), link, where] for at, link, where in sorted(set(held))]
    return Table("held_links", list(HELD), rows)


def head(session: Session, asker: Asker) -> tuple[int, int, str]:
    """(position, seq, link) of the last entry of the programme."""
    found = session.get_one(JournalHead, asker.reach.programme_id)
    return found.position, found.seq, found.digest
