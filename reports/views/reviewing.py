"""Reviewing a quarter by a sample: both sides draw it from the report, and the donor accepts the rest."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlmodel import Session

from core.accounts.person import Reach
from core.calendar import Span, parse_span
from core.database import snapshot, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.forms import Form, select_choices
from grants.forms.review_forms import AcceptRestForm, SampleForm
from grants.models.funds import Fund
from grants.paying.asking import Deed
from grants.reviewing.accepting import accept_rest, sample_of
from grants.reviewing.labels import STANDINGS, TONES
from grants.reviewing.refusals import ReviewReason
from grants.views.reviews import find_fund_or_404
from reports.closing.quarters import closings_of
from reports.drawing import digest_of
from reports.quarters import quarters_of

samples = Blueprint("samples", __name__, url_prefix="/programmes/<code:programme>/funds/<code:fund>/reviews")


@samples.get("/sample")
@allows(Action.SEE_FUND)
def review_sample(programme: str, fund: str) -> ResponseReturnValue:
    """`?quarter=2026-Q2&n=12`: by default the latest quarter that is closed, and a tenth of its vouchers."""
    with snapshot(engine()) as reading:
        place = here(reading, programme)
        return _page(reading, place, find_fund_or_404(reading, place, fund), request.args.get("quarter"))


@samples.post("/sample/<string:quarter>")
@allows(Action.REVIEW)
def review_rest(programme: str, fund: str, quarter: str) -> ResponseReturnValue:
    """Accepts what was not drawn."""
    form = AcceptRestForm()
    with snapshot(engine()) as reading:
        place = here(reading, programme)
        found = find_fund_or_404(reading, place, fund)
        span = _quarter(quarters_of(reading, _alone(found)), quarter)
        if not form.validate() or span is None:
            return _page(reading, place, found, quarter), form.status
    try:
        count = _accepted(place, found, span, form)
    except Refusal as refusal:
        is_behind = refusal.reason == ReviewReason.SAMPLE_CHANGED
        with snapshot(engine()) as reading:
            return _page(reading, place, found, quarter, refusal), 409 if is_behind else 422
    flash(ngettext("%(num)s voucher is accepted.", "%(num)s vouchers are accepted.", count), "good")
    of = {"programme": programme, "fund": fund, "quarter": quarter, "n": form.drawn.data}
    return redirect(url_for(".review_sample", **of), 303)


def _accepted(place: Here, fund: Fund, quarter: Span, form: AcceptRestForm) -> int:
    """How many are. Raises Refusal."""
    with snapshot(engine()) as reading:
        digest = digest_of(reading, place.programme.code, quarter, fund.code)
    if form.digest.data != digest:
        raise Refusal(ReviewReason.SAMPLE_CHANGED)
    deed, n = Deed(place.programme, person().name, datetime.now(UTC)), _number(form.drawn.data) or 0
    return transaction(engine(), lambda writing: accept_rest(writing, deed, fund, str(quarter), digest, n))


def _page(
    reading: Session, place: Here, fund: Fund, asked: str | None, refused: Refusal | None = None
) -> str:
    quarters = quarters_of(reading, _alone(fund))
    quarter = _quarter(quarters, asked) or _latest(reading, place, quarters)
    form = SampleForm(request.args)
    form.quarter.choices = select_choices([(str(each), str(each)) for each in quarters])
    form.quarter.data = str(quarter) if quarter else None
    shown = {"fund": fund, "form": form, "quarter": quarter, "refused": refused and sentence(refused)}
    if quarter is None:
        return render_template("reports/review_sample.html", **shown)
    try:
        digest = digest_of(reading, place.programme.code, quarter, fund.code)
        n = _number(request.args.get("n") or request.form.get("drawn"))
        sample = sample_of(reading, fund, str(quarter), digest, n)
    except Refusal as refusal:
        return render_template("reports/review_sample.html", **shown, not_drawn=sentence(refusal))
    form.n.data = str(sample.n)
    return render_template(
        "reports/review_sample.html",
        **shown,
        sample=sample,
        why_not=sample.refusal and sentence(sample.refusal),
        accept=_accept(place, fund, digest, sample.n),
        standings=STANDINGS,
        tones=TONES,
    )


def _latest(reading: Session, place: Here, quarters: list[Span]) -> Span | None:
    """The latest that is closed, from which a sample can be drawn; else the latest."""
    closed = closings_of(reading, place.programme_id)
    return next((each for each in quarters if str(each) in closed), quarters[0] if quarters else None)


def _accept(place: Here, fund: Fund, digest: str, n: int) -> Form | None:
    """The form of who may accept."""
    if not place.reach_of(Action.REVIEW).has_fund(fund.code):
        return None
    return AcceptRestForm(formdata=None, data={"digest": digest, "drawn": str(n)})


def _alone(fund: Fund) -> Reach:
    """What its donors see, whoever asks."""
    return Reach(fund.programme_id, funds=frozenset((fund.code,)))


def _quarter(quarters: list[Span], text: str | None) -> Span | None:
    try:
        span = parse_span(text or "")
    except ValueError:
        return None
    return span if span in quarters else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
