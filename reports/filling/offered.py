"""Every placeholder that a template can name: what it means, its unit, and how its value is found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from grants.models.quarters import Part, Section
from grants.telling.labels import PREPARED_BY, SECTIONS
from reports.closing.kept import Sealed
from reports.figures.summary import Measure
from reports.report import QuarterlyReport
from reports.sheets.columns import Column, Kind, Place, Sheet
from reports.sheets.declared import FUNDS, SHEETS, SUMMARY


@dataclass(frozen=True, slots=True)
class Filled:
    """What a template is filled from. `sealed` is the file of a sealed quarter, whose figures these are."""

    report: QuarterlyReport
    sealed: Sealed | None


@dataclass(frozen=True, slots=True)
class Single:
    """A fact about the report itself."""

    name: str
    means: Any
    kind: Kind
    value: Callable[[Filled], Any]


def _told(section: Section) -> Single:
    """The whole section, a paragraph a line."""

    def value(it: Filled) -> str | None:
        return "\n".join(row.words for row in it.report.narrative if row.section == section) or None

    return Single(f"told.{section.value}", SECTIONS[section], Kind.TEXT, value)


def _signed(part: Part) -> Single:
    """Who signed, where the signature counts."""

    def value(it: Filled) -> str | None:
        return next((row.name for row in it.report.certification if row.part == part and row.counts), None)

    return Single(f"signed.{part.value}", PREPARED_BY[part], Kind.TEXT, value)


SINGLES = (
    Single("programme.code", _l("Code of the programme"), Kind.TEXT, lambda it: it.report.programme.code),
    Single("programme.name", _l("Its name"), Kind.TEXT, lambda it: it.report.programme.name),
    Single("programme.country", _l("Code of its country"), Kind.TEXT, lambda it: it.report.programme.country),
    Single(
        "programme.currency",
        _l("Currency in which it reports, code of ISO 4217"),
        Kind.TEXT,
        lambda it: it.report.programme.currency,
    ),
    Single(
        "programme.starts_on",
        _l("Day on which it starts"),
        Kind.DATE,
        lambda it: it.report.programme.starts_on,
    ),
    Single("quarter.name", _l("Quarter or months of the report"), Kind.TEXT, lambda it: str(it.report.span)),
    Single("quarter.starts_on", _l("First day of them"), Kind.DATE, lambda it: it.report.span.starts_on),
    Single("quarter.ends_on", _l("Last day of them"), Kind.DATE, lambda it: it.report.span.ends_on),
    Single(
        "seal.sha256",
        _l("SHA-256 of the sealed report; empty while the quarter is open"),
        Kind.TEXT,
        lambda it: it.sealed.sha256 if it.sealed else None,
    ),
    Single(
        "seal.position",
        _l("The journal's last entry of which the sealed report speaks"),
        Kind.COUNT,
        lambda it: it.sealed.position if it.sealed else None,
    ),
    Single(
        "seal.head",
        _l("Digest of that entry"),
        Kind.TEXT,
        lambda it: it.sealed.head if it.sealed else None,
    ),
    Single(
        "seal.sealed_on",
        _l("Day on which the quarter was closed"),
        Kind.DATE,
        lambda it: it.report.seal.closed_on if it.report.seal else None,
    ),
    Single(
        "seal.closed_by",
        _l("Who closed the quarter"),
        Kind.TEXT,
        lambda it: it.sealed.sealed_by if it.sealed else None,
    ),
    *(_told(section) for section in Section),
    *(_signed(part) for part in Part),
)
SINGLE: Mapping[str, Single] = {single.name: single for single in SINGLES}

TABLES: Mapping[str, Sheet] = {sheet.name: sheet for sheet in SHEETS if sheet is not SUMMARY}
"""The sheets of the report whose rows a template can repeat."""

OF_FUND, OF_SUMMARY = "fund", "summary"
PERIODS = ("quarter", "cumulative")


def columns_of(sheet: Sheet) -> Iterator[Column]:
    """Those that say something; not those that number rows for the formulas of the report."""
    return (column for column in sheet.columns if column.place is not Place.KEY)


def column_named(sheet: Sheet, name: str) -> Column | None:
    return next((column for column in columns_of(sheet) if column.name == name), None)


def names(of_one_fund: bool) -> list[str]:
    """All that a template of a report can name; `fund` only where the report is of one."""
    found = [single.name for single in SINGLES]
    if of_one_fund:
        found += [f"{OF_FUND}.{column.name}" for column in columns_of(FUNDS)]
    found += [f"{OF_SUMMARY}.{measure}.{period}" for measure in Measure for period in PERIODS]
    return found + [
        f"{sheet.name}.{column.name}" for sheet in TABLES.values() for column in columns_of(sheet)
    ]
