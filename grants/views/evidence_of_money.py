"""Files that show a payment or a voucher, added on its page."""

from datetime import UTC, datetime

from flask import flash
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import transaction
from core.errors import Refusal
from core.sentences import sentence
from core.web.access import Here, person
from core.web.engine import engine
from grants.evidence.files import add_files
from grants.forms.evidence_form import EvidenceForm
from grants.views.evidence_uploads import Uploads


def is_added(place: Here, sheet: str, key: str, form: EvidenceForm, had: int) -> bool:
    """Whether the file is the row's now; what is wrong is said beside its field. `had` counts the others."""
    if not form.validate():
        return False
    now, by = datetime.now(UTC), person().name
    uploads = Uploads(f"{place.programme.code}|{sheet}|{key}", had)
    uploads.take([], [form.file.data], now)
    if uploads.refusals:
        form.file.errors = [sentence(refusal) for refusal in uploads.refusals]
        return False

    def work(writing: Session) -> None:
        add_files(writing, place.programme_id, sheet, key, uploads.files, by=by, at=now)

    try:
        transaction(engine(), work)
    except Refusal as refusal:
        form.file.errors = [sentence(refusal)]
        return False
    uploads.claim()
    flash(_("The file is added to %(key)s.", key=key), "good")
    return True
