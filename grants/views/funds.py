"""Pages of funds: what each has, has matched and has paid, down to its projects."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlmodel import Session, col, select

from core.calendar import Span, quarter_of
from core.database import session
from core.programmes import Programme, today_in
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.lists import page_of
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.showing import paying_out
from grants.showing.came_back import came_back
from grants.showing.decisions import Decision, decisions_of, newest_first
from grants.showing.fund.attention import most_urgent
from grants.showing.fund.attention_words import FIGURES, in_words
from grants.showing.fund.by_project import matched_projects_and_communities
from grants.showing.fund.glance import books_of, current_quarter
from grants.showing.fund.headline import finding, held_in_words, state_of, term_of, waiting_in_words
from grants.showing.fund.lasting import cash_lasts, commitments_last, runway_in_short
from grants.showing.fund.matters import matters_of
from grants.showing.fund.money import FundMoney, money_of
from grants.showing.fund.projects import projects_of, rows_of
from grants.showing.fund.tables import outlook, parts
from grants.showing.pictures import bar_of_fund
from grants.showing.waiting import Waiting, held
from grants.views.fund_place import FundPlace, fund_place
from grants.visible import funds_within, matches_within

funds = Blueprint("funds", __name__)

_LATEST_MATCHES = 5
_LATEST_QUARTERS = 4
_PROJECTS_OF_A_PAGE = 8
"""Of each of them every match is looked at, to say what it is worth in the project's currency."""


@funds.get("/programmes/<code:programme>/funds")
@allows(Action.SEE_FUND)
def fund_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        page = page_of(reading, sa.select(Fund).where(funds_within(at.reach)).order_by(col(Fund.code)))
        today = today_in(at.programme, datetime.now(UTC))
        rows = [_of_list(reading, at, money, today) for money in money_of(reading, page.rows)]
        return render_template("grants/fund_list.html", page=page, rows=rows)


def _of_list(reading: Session, at: Here, money: FundMoney, today: date) -> dict[str, object]:
    """What a list says of a fund; without its vouchers, which take longest to read."""
    fund = money.fund
    books = books_of(reading, fund, current_quarter(reading, money), with_vouchers=False)
    on = min(today, books.span.ends_on)
    first = most_urgent(matters_of(reading, books, at.programme, on), 1)
    return {
        "money": money,
        "state": state_of(fund, today),
        "lasts": runway_in_short(books.glance),
        "first": in_words(first[0], fund) if first else "",
    }


@funds.get("/programmes/<code:programme>/funds/<code:fund>")
@allows(Action.SEE_FUND)
def fund_detail(programme: str, fund: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        place = fund_place(reading, programme, fund)
        at, found, money = place.at, place.fund, place.money
        page = page_of(reading, projects_of(found), most=_PROJECTS_OF_A_PAGE)
        return render_template(
            "grants/fund_detail.html",
            **_headline(reading, place),
            **_glance(place),
            matters=_matters(reading, place),
            **_what_waits(reading, at, found, place.books.waiting),
            **paying_out.of_fund(reading, at, found),
            page=page,
            projects=rows_of(reading, found, page.rows),
            latest=_latest_matches(reading, at, found),
            back=came_back(reading, at, found),
            sees_people=at.may(Action.MANAGE),
            rules=_rules(reading, found),
            quarters=list(_latest_quarters(money, at.programme)),
        )


def _headline(reading: Session, place: FundPlace) -> dict[str, object]:
    """As of the end of the quarter, as all that follows it."""
    fund, commitment = place.fund, place.books.glance.commitment
    counts = matched_projects_and_communities(reading, fund, place.span.ends_on)
    return {
        "fund": fund,
        "state": state_of(fund, place.today),
        "term": term_of(fund),
        "finding": finding(commitment, fund.currency, *counts),
        "bar": bar_of_fund(commitment),
    }


def _glance(place: FundPlace) -> dict[str, object]:
    books, glance = place.books, place.books.glance
    return {
        "form": place.form,
        "span": place.span,
        "is_current": place.span == place.current,
        "tables": parts(glance, place.fund.currency, place.at.programme.currency),
        "missing": books.missing,
        "outlook": list(outlook(books, glance)),
        "lasts": (commitments_last(glance), cash_lasts(glance, place.fund.currency)),
    }


def _matters(reading: Session, place: FundPlace) -> list[tuple[str, str]]:
    """Sentences, and the figure whose rows each opens into."""
    found = most_urgent(matters_of(reading, place.books, place.at.programme, place.on))
    return [(in_words(each, place.fund), FIGURES[each.concern].value) for each in found]


def _what_waits(reading: Session, at: Here, fund: Fund, waiting: Sequence[Waiting]) -> dict[str, object]:
    """No fund has decided on what is held until approval: only who sees the whole programme hears of it."""
    of_programme = held(reading, at.programme_id) if at.reach.is_whole else []
    return {
        "waiting": waiting,
        "waits": [waiting_in_words(waiting, fund.currency), *held_in_words(of_programme)],
    }


def _latest_matches(reading: Session, at: Here, fund: Fund) -> list[Decision]:
    of_fund = col(MatchEntry.fund_id) == fund.id
    query = newest_first(matches_within(at.reach), of_fund).limit(_LATEST_MATCHES)
    return decisions_of(reading, reading.execute(query).scalars().all())


def _rules(reading: Session, fund: Fund) -> Sequence[MatchingRule]:
    query = select(MatchingRule).where(MatchingRule.fund_id == fund.id)
    return reading.exec(query.order_by(col(MatchingRule.code), col(MatchingRule.version))).all()


def _latest_quarters(money: FundMoney, programme: Programme) -> Iterator[Span]:
    """Backwards from the last one in which anything of the fund is counted."""
    day = money.until
    for _ in range(_LATEST_QUARTERS):
        if day is None or day < programme.starts_on:
            return
        quarter = quarter_of(day)
        yield quarter
        day = quarter.starts_on - timedelta(days=1)
