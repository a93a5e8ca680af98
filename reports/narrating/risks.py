"""Issues and risks, drafted: what does not reconcile, is disputed, runs out, or nobody has resolved."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.reviewing.standing import Standing
from reports.charts.findings import money
from reports.figures.grievances import ALL, RESTRICTED
from reports.figures.variances import UNEXPLAINED
from reports.narrating.accounts import bank, funds, imbalances
from reports.narrating.drafted import Drafted, count, days, listed
from reports.narrating.facts import Facts


def risks(facts: Facts) -> Iterator[Drafted]:
    yield from imbalances(facts)
    yield from _vouchers(facts)
    yield from _grievances(facts)
    yield from funds(facts)
    yield from bank(facts)
    yield from _unverified(facts)
    yield from _unexplained(facts)
    yield from _silent(facts)


def _vouchers(facts: Facts) -> Iterator[Drafted]:
    """A voucher of which two donors spoke is one."""
    left = sum(row.left_minor or 0 for row in facts.report.reviews)
    asked = _vouchers_that_are(facts, Standing.QUERIED, Standing.ANSWERED)
    disallowed = _vouchers_that_are(facts, Standing.DISALLOWED)
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


def _vouchers_that_are(facts: Facts, *standings: Standing) -> int:
    return len({row.reference for row in facts.report.reviews if row.verdict in standings})


def _grievances(facts: Facts) -> Iterator[Drafted]:
    """Without those that are kept from others: the copies of funds, in which this stands, count none of them."""
    rows = [row for row in facts.report.grievances if row.category not in (RESTRICTED, ALL)]
    said = {name: count(sum(getattr(row, name) for row in rows)) for name in ("open", "overdue")}
    if any(row.open for row in rows):
        words = _(
            "Grievances open at the end of the quarter, without those that are kept from others: %(open)s; "
            "past their day: %(overdue)s.",
            **said,
        )
        yield Drafted(words, "grievances", "grievances.grievance_list", {"state": "open"})


def _unverified(facts: Facts) -> Iterator[Drafted]:
    if pending := facts.report.pending:
        words = ngettext(
            "%(num)s contribution is not verified; it has waited for %(days)s.",
            "%(num)s contributions are not verified; the oldest has waited for %(days)s.",
            len(pending),
            days=days(max(row.waiting_days for row in pending)),
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
