"""The rows behind each figure of a fund, with their total above them."""

import sqlalchemy as sa
from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session, col

from core.database import session
from core.exchange import MissingRate
from core.roles import Action
from core.tables import table, total
from core.web.access import allows
from core.web.engine import engine
from core.web.i18n import day
from core.web.lists import Page, page_among, page_of
from grants.models.payments import Expenditure
from grants.reviewing.payees import shown_payee
from grants.showing.fund.concerns import ahead_of_works, late, overdue, unanswered, unreconciled
from grants.showing.fund.figure_labels import LABELS, MEANINGS, STANDING_WORDS
from grants.showing.fund.row import OF_VOUCHERS, Figure, Row, Sort
from grants.showing.fund.rows import figure_of, matches_in, row_of_match, rows_of
from grants.showing.fund.tables import over_which, quotient_in_words
from grants.showing.fund.works import works_of
from grants.views.fund_place import FundPlace, fund_place
from grants.views.funds import funds
from grants.visible import projects_within
from grants.visible_money import expenditures_within
from household_groups.models.projects import Project

__all__ = ["funds"]

TO_DATE = "to-date"
_TWICE = frozenset({Figure.RECEIVED, Figure.DISBURSED, Figure.MATCHED}) | OF_VOUCHERS
"""They are of the quarter and, with `part=to-date`, to its end."""
_A_MONTH = frozenset({Figure.MATCHED_A_MONTH, Figure.DISBURSED_A_MONTH})
_NOW = frozenset({Figure.PLANNED, Figure.REQUESTED, Figure.WAITING, Figure.UNANSWERED, Figure.UNRECONCILED})
_CONCERNS = frozenset({Figure.UNANSWERED, Figure.AHEAD, Figure.OVERDUE, Figure.UNRECONCILED, Figure.LATE})
"""They are what their rows come to; all others have a formula of their own."""
_OF_THE_QUARTER = frozenset({Figure.OPENING, Figure.AVAILABLE})


@funds.get("/programmes/<code:programme>/funds/<code:fund>/figures/<code:figure>")
@allows(Action.SEE_FUND)
def fund_figure(programme: str, fund: str, figure: str) -> ResponseReturnValue:
    if figure not in set(Figure):
        abort(404)
    asked = Figure(figure)
    is_to_date = asked in _TWICE and request.args.get("part") == TO_DATE
    with session(engine()) as reading:
        place = fund_place(reading, programme, fund)
        page, sum_of_rows, missing = _rows(reading, place, asked, is_to_date)
        return render_template(
            "grants/fund_figure.html",
            fund=place.fund,
            span=place.span,
            figure=asked,
            label=LABELS[asked],
            meaning=_meaning(place, asked, sum_of_rows),
            currency=place.at.programme.currency if asked in OF_VOUCHERS else place.fund.currency,
            is_to_date=is_to_date,
            is_twice=asked in _TWICE,
            when=_when(place, asked, is_to_date),
            form=place.form,
            page=page,
            total=sum_of_rows,
            value=sum_of_rows if asked in _CONCERNS else figure_of(place.books, asked, is_to_date),
            missing=missing,
            standings=STANDING_WORDS,
            reachable=_reachable(reading, place, page),
            projects=_projects(reading, place, page),
            payees=_payees(place, page),
        )


def _rows(
    reading: Session, place: FundPlace, figure: Figure, is_to_date: bool
) -> tuple[Page, int, MissingRate | None]:
    """One page of rows, what all of them come to, and the rate without which nobody can tell."""
    if figure is Figure.MATCHED and not is_to_date:
        return *_matches(reading, place), None
    if figure in OF_VOUCHERS and place.books.missing:
        return page_among([]), 0, place.books.missing
    try:
        rows = _all_rows(reading, place, figure, is_to_date)
    except MissingRate as missing:
        return page_among([]), 0, missing
    return page_among(rows), sum(row.minor for row in rows), None


def _matches(reading: Session, place: FundPlace) -> tuple[Page, int]:
    """One page of the matches of the quarter, of which there may be very many, and their total."""
    query = matches_in(place.books)
    minor = query.order_by(None).subquery().c.minor
    page = page_of(reading, query)
    rows = [row_of_match(found) for found in page.rows]
    return Page(rows, page.total, page.number, page.most), reading.execute(
        sa.select(total(minor))
    ).scalar_one()


def _all_rows(reading: Session, place: FundPlace, figure: Figure, is_to_date: bool) -> list[Row]:
    match figure:
        case Figure.UNANSWERED:
            return unanswered(reading, place.books, place.at.programme)
        case Figure.OVERDUE:
            return overdue(place.books, place.on)
        case Figure.UNRECONCILED:
            return unreconciled(reading, place.books)
        case Figure.AHEAD:
            return ahead_of_works(works_of(reading, place.fund, place.span.ends_on))
        case Figure.LATE:
            return late(works_of(reading, place.fund, place.span.ends_on), place.on)
        case _:
            return rows_of(reading, place.books, figure, is_to_date)


def _when(place: FundPlace, figure: Figure, is_to_date: bool) -> str:
    """Of which days it is."""
    if figure in _NOW:
        return str(_("as of today"))
    if figure in _CONCERNS:
        return str(_("as of %(day)s", day=day(place.on)))
    if figure in _OF_THE_QUARTER or (figure in _TWICE and not is_to_date):
        return str(_("in %(quarter)s", quarter=place.span))
    return str(_("to %(day)s", day=day(place.span.ends_on)))


def _meaning(place: FundPlace, figure: Figure, of_rows: int) -> str:
    if figure in _A_MONTH:
        pace = place.books.glance.pace
        return " ".join((over_which(pace), quotient_in_words(of_rows, pace, place.fund.currency)))
    if figure is Figure.PLANNED:
        until = _("Until %(day)s.", day=day(place.books.planned_until))
        return f"{MEANINGS[figure]} {until}"
    return str(MEANINGS[figure])


def _payees(place: FundPlace, page: Page) -> dict[str, str]:
    """By voucher; persons by their initials only, for who may not see people."""
    sees_people = place.at.may(Action.SEE_HOUSEHOLDS)
    return {row.name: shown_payee(row.of.payee, sees_people) for row in page.rows if row.sort is Sort.VOUCHER}


def _projects(reading: Session, place: FundPlace, page: Page) -> frozenset[str]:
    """Those of the page that the reader may open: a voucher may name the fund in one that it is not in."""
    codes = {row.project for row in page.rows if row.project}
    within = projects_within(place.at.reach_of(Action.SEE_PROJECTS))
    query = sa.select(col(Project.code)).where(within, col(Project.code).in_(codes))
    return frozenset(reading.execute(query).scalars())


def _reachable(reading: Session, place: FundPlace, page: Page) -> frozenset[str]:
    """The vouchers of the page that the reader may open: of a project that a fund never paid they may not."""
    references = [row.name for row in page.rows if row.sort is Sort.VOUCHER]
    reach = place.at.reach_of(Action.SEE_PROJECT_MONEY)
    if not references or not reach:
        return frozenset()
    t = table(Expenditure).c
    query = sa.select(t.reference).where(expenditures_within(reach), t.reference.in_(references))
    return frozenset(reading.execute(query).scalars())
