"""The reports of a programme: the quarters with anything in them, any other span, and the workbook itself."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.attachments import attached
from core.web.engine import engine
from reports.report import QuarterlyReport
from reports.views.asking import answered, file_name, list_page, report_form
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


def _workbook(reading: Session, at: Here, report: QuarterlyReport) -> ResponseReturnValue:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.xlsx")
        write_report(report, path)
        return attached(path, file_name(report, "xlsx"))
