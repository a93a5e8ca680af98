"""Files that come with a form: kept as soon as they are sent, and carried on by tickets until they are claimed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from flask import Response, after_this_request, current_app
from werkzeug.datastructures import FileStorage

from core.database import session
from core.errors import Refusal
from core.outages import NO_ROOM
from core.web.access import person
from core.web.engine import engine
from grants.evidence.files import sweep
from grants.evidence.folder import EvidenceFolder, Kept
from grants.evidence.reading import LIMITS, MAX_FILE_BYTES, MAX_FILES, read_evidence
from grants.evidence.refusals import EvidenceReason
from grants.evidence.tickets import Tickets


def evidence_folder() -> EvidenceFolder:
    return EvidenceFolder(Path(current_app.config["EVIDENCE_FOLDER"]))


@dataclass
class Uploads:
    """The files of one form; `purpose` binds their tickets to it, `had` is how many its record has already."""

    purpose: str
    had: int = 0
    files: list[Kept] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def take(self, tickets: Iterable[str], sent: Iterable[FileStorage], at: datetime) -> None:
        """Whatever is wrong with a file is in `refusals`; the others are kept all the same."""
        folder, own = evidence_folder(), self._tickets()
        for ticket in tickets:
            try:
                self.files += own.read([ticket], folder)
            except Refusal as refusal:
                self.refusals.append(refusal)
        given = [file for file in sent if file.filename]
        if not given:
            return
        if self.had + len(self.files) + len(given) > MAX_FILES:
            limit, count = LIMITS[EvidenceReason.TOO_MANY], self.had + len(self.files) + len(given)
            self.refusals.append(Refusal(EvidenceReason.TOO_MANY, limit=limit, given=count))
            return
        with session(engine()) as reading:
            sweep(reading, folder, at)
        for file in given:
            self._keep(folder, file)

    def tickets(self) -> list[tuple[str, Kept]]:
        """For the form as it is shown again."""
        own = self._tickets()
        return [(own.write(file), file) for file in self.files]

    def claim(self) -> None:
        """Rows name the files now."""
        folder = evidence_folder()
        for file in self.files:
            folder.claim(file.stored_as)

    def _keep(self, folder: EvidenceFolder, file: FileStorage) -> None:
        try:
            self.files.append(folder.keep(read_evidence(file.stream.read(MAX_FILE_BYTES + 1))))
        except Refusal as refusal:
            self.refusals.append(refusal)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            current_app.logger.error("There is no room for evidence: %s", error)
            after_this_request(_say_no_room)
            self.refusals.append(Refusal(EvidenceReason.NO_ROOM))

    def _tickets(self) -> Tickets:
        return Tickets(str(current_app.config["SECRET_KEY"]), person().account_id, self.purpose)


def _say_no_room(response: Response) -> Response:
    """The form is shown again with all that was typed; the status tells those who watch the site."""
    response.status_code = HTTPStatus.INSUFFICIENT_STORAGE
    return response
