"""The village board of a project: one sheet to print, in the language of the programme."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup
from sqlmodel import Session, col, select

from core.database import session
from core.programmes import today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.i18n import minor
from grants.visible import projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community
from reports.board.board import Board, board_of
from reports.board.fitting import is_long, size_of
from reports.languages import language_of, locale_of

board = Blueprint("board", __name__)

PAPERS = ("A4", "A3")


@board.get("/programmes/<code:programme>/projects/<code:project>/board")
@allows(Action.FOLLOW_UP)
def board_print(programme: str, project: str) -> ResponseReturnValue:
    """What hangs in the village is in its language; what is around it, in the reader's."""
    paper = request.args.get("paper", PAPERS[0])
    if paper not in PAPERS:
        abort(404)
    with session(engine()) as reading:
        place = here(reading, programme)
        found, community = _find_or_404(reading, place, project)
        on = today_in(place.programme, datetime.now(UTC))
        told = board_of(reading, place.programme, found, community, on)
        language = language_of(place.programme.language)
        with force_locale(locale_of(language, place.programme.country)):
            sheet = _sheet(told)
        of: dict[str, Any] = {"programme": programme, "project": project}
        links = [(each, url_for("board.board_print", **of, paper=each)) for each in PAPERS]
        return render_template(
            "reports/board_print.html", project=found, sheet=sheet, paper=paper, links=links
        )


def _sheet(told: Board) -> Markup:
    """In the language at hand."""
    amounts = (told.money.came, told.families.together, *(line.minor for line in told.lines))
    longest = max(len(minor(amount, told.project.currency)) for amount in amounts)
    size, long_title = size_of(told, longest), is_long(told.project.name)
    return Markup(render_template("reports/_board.html", board=told, size=size, is_long=long_title))


def _find_or_404(reading: Session, place: Here, code: str) -> tuple[Project, Community]:
    query = select(Project, Community).where(
        projects_within(place.reach),
        col(Project.code) == code,
        col(Community.id) == col(Project.community_id),
    )
    found = reading.exec(query).first()
    if found is None:
        abort(404)
    project, community = found
    return project, community
