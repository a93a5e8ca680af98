"""The figures of a fund as tables and sentences: what each is of, over which months, how long the money lasts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.showing.fund_figure_labels import LABELS, MEANINGS
from grants.showing.fund_figures import Glance, Moved, Pace
from grants.showing.fund_glance import FundBooks
from grants.showing.fund_row import STANDINGS, Figure


@dataclass(frozen=True)
class Line:
    """A figure with its cells: of the quarter, and to its end. A cell that is None is not there."""

    figure: Figure
    quarter: int | None
    to_date: int | None

    @property
    def label(self) -> LazyString:
        return LABELS[self.figure]

    @property
    def meaning(self) -> LazyString:
        return MEANINGS[self.figure]


@dataclass(frozen=True)
class Part:
    """Lines of one currency under a heading."""

    heading: LazyString
    currency: str
    lines: Sequence[Line]


def parts(glance: Glance, currency: str, of_programme: str) -> list[Part]:
    """Cash and commitments in the fund's currency, spending in the programme's."""
    cash, commitment = glance.cash, glance.commitment
    found = [
        Part(
            _l("Cash"),
            currency,
            [
                Line(Figure.OPENING, cash.opening, None),
                _line(Figure.RECEIVED, cash.received),
                Line(Figure.AVAILABLE, cash.available, None),
                _line(Figure.DISBURSED, cash.disbursed),
                Line(Figure.CLOSING, None, cash.closing),
            ],
        ),
        Part(
            _l("Commitments"),
            currency,
            [
                Line(Figure.BUDGET, None, commitment.budget),
                _line(Figure.MATCHED, commitment.matched),
                Line(Figure.UNPAID, None, commitment.unpaid),
                Line(Figure.UNCOMMITTED, None, commitment.uncommitted),
            ],
        ),
    ]
    if glance.spending is not None:
        spending = glance.spending
        reviewed = [_line(figure, spending.of(standing)) for figure, standing in STANDINGS.items()]
        found.append(Part(_l("Spending"), of_programme, [_line(Figure.SPENT, spending.spent), *reviewed]))
    return found


def _line(figure: Figure, moved: Moved) -> Line:
    return Line(figure, moved.during, moved.total)


@dataclass(frozen=True)
class Outlook:
    """One line about what comes: an amount that opens into its rows, and what is said of it."""

    figure: Figure
    label: str
    minor: int | None
    meaning: str


def outlook(books: FundBooks, glance: Glance) -> Iterator[Outlook]:
    over = over_which(glance.pace)
    for figure, minor_ in (
        (Figure.MATCHED_A_MONTH, glance.pace.matched_a_month),
        (Figure.DISBURSED_A_MONTH, glance.pace.disbursed_a_month),
    ):
        yield Outlook(figure, str(LABELS[figure]), minor_, over)
    planned = str(_("Planned by %(day)s", day=day(books.planned_until)))
    yield Outlook(Figure.PLANNED, planned, glance.ahead.planned, str(MEANINGS[Figure.PLANNED]))
    for figure, amount in (
        (Figure.REQUESTED, glance.ahead.requested),
        (Figure.WAITING, glance.ahead.waiting),
    ):
        yield Outlook(figure, str(LABELS[figure]), amount, str(MEANINGS[figure]))


def over_which(pace: Pace) -> str:
    """'Over 12 months: 2020-Q1, 2020-Q2, 2020-Q3 and 2020-Q4.'"""
    if not pace.quarters:
        return str(_("No pace yet: nothing has moved."))
    names = ", ".join(str(quarter) for quarter in pace.quarters)
    return str(_("Over the %(months)s months of %(quarters)s.", months=pace.months, quarters=names))


def commitments_last(glance: Glance) -> str:
    """How long the budget lasts, in a sentence."""
    if glance.commitment.uncommitted <= 0:
        return str(_("All of the budget is committed."))
    lasts = glance.runway
    if lasts is None:
        return str(_("How long the budget lasts cannot be told: nothing was matched lately."))
    if not lasts.months:
        return str(_("At the pace of the last quarters all is committed in less than a month."))
    until = day(lasts.until)
    if not glance.ahead.waiting:
        return str(
            ngettext(
                "At the pace of the last quarters the rest of the budget lasts %(num)s month, until %(until)s.",
                "At the pace of the last quarters the rest of the budget lasts %(num)s months, until %(until)s.",
                lasts.months,
                until=until,
            )
        )
    return str(
        ngettext(
            "With what waits, the rest of the budget lasts %(num)s month at the pace of the last quarters, "
            "until %(until)s.",
            "With what waits, the rest of the budget lasts %(num)s months at the pace of the last quarters, "
            "until %(until)s.",
            lasts.months,
            until=until,
        )
    )


def cash_lasts(glance: Glance, currency: str) -> str:
    """How long the cash lasts, in a sentence."""
    cash = with_code(glance.cash.closing, currency)
    if glance.cash.closing <= 0:
        return str(_("There is no cash: %(cash)s.", cash=cash))
    lasts = glance.cash_runway
    if lasts is None:
        return str(
            _("How long the cash of %(cash)s lasts cannot be told: nothing was disbursed lately.", cash=cash)
        )
    if not lasts.months:
        return str(_("The cash of %(cash)s lasts less than a month.", cash=cash))
    return str(
        ngettext(
            "The cash of %(cash)s lasts %(num)s month, until %(until)s.",
            "The cash of %(cash)s lasts %(num)s months, until %(until)s.",
            lasts.months,
            cash=cash,
            until=day(lasts.until),
        )
    )


def runway_in_short(glance: Glance) -> str:
    """For a table: '3 months, until 31 Mar 2021'."""
    if glance.commitment.uncommitted <= 0:
        return str(_("all committed"))
    lasts = glance.runway
    if lasts is None:
        return str(_("none"))
    if not lasts.months:
        return str(_("less than a month"))
    return str(
        ngettext(
            "%(num)s month, until %(until)s",
            "%(num)s months, until %(until)s",
            lasts.months,
            until=day(lasts.until),
        )
    )


def quotient_in_words(total: int, pace: Pace, currency: str) -> str:
    """'24,000.00 USD in 12 months.'"""
    if not pace.months:
        return ""
    return str(_("%(total)s in %(months)s months.", total=with_code(total, currency), months=pace.months))
