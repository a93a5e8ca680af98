"""The workbook of a comparison as a job, for a programme with more rows than one waits for."""

from flask_babel import gettext as _

from core.calendar import Span
from core.database import snapshot
from core.errors import Refusal
from core.jobs.asking import Wish
from core.jobs.kinds import Asked, Kind, Making, register
from core.jobs.progress import Phase, begin
from core.roles import Action
from core.web.access import Here
from core.web.attachments import XLSX
from reports.closing.asked import get_programme
from reports.closing.kept import closed_quarter
from reports.closing.refusals import SealedReason
from reports.comparing.asked import compared_with
from reports.comparing.finding import finding_of
from reports.comparing.workbook import write_comparison
from reports.naming import file_name

KNOWN = "quarter_known"


def wish_for(at: Here, quarter: Span, fund: str | None) -> Wish:
    name = file_name(at.programme.code, f"{quarter}-known", fund, "xlsx")
    return Wish(at.programme_id, KNOWN, {"quarter": str(quarter), "fund": fund}, name, XLSX)


def may_have(at: Here, asked: Asked) -> bool:
    reach, fund = at.reach_of(Action.SEE_REPORT), asked["fund"]
    return reach.is_whole or (fund is not None and reach.has_fund(fund))


def make_known(making: Making) -> None:
    """Raises Refusal."""
    quarter, fund = making.asked["quarter"], making.asked["fund"]
    with snapshot(making.engine) as reading:
        begin(Phase.READING)
        id = get_programme(reading, making.programme).id
        closed = closed_quarter(reading, id, quarter, fund)
        compared = compared_with(reading, making.programme, closed) if closed else None
    if closed is None or compared is None:
        raise Refusal(SealedReason.NO_FIGURES, quarter=quarter)
    begin(Phase.WRITING)
    write_comparison(compared, finding_of(compared, closed.closed_on), making.path)


def _title(asked: Asked) -> str:
    if asked["fund"]:
        return str(_("%(quarter)s as known today, of the fund %(fund)s", **asked))
    return str(_("%(quarter)s as known today", quarter=asked["quarter"]))


def register_jobs() -> None:
    register(Kind(KNOWN, _title, make_known, may_have))
