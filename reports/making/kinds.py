"""The jobs of reports: the workbook, and the page as one file, with the reach of who asked for it."""

import gc
from dataclasses import replace

from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import Span, parse_span
from core.database import snapshot
from core.jobs.asking import Wish
from core.jobs.kinds import Asked, Kind, Making, register
from core.jobs.progress import Phase, begin
from core.roles import Action
from core.web.access import Here
from core.web.attachments import XLSX
from reports.closing.asked import Asked as AskedReport
from reports.closing.asked import find_sealed, get_programme, report_asked_for
from reports.closing.kept import with_initials
from reports.html_file import prepare, write_html
from reports.invented import is_invented
from reports.making.sizes import rows_read
from reports.naming import file_name
from reports.people import shows_people, without_people
from reports.quarterly import quarterly_report
from reports.report import QuarterlyReport
from reports.workbooks import write_report

WORKBOOK, PAGE = "report_workbook", "report_page"


def wish_for(kind: str, at: Here, span: Span, fund: str | None) -> Wish:
    """What the person may be handed of it is decided now, and looked at again when it is handed out."""
    ending, media_type = ("xlsx", XLSX) if kind == WORKBOOK else ("html", "text/html")
    asked = {"span": str(span), "fund": fund, "names_people": shows_people(at, fund)}
    name = file_name(at.programme.code, span, fund, ending)
    return Wish(at.programme_id, kind, asked, name, media_type)


def may_have(at: Here, asked: Asked) -> bool:
    reach, fund = at.reach_of(Action.SEE_REPORT), asked["fund"]
    sees = reach.is_whole or (fund is not None and reach.has_fund(fund))
    return sees and (not asked["names_people"] or shows_people(at, fund))


def make_workbook(making: Making) -> None:
    """Raises Refusal."""
    span, fund = _span(making), making.asked["fund"]
    with snapshot(making.engine) as reading:
        sealed = find_sealed(reading, making.programme, span, fund)
        if sealed is not None:
            begin(Phase.WRITING)
            making.path.write_bytes(with_initials(reading, sealed).content)
            return
        _begin_reading(reading, making.programme, span)
        report = quarterly_report(reading, making.programme, span, fund)
    begin(Phase.WRITING, _rows_of(report))
    write_report(report if making.asked["names_people"] else without_people(report), making.path)


def make_page(making: Making) -> None:
    """The page shows no single contribution: what it is drawn from has none. Raises Refusal."""
    span, fund = _span(making), making.asked["fund"]
    prepare()
    with snapshot(making.engine) as reading:
        _begin_reading(reading, making.programme, span)
        found = report_asked_for(reading, making.programme, span, fund)
        drawn = replace(found.report, contributions=[], matches=[], pending=[])
        asked = AskedReport(drawn, found.closed, found.is_as_sealed)
        del found
        gc.collect()
        is_example = is_invented(reading, get_programme(reading, making.programme).id)
    begin(Phase.DRAWING)
    write_html(asked, is_example, making.path)


def _span(making: Making) -> Span:
    return parse_span(making.asked["span"])


def _begin_reading(reading: Session, programme: str, span: Span) -> None:
    begin(Phase.READING, rows_read(reading, get_programme(reading, programme).id, span))


def _rows_of(report: QuarterlyReport) -> int:
    return len(report.contributions) + len(report.matches)


def _title_of_workbook(asked: Asked) -> str:
    return _title(asked, _("Report of %(span)s as a workbook", span=asked["span"]))


def _title_of_page(asked: Asked) -> str:
    return _title(asked, _("Report of %(span)s as a page with charts", span=asked["span"]))


def _title(asked: Asked, title: str) -> str:
    return _("%(title)s, of the fund %(fund)s", title=title, fund=asked["fund"]) if asked["fund"] else title


def register_jobs() -> None:
    register(Kind(WORKBOOK, _title_of_workbook, make_workbook, may_have))
    register(Kind(PAGE, _title_of_page, make_page, may_have))
