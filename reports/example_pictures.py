"""The drawings that `make run` adds to rows of the example programmes, where people add photos: each once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Engine
from sqlmodel import Session, select

from core.database import session, transaction
from core.programmes import Programme
from examples import drawings
from grants.documents.adding import Paper, add_documents
from grants.documents.listing import documents_of
from grants.entering.entering import NotEntered
from grants.evidence.folder import EvidenceFolder
from grants.evidence.reading import Evidence
from grants.models.documents import DocumentKind
from reports.example_people import GUATEMALA, TAJIKISTAN
from reports.invented import EXAMPLE, is_invented


@dataclass(frozen=True)
class Picture:
    """Of which row it is, what it is called, and how it is drawn."""

    sheet: str
    key: str
    title: str
    draw: Callable[[], bytes]
    on: str = ""
    """The day, where it is not the one with which keys of progress, measurements and checks end."""

    @property
    def paper(self) -> Paper:
        on = self.on or self.key.rpartition("|")[2]
        return Paper(self.sheet, self.key, DocumentKind.PHOTO, self.title, on)


WORKS, PROGRESS, MEASUREMENTS, CHECKS = "projects", "progress", "measurements", "service_checks"

_WHOLE, _TORN = partial(drawings.school, has_roof=True), partial(drawings.school, has_roof=False)
_HALF_OVER, _OVER = partial(drawings.bridge, is_done=False), partial(drawings.bridge, is_done=True)
_WALLS, _HOUSE = partial(drawings.house, share=0.6), partial(drawings.house, share=1)

PICTURES: dict[str, Sequence[Picture]] = {
    TAJIKISTAN: (
        Picture(PROGRESS, "FAK-WATER|2020-12-18", "The pipe in its trench (drawing)", drawings.trench),
        Picture(MEASUREMENTS, "FAK-WATER|TAPS|2020-12-18", "A standpipe in use (drawing)", drawings.standpipe),
        Picture(WORKS, "HIL-BRIDGE", "Half of the deck (drawing)", _HALF_OVER, "2020-07-29"),
        Picture(WORKS, "HIL-BRIDGE", "The bridge is open (drawing)", _OVER, "2020-10-31"),
        Picture(CHECKS, "HOI-SCHOOL|2020-06-16", "The roof after the first winter (drawing)", _WHOLE),
        Picture(CHECKS, "HOI-SCHOOL|2020-12-10", "The upper wing after the wind (drawing)", _TORN),
        Picture(CHECKS, "GAL-WATER|2020-12-11", "The pump by the mosque (drawing)", drawings.hand_pump),
    ),
    GUATEMALA: (
        Picture(PROGRESS, "TEJ-1|2020-12-31", "A house in work (drawing)", _WALLS),
        Picture(WORKS, "JAC-1", "One of the 18 houses (drawing)", _HOUSE, "2020-08-31"),
        Picture(MEASUREMENTS, "JAC-W|WATER|2020-11-30", "A tap at a house (drawing)", drawings.tap),
        Picture(CHECKS, "MOR-1|2020-12-16", "One of the nine houses (drawing)", partial(_HOUSE, sun=230)),
    ),
}  # fmt: skip


def add_pictures(engine: Engine, folder: EvidenceFolder, *, at: datetime) -> None:
    """To the programmes that came as examples."""
    for code, pictures in PICTURES.items():
        with session(engine) as reading:
            programme = _programme(reading, code)
            if programme is None or not is_invented(reading, programme.id):
                continue
            missing = [each for each in pictures if not _is_there(reading, programme, each)]
        for each in missing:
            with suppress(NotEntered):  # the books of an older example do not have the row
                _add(engine, folder, code, each, at)


def _programme(reading: Session, code: str) -> Programme | None:
    return reading.exec(select(Programme).where(Programme.code == code)).first()


def _is_there(reading: Session, programme: Programme, picture: Picture) -> bool:
    of_row = documents_of(reading, programme.id or 0, picture.sheet, picture.key)
    return any(each.document is not None and each.document.title == picture.title for each in of_row)


def _add(engine: Engine, folder: EvidenceFolder, code: str, picture: Picture, at: datetime) -> None:
    """As a photo that somebody sends, only that what is drawn here need not be read with suspicion."""
    kept = folder.keep(Evidence(picture.draw(), "image/jpeg"))

    def work(writing: Session) -> None:
        programme = _programme(writing, code)
        assert programme is not None
        add_documents(writing, programme, picture.paper, [kept], by=EXAMPLE, at=at)

    try:
        transaction(engine, work)
    except BaseException:
        folder.discard(kept.stored_as)
        raise
    folder.claim(kept.stored_as)
