"""Entering a measurement: what is impossible is refused, what is odd is asked about, then it is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.audit import note
from core.programmes import Programme
from grants.documents.adding import Paper, add_documents
from grants.entering.entering import enter_new
from grants.entering.known_rows import new_row
from grants.evidence.folder import Kept
from grants.impact.confirmations import CONFIRMED
from grants.impact.doubts import IMPOSSIBLE, NEEDS_REASON, Found
from grants.impact.indicators import SHEET, key_of
from grants.impact.odd import doubts_of
from grants.importing.importing import Occasion
from grants.models.documents import DocumentKind
from household_groups.models.projects import Indicator, Measurement, Project


class Doubted(Exception):
    """It is not stored: `found` is impossible, or has to be answered first. Ends the transaction."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__(found)
        self.found = found

    @property
    def is_impossible(self) -> bool:
        return any(each.doubt in IMPOSSIBLE for each in self.found)

    @property
    def needs_reason(self) -> bool:
        return any(each.doubt in NEEDS_REASON for each in self.found)


@dataclass(frozen=True)
class Answer:
    """What a person said to the doubts that they were asked about, by their names; none before they were."""

    asked: frozenset[str] = frozenset()
    is_right: bool = False
    reason: str = ""

    def covers(self, found: Sequence[Found]) -> bool:
        if not found:
            return True
        names = {each.doubt.value for each in found}
        has_reason = bool(self.reason) or not any(each.doubt in NEEDS_REASON for each in found)
        return self.is_right and has_reason and names <= self.asked


def measure(
    session: Session,
    programme: Programme,
    of: tuple[Project, Indicator],
    typed: Mapping[str, str],
    photos: Sequence[Kept],
    answer: Answer,
    occasion: Occasion,
) -> None:
    """Within a transaction. Raises NotEntered, Doubted, Refusal; each takes all of it back."""
    project, indicator = of
    row = {**typed, "project": project.code, "indicator": indicator.code}
    enter_new(session, programme.code, {SHEET: [new_row(programme, SHEET, row)]}, occasion)
    stored = session.exec(
        select(Measurement)
        .where(Measurement.indicator_id == indicator.id)
        .order_by(col(Measurement.id).desc())
        .limit(1)
    ).one()
    found = doubts_of(session, indicator, stored)
    if any(each.doubt in IMPOSSIBLE for each in found) or not answer.covers(found):
        raise Doubted(found)
    key = key_of(project.code, indicator.code, stored.measured_on)
    if found:
        said = ", ".join(each.doubt.value for each in found)
        note(
            *(session, programme.id, SHEET, key),
            by=occasion.by,
            at=occasion.at,
            field=CONFIRMED,
            new=said,
            reason=answer.reason or None,
        )
    if photos:
        paper = Paper(SHEET, key, DocumentKind.PHOTO, indicator.name, stored.measured_on.isoformat())
        add_documents(session, programme, paper, photos, by=occasion.by, at=occasion.at)
