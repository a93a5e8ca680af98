"""The sentences and titles of reports. Names of sheets and columns, and codes, are not translated."""

from datetime import date
from enum import StrEnum

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _l

from core.calendar import Span
from core.money import exponent, to_major
from reports.closing.labels import SENTENCES as OF_CLOSING
from reports.dossier.refusals import DossierReason
from reports.figures.control import Account, AccountKind
from reports.queries.granting import RuleRecord
from reports.queries.journal import RateRecord
from reports.refusals import ReportReason
from reports.telling.labels import SENTENCES as OF_TELLING
from reports.trying.labels import SENTENCES as OF_TRYING

SENTENCES: dict[StrEnum, LazyString] = {
    **OF_CLOSING,
    **OF_TRYING,
    **OF_TELLING,
    DossierReason.NO_RIGHT: _l(
        "You may no longer see all that this dossier of %(project)s was to show. Ask for a new one."
    ),
    ReportReason.UNKNOWN_PROGRAMME: _l("There is no programme %(programme)s."),
    ReportReason.UNKNOWN_FUND: _l("Programme %(programme)s has no fund %(fund)s."),
    ReportReason.NOT_A_SPAN: _l(
        "%(span)s is neither a quarter, like 2026-Q2, nor a span of months, like 2026-04..2026-09."
    ),
    ReportReason.BEFORE_PROGRAMME: _l(
        "%(span)s is over before programme %(programme)s starts, on %(starts_on)s."
    ),
    ReportReason.MISSING_RATE: _l(
        "The report needs the rate of %(currency)s for %(month)s, and there is none. Enter it under rates."
    ),
    ReportReason.TOO_MANY_ROWS: _l(
        "The sheet %(sheet)s would have %(rows)s rows, more than a workbook can hold. Ask for a shorter span."
    ),
    ReportReason.NOT_WRITABLE: _l("The report cannot be written to %(file)s: %(problem)s."),
    ReportReason.UNKNOWN_LANGUAGE: _l(
        "There is no translation into %(language)s. A report can be written in: %(known)s."
    ),
}

CONTROL = _l("Control")
MEASURES = _l("Programme: the summary, from the rows of the other sheets")
BESIDE = _l("Claims, budget lines and banks: what other sheets say of the same")
HASH_TOTALS = _l("Sums of columns: a cell that was altered shows here")
ROW_COUNTS = _l("Rows of each sheet, and of these those whose number stands beside its code")
RATES_USED = _l("Rates used: units of the currency per USD")
RULES_USED = _l("Rule versions used")
STATE_OF_BOOKS = _l(
    "State of the books, and SHA-256 of the cells of all sheets but cover, control and definitions"
)
SEALED = _l("Sealed: who closed the quarter, and up to which entry of the journal, with its digest")
EXPLAINED = _l("Explained when the quarter was closed: where sources and uses do not reconcile")
CARRIED = _l("Carried forward: contributions that were returned and are not verified")

_SHORTFALLS = {
    AccountKind.UNCOMMITTED: _l("granted more than the budget: %(amount)s"),
    AccountKind.CASH: _l("paid more than was received: %(amount)s"),
    AccountKind.MONEY: _l("spent more than was brought: %(amount)s"),
}


def shortfall(account: Account) -> str:
    """What an account says that closes below 0, in words; '' for all others."""
    if account.closing_minor >= 0 or account.kind not in _SHORTFALLS:
        return ""
    return str(_SHORTFALLS[account.kind]) % {"amount": amount(-account.closing_minor, account.currency)}


def amount(minor: int, currency: str) -> str:
    """With all decimals of the currency, in the reader's notation: '5,348.18'."""
    pattern = "#,##0." + "0" * exponent(currency) if exponent(currency) else "#,##0"
    return str(format_decimal(to_major(minor, currency), pattern, locale=_locale()))


def day(value: date) -> str:
    return str(format_date(value, "d MMM yyyy", locale=_locale()))


def period(span: Span) -> str:
    """'2026-Q2, 1 Apr 2026 to 30 Jun 2026'."""
    words = str(_l("%(span)s, %(start)s to %(end)s"))
    return words % {"span": str(span), "start": day(span.starts_on), "end": day(span.ends_on)}


def rate_of(rate: RateRecord) -> str:
    return rate.source or str(_l("source not given"))


def terms_of(rule: RuleRecord) -> str:
    """'in force from 1 Jul 2019 to 31 Dec 2020, tiers 0=2;1500=1'."""
    terms = f"ratio {rule.ratio}" if rule.tiers is None else f"tiers {rule.tiers}"
    if rule.effective_to is None:
        words = str(_l("in force from %(start)s, %(terms)s"))
        return words % {"start": day(rule.effective_from), "terms": terms}
    words = str(_l("in force from %(start)s to %(end)s, %(terms)s"))
    return words % {"start": day(rule.effective_from), "end": day(rule.effective_to), "terms": terms}


def page_left(name: str, code: str, fund: str | None) -> str:
    """The name last: it may be cut."""
    if fund is None:
        return f"{code} · {name}"
    return str(_l("%(code)s, fund %(fund)s · %(name)s")) % {"name": name, "code": code, "fund": fund}


def page_foot(currency: str) -> str:
    return str(_l("Amounts in %(currency)s unless a column says otherwise")) % {"currency": currency}


def page_number() -> str:
    """`&P` and `&N` are filled in by whoever prints."""
    return str(_l("Page %(page)s of %(pages)s")) % {"page": "&P", "pages": "&N"}


def _locale() -> Locale:
    return get_locale() or Locale("en")
