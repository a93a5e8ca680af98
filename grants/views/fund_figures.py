"""The rows behind each figure of a fund, with their total above them."""

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core.database import session
from core.roles import Action
from core.tables import table
from core.web.access import allows
from core.web.engine import engine
from core.web.lists import Page, page_among, page_of
from grants.models.payments import Expenditure
from grants.reviewing.payees import shown_payee
from grants.showing.fund_concerns import ahead_of_works, late, overdue, unanswered, unreconciled
from grants.showing.fund_figure_labels import LABELS, MEANINGS, STANDING_WORDS
from grants.showing.fund_figure_words import over_which, quotient_in_words
from grants.showing.fund_row import OF_VOUCHERS, Figure, Row, Sort
from grants.showing.fund_rows import figure_of, matches_in, row_of_match, rows_of
from grants.showing.fund_works import works_of
from grants.views.fund_place import FundPlace, fund_place
from grants.views.funds import funds
from grants.visible_money import expenditures_within

__all__ = ["funds"]

TO_DATE = "to-date"
_TWICE = frozenset({Figure.RECEIVED, Figure.DISBURSED, Figure.MATCHED}) | OF_VOUCHERS
"""They are of the quarter and, with `part=to-date`, to its end."""
_A_MONTH = frozenset({Figure.MATCHED_A_MONTH, Figure.DISBURSED_A_MONTH})
_NOW = frozenset(
    {
        *(Figure.PLANNED, Figure.REQUESTED, Figure.WAITING, Figure.UNANSWERED),
        *(Figure.AHEAD, Figure.OVERDUE, Figure.UNRECONCILED, Figure.LATE),
    }
)


@funds.get("/programmes/<code:programme>/funds/<code:fund>/figures/<code:figure>")
@allows(Action.SEE_FUND)
def fund_figure(programme: str, fund: str, figure: str) -> ResponseReturnValue:
    if figure not in set(Figure):
        abort(404)
    asked = Figure(figure)
    is_to_date = asked in _TWICE and request.args.get("part") == TO_DATE
    with session(engine()) as reading:
        place = fund_place(reading, programme, fund)
        page, total = _rows(reading, place, asked, is_to_date)
        return render_template(
            "grants/fund_figure.html",
            fund=place.fund,
            span=place.span,
            figure=asked,
            label=LABELS[asked],
            meaning=_meaning(place, asked, total),
            currency=place.at.programme.currency if asked in OF_VOUCHERS else place.fund.currency,
            is_to_date=is_to_date,
            is_twice=asked in _TWICE,
            is_now=asked in _NOW,
            form=place.form,
            page=page,
            total=total,
            value=_value(place, asked, is_to_date, total),
            missing=place.books.missing,
            standings=STANDING_WORDS,
            reachable=_reachable(reading, place, page),
            payees=_payees(place, page),
        )


def _rows(reading: Session, place: FundPlace, figure: Figure, is_to_date: bool) -> tuple[Page, int]:
    """One page of rows, and what all of them come to."""
    if figure is Figure.MATCHED and not is_to_date:
        query = matches_in(place.books)
        minor = query.order_by(None).subquery().c.minor
        total = reading.execute(sa.select(sa.cast(sa.func.coalesce(sa.func.sum(minor), 0), sa.BigInteger)))
        page = page_of(reading, query)
        rows = [row_of_match(found) for found in page.rows]
        return Page(rows, page.total, page.number, page.most), total.scalar_one()
    rows = _all_rows(reading, place, figure, is_to_date)
    return page_among(rows), sum(row.minor for row in rows)


def _all_rows(reading: Session, place: FundPlace, figure: Figure, is_to_date: bool) -> list[Row]:
    match figure:
        case Figure.UNANSWERED:
            return unanswered(reading, place.books, place.at.programme)
        case Figure.OVERDUE:
            return overdue(place.books, place.on)
        case Figure.UNRECONCILED:
            return unreconciled(reading, place.books)
        case Figure.AHEAD:
            return ahead_of_works(works_of(reading, place.fund, place.on))
        case Figure.LATE:
            return late(works_of(reading, place.fund, place.on), place.on)
        case _:
            return rows_of(reading, place.books, figure, is_to_date)


def _value(place: FundPlace, figure: Figure, is_to_date: bool, total: int) -> int | None:
    """The figure by its own formula; a concern is what its rows come to."""
    if figure in (Figure.UNANSWERED, Figure.OVERDUE, Figure.UNRECONCILED, Figure.AHEAD, Figure.LATE):
        return total
    return figure_of(place.books, figure, is_to_date)


def _meaning(place: FundPlace, figure: Figure, total: int) -> str:
    if figure in _A_MONTH:
        pace = place.books.glance.pace
        return " ".join((over_which(pace), quotient_in_words(total, pace, place.fund.currency)))
    if figure is Figure.PLANNED:
        return str(_("%(meaning)s Until %(day)s.", meaning=MEANINGS[figure], day=place.books.planned_until))
    return str(MEANINGS[figure])


def _payees(place: FundPlace, page: Page) -> dict[str, str]:
    """By voucher; persons by their initials only, for who may not see people."""
    sees_people = place.at.may(Action.SEE_HOUSEHOLDS)
    return {row.name: shown_payee(row.of.payee, sees_people) for row in page.rows if row.sort is Sort.VOUCHER}


def _reachable(reading: Session, place: FundPlace, page: Page) -> frozenset[str]:
    """The vouchers of the page that the reader may open: of a project that a fund never paid they may not."""
    references = [row.name for row in page.rows if row.sort is Sort.VOUCHER]
    reach = place.at.reach_of(Action.SEE_PROJECT_MONEY)
    if not references or not reach:
        return frozenset()
    t = table(Expenditure).c
    query = sa.select(t.reference).where(expenditures_within(reach), t.reference.in_(references))
    return frozenset(reading.execute(query).scalars())
