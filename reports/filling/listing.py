"""All placeholders with their meaning and unit, from the definitions of the report: for a page and for docs/."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reports.figures.summary import Measure, Unit
from reports.filling.offered import OF_FUND, OF_SUMMARY, PERIODS, SINGLES, TABLES, columns_of
from reports.sheets.columns import Kind, Sheet
from reports.sheets.declared import FUNDS
from reports.sheets.definitions.about import ABOUT
from reports.sheets.definitions.measures import MEASURES
from reports.sheets.definitions.sheet import UNITS_OF_MEASURES, definition_of, unit_of

UNITS: dict[Measure, Unit] = {
    **dict.fromkeys(Measure, Unit.MONEY),
    **dict.fromkeys(
        (Measure.PROJECTS, Measure.COMMUNITIES, Measure.GROUPS, Measure.HOUSEHOLDS, Measure.BENEFICIARIES),
        Unit.COUNT,
    ),
    Measure.LEVERAGE: Unit.QUOTIENT,
}
_CURRENCY = _l("the programme's currency")
_OF_KIND = {Kind.TEXT: _l("text"), Kind.DATE: _l("day"), Kind.COUNT: _l("number")}
_IN_SPAN = {"quarter": _l("In the span of the report"), "cumulative": _l("To date")}


@dataclass(frozen=True, slots=True)
class Listed:
    """One placeholder."""

    name: str
    means: Any
    unit: Any
    computed: Any = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Placeholders that belong together; `repeats` where they repeat a row, of the sheet `sheet`."""

    title: str
    about: Any
    repeats: bool
    listed: list[Listed]
    sheet: str = ""


def groups() -> Iterator[Group]:
    singles = [Listed(each.name, each.means, _OF_KIND[each.kind]) for each in SINGLES]
    yield Group(_("The report"), _("Of which programme and quarter, and of which seal"), False, singles)
    about = _("Of a report of one fund (--fund), in the fund's own currency")
    yield Group(_("The fund"), about, False, list(_columns(FUNDS, OF_FUND)))
    yield Group(_("Summary"), ABOUT["summary"], False, list(_measures()))
    for sheet in TABLES.values():
        yield Group(str(sheet.title), ABOUT[sheet.name], True, list(_columns(sheet, sheet.name)), sheet.name)


def _columns(sheet: Sheet, prefix: str) -> Iterator[Listed]:
    for column in columns_of(sheet):
        means, computed = definition_of(sheet, column)
        yield Listed(f"{prefix}.{column.name}", means, unit_of(column, _CURRENCY), computed)


def _measures() -> Iterator[Listed]:
    for measure in Measure:
        means, computed = MEASURES[measure]
        unit = UNITS_OF_MEASURES.get(UNITS[measure], _CURRENCY)
        for period in PERIODS:
            yield Listed(f"{OF_SUMMARY}.{measure}.{period}", f"{means}. {_IN_SPAN[period]}", unit, computed)


_INTRODUCTION = """\
# Placeholders of a donor's own form

`flask placeholders` writes this page from the definitions of the report; a test sees that it is fresh. How a form
is filled, and what is refused, stands in [workbook.md](workbook.md#the-donors-own-form).

- Alone in a cell a placeholder becomes a number, a day or a text, in the format that the cell has. Within a text
  it is written in words: amounts with the decimals of their currency, shares as percentages, and `–` for what is
  not given.
- A row that names a table repeats, once for each row of that sheet of the report.
- Amounts are in the currency that stands beside them, else in the programme's.
"""


def page_of_placeholders() -> str:
    """In English, as docs/placeholders.md."""
    lines = [_INTRODUCTION]
    for group in groups():
        lines += [
            f"## {group.title}",
            "",
            f"{group.about}.{' The row repeats.' if group.repeats else ''}",
            "",
        ]
        lines += ["| placeholder | means | unit | computed |", "|---|---|---|---|"]
        for each in group.listed:
            cells = (f"`{{{{{each.name}}}}}`", each.means, each.unit, each.computed)
            lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)
