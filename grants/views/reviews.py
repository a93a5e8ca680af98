"""Reviews: the vouchers of a fund and how they stand, and the thread of one of them."""

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.calendar import quarter_name
from core.database import session, transaction
from core.errors import Refusal
from core.exchange import MissingRate
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.lists import page_among
from grants.evidence.files import add_files, files_of
from grants.forms.review_forms import AnswerForm, ReviewFilter, VerdictForm
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Verdict
from grants.paying.asking import Deed
from grants.reviewing.labels import STANDINGS, TONES, VERDICT_TONES, VERDICTS
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.saying import SaidMeanwhile, Word, say
from grants.reviewing.standing import Standing
from grants.reviewing.visible import may_read
from grants.reviewing.vouchers import FundVoucher, vouchers_of_fund
from grants.views.evidence_uploads import Uploads
from grants.views.review_part import Thread, thread_shown, told_apart
from grants.visible_money import expenditures_within

reviews = Blueprint("reviews", __name__, url_prefix="/programmes/<code:programme>")


@reviews.get("/funds/<code:fund>/reviews")
@allows(Action.SEE_FUND)
def review_list(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = here(reading, programme)
        found = find_fund_or_404(reading, place, fund)
        form = ReviewFilter(request.args)
        form.standing.data = request.args.get("standing") or ""
        form.validate()
        try:
            vouchers = vouchers_of_fund(reading, found)
        except MissingRate as rate:
            return render_template("grants/review_list.html", fund=found, rate=rate, form=form)
        shown = sorted((each for each in vouchers if _is_asked(form, each)), key=_attention)
        return render_template(
            "grants/review_list.html",
            fund=found,
            form=form,
            page=page_among(shown),
            shares={each: _share(vouchers, each) for each in Standing},
            counts={each: sum(of.standing is each for of in vouchers) for each in Standing},
            standings=STANDINGS,
            tones=TONES,
        )


@reviews.get("/expenditures/<code:expenditure>/reviews/<code:fund>")
@allows(Action.SEE_FUND)
def review_detail(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    """`?sample=…&drawn=…`: the voucher is looked at as one of a sample."""
    with session(engine()) as reading:
        place, voucher, found = _find_or_404(reading, programme, expenditure, fund)
        thread = thread_shown(reading, place, voucher, found)
        if thread.verdict:
            for name in ("sample", "drawn"):
                thread.verdict[name].data = request.args.get(name, "")
        return _page(reading, place, voucher, thread)


@reviews.post("/expenditures/<code:expenditure>/reviews/<code:fund>/verdict")
@allows(Action.REVIEW)
def review_verdict(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place, voucher, found = _find_or_404(reading, programme, expenditure, fund)
    form = told_apart(VerdictForm(), found)
    sample = str(form.sample.data or "")
    is_drawn = len(sample) == 64 and all(digit in "0123456789abcdef" for digit in sample)
    if form.validate():
        word = Word(
            *(voucher, found, Verdict(form.verdict.data), str(form.words.data or "")),
            *(_number(form.seen.data), sample if is_drawn else None),
        )
        if _is_said(place, form, word, None):
            flash(_("Your word on %(voucher)s is kept.", voucher=expenditure), "good")
            return redirect(_after(place, voucher, found, form if is_drawn else None), 303)
    return _again(programme, expenditure, fund, form)


@reviews.post("/expenditures/<code:expenditure>/reviews/<code:fund>/answer")
@allows(Action.MANAGE)
def review_answer(programme: str, expenditure: str, fund: str) -> ResponseReturnValue:
    """With a file: it belongs to the voucher from then on."""
    with session(engine()) as reading:
        place, voucher, found = _find_or_404(reading, programme, expenditure, fund)
        had = len(files_of(reading, place.programme_id, "expenditures", expenditure))
    form = told_apart(AnswerForm(), found)
    uploads = Uploads(f"{programme}|expenditures|{expenditure}", had)
    is_sound = form.validate()
    sent = [form.file.data] if form.file.data else []
    uploads.take([form.ticket.data] if form.ticket.data and not sent else [], sent, datetime.now(UTC))
    form.ticket.data = next((ticket for ticket, _file in uploads.tickets()), "")
    if uploads.refusals:
        form.file.errors = [sentence(each) for each in uploads.refusals]
    elif is_sound:
        word = Word(voucher, found, Verdict.ANSWERED, str(form.words.data or ""), _number(form.seen.data))
        if _is_said(place, form, word, uploads):
            flash(_("Your answer on %(voucher)s is kept.", voucher=expenditure), "good")
            return redirect(_after(place, voucher, found, None), 303)
    return _again(programme, expenditure, fund, form)


def find_fund_or_404(reading: Session, place: Here, code: str) -> Fund:
    """Of a fund whose threads the person reads."""
    query = select(Fund).where(Fund.programme_id == place.programme_id, Fund.code == code)
    found = reading.exec(query).first()
    if found is None or not may_read(place, code):
        abort(404)
    return found


def _find_or_404(
    reading: Session, programme: str, expenditure: str, fund: str
) -> tuple[Here, Expenditure, Fund]:
    place = here(reading, programme)
    found = find_fund_or_404(reading, place, fund)
    reach = place.reach_of(Action.SEE_PROJECT_MONEY)
    query = select(Expenditure).where(expenditures_within(reach), Expenditure.reference == expenditure)
    voucher = reading.exec(query.where(_may_be_of(found))).first()
    if voucher is None:
        abort(404)
    return place, voucher, found


def _may_be_of(fund: Fund) -> sa.ColumnElement[bool]:
    """What names another fund is not this one's."""
    return col(Expenditure.fund_id).is_(None) | (col(Expenditure.fund_id) == fund.id)


def _is_said(place: Here, form: VerdictForm | AnswerForm, word: Word, uploads: Uploads | None) -> bool:
    """Whether it is kept; what is wrong is said by the form."""
    at, by = datetime.now(UTC), person().name
    deed = Deed(place.programme, by, at)

    def work(writing: Session) -> None:
        say(writing, deed, word)
        if uploads:
            key = ("expenditures", word.voucher.reference)
            add_files(writing, place.programme_id, *key, uploads.files, by=by, at=at)

    try:
        transaction(engine(), work)
    except SaidMeanwhile:
        form.form_errors.append(sentence(Refusal(ReviewReason.SAID_MEANWHILE)))
        form.seen.data = ""
        return False
    except Refusal as refusal:
        if refusal.reason == ReviewReason.NO_WORDS:
            form.words.errors = [sentence(refusal)]
        else:
            form.form_errors.append(sentence(refusal))
        return False
    if uploads:
        uploads.claim()
    return True


def _again(
    programme: str, expenditure: str, fund: str, form: VerdictForm | AnswerForm
) -> ResponseReturnValue:
    """The page with what was typed, and with what was said meanwhile."""
    with session(engine()) as reading:
        place, voucher, found = _find_or_404(reading, programme, expenditure, fund)
        thread = thread_shown(reading, place, voucher, found)
        is_behind = form.seen.data == ""
        form.seen.data = str(len(thread.words))
        verdict = form if isinstance(form, VerdictForm) else thread.verdict
        answer = form if isinstance(form, AnswerForm) else thread.answer
        shown = Thread(thread.fund, thread.share_minor, thread.words, thread.standing, verdict, answer)
        return _page(reading, place, voucher, shown), 409 if is_behind else form.status


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


def _after(place: Here, voucher: Expenditure, fund: Fund, drawn: VerdictForm | None) -> str:
    """Back to the sample that it was drawn in, else to the voucher."""
    code = place.programme.code
    if drawn is not None:
        quarter, n = quarter_name(voucher.counted_on), drawn.drawn.data
        return url_for("samples.review_sample", programme=code, fund=fund.code, quarter=quarter, n=n)
    return url_for(
        "expenditures.expenditure_detail", programme=code, expenditure=voucher.reference, _anchor="reviews"
    )


def _is_asked(form: ReviewFilter, of: FundVoucher) -> bool:
    return (
        form.given("standing") in ("", of.standing.value)
        and form.given("project").casefold() in of.project.casefold()
        and form.given("quarter") in ("", quarter_name(of.voucher.counted_on))
        and form.given("text").casefold() in f"{of.reference} {of.voucher.description or ''}".casefold()
    )


def _attention(of: FundVoucher) -> int:
    """What asks for somebody's attention comes first, by day."""
    return list(Standing).index(of.standing)


def _share(vouchers: list[FundVoucher], standing: Standing) -> int:
    return sum(each.share_minor for each in vouchers if each.standing is standing)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
