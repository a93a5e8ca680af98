"""Files that show a payment, a voucher, a milestone or a project, added on its page as documents."""

from datetime import UTC, datetime

from flask import flash
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import transaction
from core.errors import Refusal
from core.sentences import sentence
from core.web.access import Here, person
from core.web.engine import engine
from grants.documents.adding import Paper, add_documents
from grants.documents.labels import DOCUMENT_KINDS
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.entering.typed import by_column
from grants.forms.evidence_form import EvidenceForm
from grants.models.documents import DocumentKind
from grants.views.evidence_uploads import Uploads


def is_added(
    place: Here, sheet: str, key: str, form: EvidenceForm, had: int, named: str | None = None
) -> bool:
    """Whether the file is the row's now; what is wrong is said beside its field. `had` counts the others.

    `named` is what people call the row, where that is not its key. A file that nothing is wrong with stays with
    the form until it is taken.
    """
    is_sound = form.validate()
    now, by = datetime.now(UTC), person().name
    uploads = Uploads(f"{place.programme.code}|{sheet}|{key}", had)
    if not form.errors.get("csrf_token"):
        _take_file(form, uploads, now)
    if form.file.errors or not is_sound:
        return False
    kind = DocumentKind(form.kind.data)
    title = (form.title.data or "").strip() or str(DOCUMENT_KINDS[kind])
    paper = Paper(sheet, key, kind, title, (form.dated_on.data or "").strip())

    def work(writing: Session) -> None:
        add_documents(writing, place.programme, paper, uploads.files, by=by, at=now)

    try:
        transaction(engine(), work)
    except Refusal as refusal:
        form.file.errors = [sentence(refusal)]
        return False
    except NotEntered as refused:
        for column, problems in by_column(refused.problems, "documents").items():
            field = {"title": form.title, "dated_on": form.dated_on}.get(column, form.file)
            field.errors = [*field.errors, *(said(problem) for problem in problems)]
        return False
    uploads.claim()
    flash(_("The file is added to %(key)s.", key=named or key), "good")
    return True


def _take_file(form: EvidenceForm, uploads: Uploads, at: datetime) -> None:
    """What was sent now, else what came with the form that was refused."""
    sent = [form.file.data] if form.file.data else []
    uploads.take([form.ticket.data] if form.ticket.data and not sent else [], sent, at)
    form.ticket.data = next((ticket for ticket, _file in uploads.tickets()), "")
    if uploads.refusals:
        form.file.errors = [sentence(refusal) for refusal in uploads.refusals]
    elif not uploads.files:
        form.file.errors = [_("Choose a file.")]
