"""The narrative of a quarter: the sections as they stand, how they came to be, and how one is written anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.errors import Refusal
from core.journal.append import lock_head
from core.programmes import Programme, today_in
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.quarters import Narrative, Section
from grants.telling.refusals import TellingReason

Versions = Mapping[Section, list[Narrative]]
"""Of each section that was written; the one that holds is the last."""


class WrittenMeanwhile(Exception):
    """Somebody else has written these sections since the page was made; nothing is kept."""

    def __init__(self, newer: list[Narrative]) -> None:
        super().__init__(newer)
        self.newer = newer


@dataclass(frozen=True)
class Written:
    """What somebody wrote of a section, who looked at the version `seen`: 0 where there was none."""

    section: Section
    words: str
    seen: int


def versions_of(session: Session, programme_id: int, quarter: str) -> Versions:
    query = select(Narrative).where(Narrative.programme_id == programme_id, Narrative.quarter == quarter)
    found: dict[Section, list[Narrative]] = {}
    for row in session.exec(query.order_by(col(Narrative.number))):
        found.setdefault(row.section, []).append(row)
    return found


def narrative_of(session: Session, programme_id: int, quarter: str) -> dict[Section, Narrative]:
    """What holds, in the order of the sections."""
    versions = versions_of(session, programme_id, quarter)
    return {section: versions[section][-1] for section in Section if section in versions}


def write(
    session: Session, programme: Programme, quarter: str, written: list[Written], *, by: str, at: datetime
) -> list[Section]:
    """Keep each section that says something else than it does; the others stay. Returns those that were kept.

    Raises WrittenMeanwhile, Refusal where a section that was written would become empty, and NotEntered.
    """
    assert programme.id is not None
    lock_head(session, programme.id)
    known = narrative_of(session, programme.id, quarter)
    changed = [each for each in written if each.words != _words(known.get(each.section))]
    newer = [known[each.section] for each in changed if _number(known.get(each.section)) != each.seen]
    if newer:
        raise WrittenMeanwhile(newer)
    emptied = [each.section for each in changed if not each.words]
    if emptied:
        raise Refusal(TellingReason.EMPTIED, sections=",".join(emptied))
    today = today_in(programme, at).isoformat()
    rows: list[Typed] = [
        {
            "quarter": quarter,
            "section": each.section.value,
            "number": str(each.seen + 1),
            "words": each.words,
            "written_on": today,
            "written_by": by,
        }
        for each in changed
    ]
    if rows:
        enter_new(session, programme.code, {"narrative": rows}, Occasion(by, at))
    return [each.section for each in changed]


def _words(row: Narrative | None) -> str:
    return row.words if row else ""


def _number(row: Narrative | None) -> int:
    return row.number if row else 0
