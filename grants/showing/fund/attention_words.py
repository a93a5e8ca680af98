"""What needs attention, in sentences: each with a figure."""

from grants.explaining.numbers import with_code
from grants.models.funds import Fund
from grants.showing.fund import words_of_money, words_of_works
from grants.showing.fund.attention import Concern, Matter
from grants.showing.fund.row import Figure

FIGURES = {
    Concern.DRY: Figure.UNCOMMITTED,
    Concern.CASH: Figure.UNPAID,
    Concern.WAITING: Figure.WAITING,
    Concern.TRANCHES: Figure.REQUESTED,
    Concern.MILESTONES: Figure.OVERDUE,
    Concern.VOUCHERS: Figure.UNANSWERED,
    Concern.AHEAD: Figure.AHEAD,
    Concern.LATE: Figure.LATE,
    Concern.BANK: Figure.UNRECONCILED,
}
"""The rows that show it."""


def in_words(matter: Matter, fund: Fund) -> str:
    return _SENTENCES[matter.concern](matter, with_code(matter.stake, fund.currency), fund)


_SENTENCES = {
    Concern.DRY: words_of_money.dry,
    Concern.CASH: words_of_money.cash,
    Concern.VOUCHERS: words_of_works.vouchers,
    Concern.AHEAD: words_of_works.ahead,
    Concern.MILESTONES: words_of_works.milestones,
    Concern.TRANCHES: words_of_works.tranches,
    Concern.BANK: words_of_works.bank,
    Concern.LATE: words_of_works.late,
    Concern.WAITING: words_of_money.waiting,
}
