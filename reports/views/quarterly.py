"""The reports of a programme: the quarters with anything in them, any other span, and the workbook itself."""

from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Response, send_file
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.calendar import Span
from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.attachments import XLSX, attached
from core.web.engine import engine
from core.web.jobs import is_large
from reports.closing.asked import find_sealed
from reports.closing.kept import SealedContent, content_of, with_initials
from reports.making.sizes import effort_of
from reports.naming import file_name
from reports.people import shows_people, without_people
from reports.quarterly import quarterly_report
from reports.views.asking import answered, list_page, report_form
from reports.views.making import offered_report
from reports.views.programmes import programmes
from reports.workbooks import write_report

__all__ = ["programmes"]


@programmes.get("/programmes/<code:programme>/reports")
@allows(Action.SEE_REPORT)
def report_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        return list_page(reading, at, report_form(reading, at))


@programmes.get("/programmes/<code:programme>/report.xlsx")
@allows(Action.SEE_REPORT)
def report_download(programme: str) -> ResponseReturnValue:
    """The report as a file; what cannot be had is said beside the field that asked for it."""
    return answered(programme, _workbook)


def _workbook(reading: Session, at: Here, span: Span, fund: str | None) -> ResponseReturnValue:
    name = file_name(at.programme.code, span, fund, "xlsx")
    is_whole = shows_people(at, fund)
    sealed = find_sealed(reading, at.programme.code, span, fund)
    if (sealed is None or not is_whole) and is_large(effort_of(reading, at.programme_id, span)):
        return offered_report(at, span, fund)
    if sealed is not None:
        return _sealed(content_of(reading, sealed) if is_whole else with_initials(reading, sealed), name)
    report = quarterly_report(reading, at.programme.code, span, fund)
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.xlsx")
        write_report(report if is_whole else without_people(report), path)
        return attached(path, name)


def _sealed(handed: SealedContent, name: str) -> Response:
    """Byte for byte as it was sealed, or the copy of it, with the SHA-256 of what is handed out beside it."""
    digest = sha256(handed.content).hexdigest()
    response = send_file(BytesIO(handed.content), XLSX, as_attachment=True, download_name=name, etag=digest)
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(digest)).decode()}:"
    return response
