"""A re-match of a fund: the list of what freed money could grant now, and its confirmation by a person."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlmodel import Session, select

from core.audit import note
from core.database import session, transaction
from core.errors import Refusal
from core.money import to_major
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.i18n import minor
from grants import rematches
from grants.forms.rematch_form import RematchForm
from grants.models.funds import Fund
from grants.showing.rematch_lists import lines_of
from grants.visible import funds_within

rematching = Blueprint("rematching", __name__)


@rematching.route("/programmes/<code:programme>/funds/<code:fund>/re-match", methods=["GET", "POST"])
@allows(Action.PROPOSE)
def rematch(programme: str, fund: str) -> ResponseReturnValue:
    form = RematchForm()
    with session(engine()) as reading:
        place = here(reading, programme)
        found = _find_or_404(reading, place, fund)
    if request.method != "POST":
        return _page(place, fund, form)
    if not form.validate():
        return _page(place, fund, form), form.status
    try:
        granted = _confirm(found, form.seen_seq)
    except Refusal as refusal:
        form.form_errors.append(sentence(refusal))
        return _page(place, fund, form), 409
    flash(_said(granted), "good")
    return redirect(url_for("funds.fund_detail", programme=programme, fund=fund), 303)


def _page(place: Here, code: str, form: RematchForm) -> str:
    """The list as of now; whoever confirms it has to look at this one."""
    with session(engine()) as reading:
        fund = _find_or_404(reading, place, code)
        proposal = rematches.propose(reading, fund, at=datetime.now(UTC))
        form.seen.data = str(proposal.seq)
        form.looked.data = False
        return render_template(
            "grants/rematch.html", form=form, fund=fund, proposal=proposal, lines=lines_of(reading, proposal)
        )


def _confirm(fund: Fund, seen: int) -> rematches.Proposal:
    """Raises Refusal where nothing is granted any more, or anything was booked since the list."""
    by, at = person().name, datetime.now(UTC)

    def work(writing: Session) -> rematches.Proposal:
        granted = rematches.confirm(writing, fund, by=by, at=at, seen=seen)
        total = f"{to_major(granted.total, fund.currency)} {fund.currency}"
        key = str(granted.seq + 1)
        note(writing, fund.programme_id, "rematches", key, by=by, at=at, new=f"{fund.code}: {total}")
        return granted

    return transaction(engine(), work)


def _said(granted: rematches.Proposal) -> str:
    currency = granted.fund.currency
    return str(
        ngettext(
            "The re-match granted %(total)s %(currency)s to %(num)s contribution.",
            "The re-match granted %(total)s %(currency)s to %(num)s contributions.",
            len(granted.grants),
            total=minor(granted.total, currency),
            currency=currency,
        )
    )


def _find_or_404(reading: Session, place: Here, code: str) -> Fund:
    found = reading.exec(select(Fund).where(funds_within(place.reach), Fund.code == code)).first()
    if found is None:
        abort(404)
    return found
