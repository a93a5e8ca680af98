"""Photos that come with the form of a row: kept while it is shown again, the row's own once it is entered."""

from datetime import datetime

from core.sentences import sentence
from grants.forms.sheet_form import SheetForm
from grants.views.evidence_uploads import Uploads

_BETWEEN = " "
"""Between tickets, none of which has a space."""


def photos_in(form: SheetForm, purpose: str, at: datetime) -> Uploads:
    """Those that were sent now, and those that came with the form before; faults are told beside the field."""
    uploads = Uploads(purpose)
    sent = [file for file in form.photos.data or [] if getattr(file, "filename", "")]
    uploads.take((form.tickets.data or "").split(_BETWEEN) if form.tickets.data else [], sent, at)
    form.tickets.data = _BETWEEN.join(ticket for ticket, _file in uploads.tickets())
    if uploads.refusals:
        form.photos.errors = [sentence(refusal) for refusal in uploads.refusals]
    return uploads
