"""Issues and risks, drafted: what does not reconcile, is disputed, runs out, or nobody has reported."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.reviewing.standing import Standing
from reports.charts.findings import money, percent
from reports.closing.labels import IMBALANCES
from reports.figures.unreconciled import BANK_LINES
from reports.figures.variances import UNEXPLAINED
from reports.narrating.drafted import Drafted, listed
from reports.narrating.facts import Facts

_NEARLY = Decimal("0.90")
"""Of the budget of a fund, from here on it is told that little is left."""
_EACH = 2
"""So many accounts are told one by one."""


def risks(facts: Facts) -> Iterator[Drafted]:
    yield from _imbalances(facts)
    yield from _vouchers(facts)
    yield from _funds(facts)
    yield from _bank(facts)
    yield from _unverified(facts)
    yield from _unexplained(facts)
    yield from _silent(facts)


def _imbalances(facts: Facts) -> Iterator[Drafted]:
    """Each with its amount, while there are few."""
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
        yield Drafted(words, "control", "closing.quarter_close", _quarter(facts))


def _vouchers(facts: Facts) -> Iterator[Drafted]:
    verdicts = Counter(row.verdict for row in facts.report.reviews)
    left = sum(row.left_minor or 0 for row in facts.report.reviews)
    asked = verdicts[Standing.QUERIED.value] + verdicts[Standing.ANSWERED.value]
    disallowed = verdicts[Standing.DISALLOWED.value]
    if asked:
        words = ngettext(
            "Donors have queried %(num)s voucher, and not accepted it yet.",
            "Donors have queried %(num)s vouchers, and not accepted them yet.",
            asked,
        )
        yield Drafted(words, "reviews", "expenditures.expenditure_list")
    if disallowed:
        words = ngettext(
            "Donors have disallowed %(num)s voucher; %(left)s that is claimed back is still open.",
            "Donors have disallowed %(num)s vouchers; %(left)s that is claimed back is still open.",
            disallowed,
            left=money(left, facts.currency),
        )
        yield Drafted(words, "reviews", "expenditures.expenditure_list")
    elif left:
        words = _("%(amount)s that is claimed back is still open.", amount=money(left, facts.currency))
        yield Drafted(words, "reviews", "expenditures.expenditure_list")


def _funds(facts: Facts) -> Iterator[Drafted]:
    for row in facts.report.funds:
        if row.matched_share is not None and row.matched_share >= _NEARLY:
            said = {
                "fund": row.code,
                "share": percent(row.matched_share),
                "left": money(max(row.uncommitted_minor, 0), row.currency),
            }
            words = _("Fund %(fund)s: %(share)s of its budget is matched, %(left)s is left.", **said)
            yield Drafted(words, "funds", "funds.fund_detail", {"fund": row.code})
    for row in facts.report.funds:
        short = row.committed_not_disbursed_minor - max(row.cash_balance_minor, 0)
        if row.cash_balance_minor >= 0 and short > 0 and row.committed_not_disbursed_minor > 0:
            said = {
                "fund": row.code,
                "committed": money(row.committed_not_disbursed_minor, row.currency),
                "cash": money(row.cash_balance_minor, row.currency),
            }
            words = _("Fund %(fund)s has %(committed)s matched and not paid out, and holds %(cash)s.", **said)
            yield Drafted(words, "funds", "funds.fund_detail", {"fund": row.code})


def _bank(facts: Facts) -> Iterator[Drafted]:
    rows = facts.report.unreconciled
    lines = [row for row in rows if row.sheet == BANK_LINES]
    with_statements = {row.fund for row in lines}
    payments = [row for row in rows if row.sheet != BANK_LINES and row.fund in with_statements]
    if lines:
        words = ngettext(
            "%(num)s line of bank statements has no payment in the books; it is %(days)s days old.",
            "%(num)s lines of bank statements have no payment in the books; the oldest is %(days)s days old.",
            len(lines),
            days=max(row.age_days for row in lines),
        )
        yield Drafted(words, "unreconciled", "bank_lines.bank_detail", {"fund": lines[0].fund})
    if payments:
        words = ngettext(
            "%(num)s payment of the books is on no bank statement yet; it is %(days)s days old.",
            "%(num)s payments of the books are on no bank statement yet; the oldest is %(days)s days old.",
            len(payments),
            days=max(row.age_days for row in payments),
        )
        yield Drafted(words, "unreconciled", "bank_lines.bank_detail", {"fund": payments[0].fund})


def _unverified(facts: Facts) -> Iterator[Drafted]:
    if pending := facts.report.pending:
        words = ngettext(
            "%(num)s contribution is not verified; it has waited for %(days)s days.",
            "%(num)s contributions are not verified; the oldest has waited for %(days)s days.",
            len(pending),
            days=max(row.waiting_days for row in pending),
        )
        yield Drafted(words, "pending", "verification.verification_list")


def _unexplained(facts: Facts) -> Iterator[Drafted]:
    rows = [row for row in facts.report.variances if row.beyond_tolerance == UNEXPLAINED]
    if rows:
        words = ngettext(
            "%(num)s variance from the budgets is not explained: %(names)s.",
            "%(num)s variances from the budgets are not explained: %(names)s.",
            len(rows),
            names=listed([f"{row.project} {row.line}" for row in rows]),
        )
        yield Drafted(words, "variances", "spending.project_spending", {"project": rows[0].project})


def _silent(facts: Facts) -> Iterator[Drafted]:
    if facts.silent:
        words = ngettext(
            "Of %(all)s communities with works under way, %(num)s has reported no progress: %(names)s.",
            "Of %(all)s communities with works under way, %(num)s have reported no progress: %(names)s.",
            len(facts.silent),
            all=facts.with_works,
            names=listed(facts.silent),
        )
        yield Drafted(words, "projects", "projects.project_list")


def _quarter(facts: Facts) -> dict[str, str]:
    return {"quarter": str(facts.report.span)}
