"""The first page: the programmes, and their reports to download."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session
from core.errors import Refusal
from core.sentences import sentence
from core.web import engine
from reports.forms import ReportForm
from reports.overview import ProgrammeOverview, find_programme, overview, overviews
from reports.quarterly import quarterly_report
from reports.workbooks import write_report

programmes = Blueprint("reports", __name__)

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@programmes.get("/")
def programme_list() -> ResponseReturnValue:
    with session(engine()) as reading:
        return render_template("reports/programme_list.html", overviews=overviews(reading))


@programmes.get("/programmes/<code>")
def programme_detail(code: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        found = _overview_or_404(reading, code)
        return render_template("reports/programme_detail.html", found=found, form=_form(found))


@programmes.get("/programmes/<code>/report.xlsx")
def report_download(code: str) -> ResponseReturnValue:
    """The report as a file; what cannot be had is said beside the field that asked for it."""
    with session(engine()) as reading:
        found = _overview_or_404(reading, code)
        form = _form(found)
        if form.validate():
            try:
                return _file(reading, found, form)
            except Refusal as refusal:
                form.span.errors = [sentence(refusal)]
        return render_template("reports/programme_detail.html", found=found, form=form), 422


def _file(reading: Session, found: ProgrammeOverview, form: ReportForm) -> ResponseReturnValue:
    code, fund, span = found.programme.code, form.fund.data or None, form.chosen_span
    report = quarterly_report(reading, code, span, fund)
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.xlsx")
        write_report(report, path)
        content = BytesIO(path.read_bytes())
    name = "-".join(part for part in (code, str(span).replace("..", "--"), fund) if part)
    return send_file(content, _XLSX, as_attachment=True, download_name=f"{name}.xlsx")


def _overview_or_404(reading: Session, code: str) -> ProgrammeOverview:
    programme = find_programme(reading, code)
    if programme is None:
        abort(404)
    return overview(reading, programme)


def _form(found: ProgrammeOverview) -> ReportForm:
    form = ReportForm(request.args)
    whole = [("", _("the whole programme"))]
    form.fund.choices = whole + [(fund.code, f"{fund.code} · {fund.name}") for fund in found.funds]
    if form.span.data is None:
        form.span.data = str(found.latest) if found.latest else ""
    if form.fund.data in (None, "None"):
        form.fund.data = ""
    return form
