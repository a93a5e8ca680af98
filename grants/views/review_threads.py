"""The thread of one voucher and one fund: its page, and who finds it."""

from dataclasses import replace

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.database import session
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.evidence.files import files_of
from grants.forms.review_forms import AnswerForm, VerdictForm
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.reviewing.labels import STANDINGS, TONES, VERDICT_TONES, VERDICTS
from grants.views.review_part import Thread, thread_shown
from grants.views.reviews import find_fund_or_404, reviews
from grants.visible_money import expenditures_within


@reviews.get("/expenditures/<code:expenditure>/reviews/<code:fund>")
@allows(Action.SEE_FUND)
def review_detail(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    """`?sample=…&drawn=…`: the voucher is looked at as one of a sample."""
    with session(engine()) as reading:
        place, voucher, found = find_thread_or_404(reading, programme, expenditure, fund)
        thread = thread_shown(reading, place, voucher, found)
        if thread.verdict:
            for name in ("sample", "drawn"):
                thread.verdict[name].data = request.args.get(name, "")
        return _page(reading, place, voucher, thread)


def find_thread_or_404(
    reading: Session, programme: str, expenditure: str, fund: str
) -> tuple[Here, Expenditure, Fund]:
    """Of a fund whose threads the person reads, and a voucher that they see."""
    place = here(reading, programme)
    found = find_fund_or_404(reading, place, fund)
    reach = place.reach_of(Action.SEE_PROJECT_MONEY)
    query = select(Expenditure).where(expenditures_within(reach), Expenditure.reference == expenditure)
    voucher = reading.exec(query.where(_may_be_of(found))).first()
    if voucher is None:
        abort(404)
    return place, voucher, found


def thread_again(programme: str, expenditure: str, fund: str, typed: VerdictForm | AnswerForm) -> str:
    """The page with what was typed, and with what was said meanwhile."""
    with session(engine()) as reading:
        place, voucher, found = find_thread_or_404(reading, programme, expenditure, fund)
        thread = thread_shown(reading, place, voucher, found)
        typed.seen.data = str(len(thread.words))
        if isinstance(typed, VerdictForm):
            return _page(reading, place, voucher, replace(thread, verdict=typed))
        return _page(reading, place, voucher, replace(thread, answer=typed))


def _may_be_of(fund: Fund) -> sa.ColumnElement[bool]:
    """What names another fund is not this one's."""
    return col(Expenditure.fund_id).is_(None) | (col(Expenditure.fund_id) == fund.id)


def _page(reading: Session, place: Here, voucher: Expenditure, thread: Thread) -> str:
    return render_template(
        "grants/review_detail.html",
        voucher=voucher,
        thread=thread,
        files=files_of(reading, place.programme_id, "expenditures", voucher.reference),
        standings=STANDINGS,
        tones=TONES,
        verdicts=VERDICTS,
        verdict_tones=VERDICT_TONES,
    )
