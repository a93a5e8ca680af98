"""The dossier of a project: made at once, handed out as one zip, and noted in the audit by its digest.

A large one is made by a job.
"""

from datetime import UTC, datetime

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from core.audit import note
from core.database import session, snapshot, transaction
from core.roles import Action
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.heads import kept_heads
from core.web.jobs import asked_for, is_large, press
from grants.views.evidence_uploads import evidence_folder
from reports.dossier.asker import find_asker
from reports.dossier.history import MADE
from reports.dossier.job import BYTES_AT_ONCE, root_of, wish_for
from reports.dossier.making import Sources, make_dossier
from reports.dossier.sending import Written, sent_once
from reports.dossier.sizes import size_of

dossier = Blueprint("dossier", __name__)


@dossier.post("/programmes/<code:programme>/projects/<code:project>/dossier")
@allows(Action.SEE_PROJECT_MONEY)
def dossier_file(programme: str, project: str) -> ResponseReturnValue:
    """The audit says who took what out: a dossier is known by the digest of its index."""
    with session(engine()) as reading:
        asker = find_asker(reading, here(reading, programme), project)
        if asker is None:
            abort(404)
        press()
        size = size_of(reading, asker.project)
        wish = wish_for(asker)
    if is_large(size.rows) or size.bytes > BYTES_AT_ONCE:
        return asked_for(programme, wish)
    return _made_at_once(asker.here, project)


def _made_at_once(at: Here, project: str) -> ResponseReturnValue:
    written = Written()
    with snapshot(engine()) as reading:
        asker = find_asker(reading, at, project)
        if asker is None:
            abort(404)
        sources, root = Sources(evidence_folder(), kept_heads()), root_of(asker)
        digest = make_dossier(reading, asker, sources, root, written.file).digest
    by, now = person().name, datetime.now(UTC)
    about = at.programme_id, "projects", project
    transaction(engine(), lambda books: note(books, *about, by=by, at=now, field=MADE, new=digest))
    return sent_once(written, f"{root}.zip", "application/zip")
