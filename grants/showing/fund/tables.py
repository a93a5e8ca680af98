"""The figures of a fund as lines of tables: what each is called, what it is of, and over which months."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.showing.fund.figure_labels import LABELS, MEANINGS
from grants.showing.fund.figures import Glance, Moved
from grants.showing.fund.glance import FundBooks
from grants.showing.fund.pace import Pace
from grants.showing.fund.row import STANDINGS, Figure


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


def quotient_in_words(total: int, pace: Pace, currency: str) -> str:
    """'24,000.00 USD in 12 months.'"""
    if not pace.months:
        return ""
    return str(_("%(total)s in %(months)s months.", total=with_code(total, currency), months=pace.months))
