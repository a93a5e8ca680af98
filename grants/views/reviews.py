"""Reviews: the vouchers of a fund, and how they stand with it."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session, select

from core.calendar import quarter_name
from core.database import session
from core.exchange import MissingRate
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_among
from grants.forms.review_forms import ReviewFilter
from grants.models.funds import Fund
from grants.reviewing.labels import STANDINGS, TONES
from grants.reviewing.standing import Standing
from grants.reviewing.visible import may_read
from grants.reviewing.vouchers import FundVoucher, vouchers_of_fund

_ORDER = (
    *(Standing.ANSWERED, Standing.QUERIED, Standing.NOT_LOOKED_AT),
    *(Standing.DISALLOWED, Standing.ACCEPTED),
)

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


def find_fund_or_404(reading: Session, place: Here, code: str) -> Fund:
    """A fund whose threads the person reads."""
    query = select(Fund).where(Fund.programme_id == place.programme_id, Fund.code == code)
    found = reading.exec(query).first()
    if found is None or not may_read(place, code):
        abort(404)
    return found


def _is_asked(form: ReviewFilter, of: FundVoucher) -> bool:
    return (
        form.given("standing") in ("", of.standing.value)
        and form.given("project").casefold() in of.project.casefold()
        and form.given("quarter") in ("", quarter_name(of.voucher.counted_on))
        and form.given("text").casefold() in f"{of.reference} {of.voucher.description or ''}".casefold()
    )


def _attention(of: FundVoucher) -> int:
    """What waits for somebody's word comes first, by day."""
    return _ORDER.index(of.standing)


def _share(vouchers: list[FundVoucher], standing: Standing) -> int:
    return sum(each.share_minor for each in vouchers if each.standing is standing)
