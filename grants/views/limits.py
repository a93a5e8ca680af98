"""How much of a contribution one person may take back alone: proposed by one, confirmed by another."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, select

from core.database import session
from core.programmes import Programme
from core.roles import Action
from core.web.access import allows, here
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.known_rows import texts_of
from grants.entering.problems import EntryProblem
from grants.forms.limit_form import LIMIT, LimitForm
from grants.forms.row_form import require
from grants.importing.importing import Imported
from grants.models.proposals import ProposalKind
from grants.proposing_once import open_proposals
from grants.views.before_proposing import Draft, taken
from grants.workbook.problems import Problem

limits = Blueprint("limits", __name__)


@limits.route("/programmes/<code:programme>/limit", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def limit_new(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        texts = texts_of(reading, at.programme, "programmes", programme) or {}
        waiting = open_proposals(reading, at.programme_id, ProposalKind.LIMIT)
    form = LimitForm(data={LIMIT: texts.get(LIMIT, "")})

    def page(seen: Programme | None) -> str:
        return render_template(
            "grants/limit_new.html", form=form, programme=at.programme, seen=seen, waiting=waiting
        )

    def check() -> None:
        require(form.remark, _l("Say why the limit is to be another."))

    def look(books: Session, entered: Imported) -> Programme:
        if entered.is_no_change:
            raise NotEntered(
                [Problem(EntryProblem.NOTHING_CHANGED, "programmes", f"{LIMIT} 1", {"column": LIMIT})]
            )
        return books.exec(select(Programme).where(Programme.code == programme)).one()

    if request.method != "POST":
        return page(None)
    return taken(Draft(at.programme, ProposalKind.LIMIT, form, form.rows(programme), look, page, check))
