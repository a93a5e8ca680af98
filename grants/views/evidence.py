"""Evidence is handed out as a file to save, never as a page."""

import re

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.attachments import attached
from core.web.engine import engine
from grants.evidence.reaching import find_file
from grants.views.evidence_uploads import evidence_folder
from household_groups.models.evidence import EvidenceFile

evidence = Blueprint("evidence", __name__)

_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


@evidence.get("/programmes/<code:programme>/evidence/<int:id>")
@allows(Action.SEE_PROJECT_MONEY)
def evidence_file(programme: str, id: int) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        file = find_file(reading, place.programme_id, place.reach_of, id)
    if file is None:
        abort(404)
    path = evidence_folder().path(file.stored_as)
    if not path.is_file():  # the folder was not restored with the database
        abort(404)
    response: Response = attached(path, _name(file), file.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _name(file: EvidenceFile) -> str:
    """`FAK-WATER-014-37.jpg`: of what it shows and its number, in letters that every system takes."""
    suffix = file.stored_as.rpartition(".")[2]
    return f"{_UNSAFE.sub('-', file.key)[:60]}-{file.id}.{suffix}"
