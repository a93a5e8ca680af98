"""Risks of money, drafted: accounts that do not reconcile, funds that run out, banks that say otherwise.

What is told stands in the copy of each fund, too: its donor is not told by it what another one's has.
"""

from collections.abc import Iterator
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from reports.charts.findings import money, percent
from reports.closing.imbalances import ImbalanceKind
from reports.closing.labels import IMBALANCES
from reports.figures.funds import FundRow
from reports.figures.unreconciled import BANK_LINES
from reports.narrating.drafted import Drafted, days, listed
from reports.narrating.facts import Facts

_NEARLY = Decimal("0.90")
"""Of the budget of a fund, from here on it is told that little is left."""
_EACH = 2
"""So many accounts are told one by one."""
_OF_FUNDS = frozenset(
    {
        *(ImbalanceKind.OVERGRANTED, ImbalanceKind.CASH),
        *(ImbalanceKind.BEYOND, ImbalanceKind.REFUND_DUE),
    }
)


def imbalances(facts: Facts) -> Iterator[Drafted]:
    """Each with its amount, while there are few; of one of several funds without it."""
    found = facts.imbalances
    if len(found) > _EACH:
        words = ngettext(
            "%(num)s account does not reconcile: %(names)s.",
            "%(num)s accounts do not reconcile: %(names)s.",
            len(found),
            names=listed([each.what for each in found]),
        )
        yield Drafted(words, "control", "closing.quarter_close", _quarter(facts))
        return
    for each in found:
        said = {
            "account": each.what,
            "amount": money(each.minor, each.currency),
            "what": IMBALANCES[each.kind],
        }
        words = _("Account “%(account)s”: %(amount)s, %(what)s.", **said)
        if each.kind in _OF_FUNDS and _has_several(facts):
            words = _("Account “%(account)s”: %(what)s.", **said)
        yield Drafted(words, "control", "closing.quarter_close", _quarter(facts))


def funds(facts: Facts) -> Iterator[Drafted]:
    """What one of several funds has is for its own donor: of those no amount is told."""
    nearly = [row for row in facts.report.funds if (row.matched_share or 0) >= _NEARLY]
    short = [row for row in facts.report.funds if _is_short(row)]
    if not _has_several(facts):
        yield from map(_little_left, nearly)
        yield from map(_short_of_cash, short)
        return
    if nearly:
        words = ngettext(
            "Nearly all of the budget of %(num)s fund is matched: %(names)s.",
            "Nearly all of the budgets of %(num)s funds is matched: %(names)s.",
            len(nearly),
            names=listed([row.code for row in nearly]),
        )
        yield Drafted(words, "funds", "funds.fund_list")
    if short:
        words = ngettext(
            "%(num)s fund holds less than it has matched and not paid out: %(names)s.",
            "%(num)s funds hold less than they have matched and not paid out: %(names)s.",
            len(short),
            names=listed([row.code for row in short]),
        )
        yield Drafted(words, "funds", "funds.fund_list")


def _little_left(row: FundRow) -> Drafted:
    said = {
        "fund": row.code,
        "share": percent(row.matched_share or Decimal(0)),
        "left": money(max(row.uncommitted_minor, 0), row.currency),
    }
    words = _("Fund %(fund)s: %(share)s of its budget is matched, %(left)s is left.", **said)
    return Drafted(words, "funds", "funds.fund_detail", {"fund": row.code})


def _is_short(row: FundRow) -> bool:
    """A fund that has paid more than it received is told as an account that does not reconcile."""
    return 0 <= row.cash_balance_minor < row.committed_not_disbursed_minor


def _short_of_cash(row: FundRow) -> Drafted:
    said = {
        "fund": row.code,
        "committed": money(row.committed_not_disbursed_minor, row.currency),
        "cash": money(row.cash_balance_minor, row.currency),
    }
    words = _("Fund %(fund)s has %(committed)s matched and not paid out, and holds %(cash)s.", **said)
    return Drafted(words, "funds", "funds.fund_detail", {"fund": row.code})


def bank(facts: Facts) -> Iterator[Drafted]:
    rows = facts.report.unreconciled
    lines = [row for row in rows if row.sheet == BANK_LINES]
    with_statements = {row.fund for row in lines}
    payments = [row for row in rows if row.sheet != BANK_LINES and row.fund in with_statements]
    if lines:
        words = ngettext(
            "%(num)s line of bank statements has no payment in the books; it is %(days)s old.",
            "%(num)s lines of bank statements have no payment in the books; the oldest is %(days)s old.",
            len(lines),
            days=days(max(row.age_days for row in lines)),
        )
        yield Drafted(words, "unreconciled", "bank_lines.bank_detail", {"fund": lines[0].fund})
    if payments:
        words = ngettext(
            "%(num)s payment of the books is on no bank statement yet; it is %(days)s old.",
            "%(num)s payments of the books are on no bank statement yet; the oldest is %(days)s old.",
            len(payments),
            days=days(max(row.age_days for row in payments)),
        )
        yield Drafted(words, "unreconciled", "bank_lines.bank_detail", {"fund": payments[0].fund})


def _has_several(facts: Facts) -> bool:
    return len(facts.report.funds) > 1


def _quarter(facts: Facts) -> dict[str, str]:
    return {"quarter": str(facts.report.span)}
