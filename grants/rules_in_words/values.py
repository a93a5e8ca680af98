"""A single term of a stored version, as its reader writes it: for the table of terms and for what differs."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from flask_babel import LazyString, format_decimal
from flask_babel import gettext as _

from core.money import minor_per_major, to_minor
from core.web.i18n import day
from grants.entering.choices import choices_of
from grants.entering.labels import label_of
from grants.explaining.numbers import minor, rate
from grants.explaining.words import FOR_EACH, fill
from grants.ledger.terms_of_rules import SHARES
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words.lists import all_of
from grants.rules_in_words.sections import TERM_SECTIONS
from grants.rules_in_words.sentences import tiers_in_words
from grants.rules_in_words.shares import share
from grants.workbook.columns import Column, Kind
from grants.workbook.mapping import MAPPED


class Term(NamedTuple):
    """One line of the table of terms."""

    label: str
    value: str


class TermTable(NamedTuple):
    """The terms of one section that a version gives."""

    heading: LazyString
    terms: list[Term]


def term_tables(version: MatchingRule, fund: Fund) -> list[TermTable]:
    """Every term that the version gives, by section."""
    tables = (TermTable(section.heading, _terms(version, fund, section.columns)) for section in TERM_SECTIONS)
    return [table for table in tables if table.terms]


def term_in_words(version: MatchingRule, fund: Fund, column: str) -> str | None:
    """None where the version does not give it."""
    if column == "fund":
        return fund.code
    value = getattr(version, MAPPED["rules"].attribute(column))
    return None if value is None else _READERS[_COLUMNS[column].kind](value, fund, _COLUMNS[column])


def _terms(version: MatchingRule, fund: Fund, columns: tuple[str, ...]) -> list[Term]:
    values = ((column, term_in_words(version, fund, column)) for column in columns)
    return [Term(str(label_of("rules", column)), value) for column, value in values if value is not None]


def _decimal(text: str, fund: Fund, column: Column) -> str:
    fraction = Decimal(text).as_integer_ratio()
    if column.name in SHARES:
        return share(fraction)
    return _for_each(fraction, fund)


def _for_each(fraction: tuple[int, int], fund: Fund) -> str:
    one = minor(minor_per_major(fund.currency), fund.currency)
    return fill(FOR_EACH, rate=rate(fraction, fund.currency), one=one)


def _tiers(text: str, fund: Fund, column: Column) -> str:
    """As the sentence of the rule says them."""
    pairs = (tier.split("=") for tier in text.split(";"))
    tiers = [(to_minor(Decimal(start), fund.currency), Decimal(of).as_integer_ratio()) for start, of in pairs]
    return tiers_in_words(tiers, fund.currency)


def _choices(text: str, fund: Fund, column: Column) -> str:
    words = dict(choices_of("rules", column))
    return all_of([str(words[value]) for value in text.split(";")])


_READERS: dict[Kind, Callable[[Any, Fund, Column], str]] = {
    Kind.CODE: lambda value, fund, column: str(value),
    Kind.INTEGER: lambda value, fund, column: str(format_decimal(value)),
    Kind.DATE: lambda value, fund, column: day(value),
    Kind.DECIMAL: _decimal,
    Kind.TIERS: _tiers,
    Kind.CODES: lambda value, fund, column: all_of(value.split(";")),
    Kind.CHOICES: _choices,
    Kind.CHOICE: _choices,
    Kind.YES_NO: lambda value, fund, column: _("yes") if value else _("no"),
    Kind.AMOUNT: lambda value, fund, column: f"{minor(value, fund.currency)} {fund.currency}",
}
_COLUMNS = {column.name: column for column in MAPPED["rules"].columns}
