"""Ids of the rows that an upload names: known ones have theirs, new ones get theirs when they are written."""

from sqlmodel import Session

from grants.importing.known import Codes
from grants.importing.upload import Upload


class Ids:
    """Of one programme, by sheet and code."""

    def __init__(self, session: Session, upload: Upload, programme_id: int) -> None:
        self._known = upload.known
        self._codes = Codes(session, programme_id)
        self._found: dict[tuple[str, str], int] = {}

    def of(self, sheet: str, code: str) -> int:
        """Of a new row only once its sheet is written."""
        id = self._found.get((sheet, code))
        if id is None:
            known = self._known[sheet].get(code)
            id = self._codes.ids(sheet)[code] if known is None else known.id
            self._found[sheet, code] = id
        return id
