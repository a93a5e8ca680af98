"""A trial as an Excel file: the finding, the funds, every sum, and every contribution that changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from core.errors import Refusal
from core.money import exponent, to_major
from core.outages import NO_ROOM
from core.workbooks import save_reproducibly, text_cell, written
from grants.trying.alterations import TrialReason
from grants.trying.summing import ByFund, Sum
from reports.sheets.looks import DATE, FONT, amount_format
from reports.trying.reasons import reason_in_words
from reports.trying.told import Told

_HEAD = Font(FONT, bold=True)
_SHADE = PatternFill("solid", fgColor="EFEADF")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_WIDTHS = {"finding": (110,), "contributions": (22, 13, 16, 16, 16, 16, 14, 9, 14, 14, 14, 30, 30)}

Money = tuple[int, str]
"""Minor units and their currency."""


def write_trial(told: Told, path: Path) -> None:
    """Raises Refusal where the file cannot be written."""
    book = Workbook(write_only=True)
    with written(book):
        for name, head, rows in _sheets(told):
            _write(book, name, head, rows)
        try:
            save_reproducibly(book, path)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            raise Refusal(TrialReason.NOT_WRITABLE, file=path, problem=error.strerror) from error


def _sheets(told: Told) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    funds = told.compared.funds
    yield "finding", [told.finding], [[line] for line in told.lines]
    yield "funds", _heads_of_funds(), map(_fund, funds)
    pairs = [_("Fund"), _("Currency"), _("Now"), _("Altered"), _("Difference")]
    yield "quarters", [_("Quarter"), *pairs], _sums(funds, "quarters", {})
    for name, label in (
        ("communities", _("Community")),
        ("projects", _("Project")),
        ("groups", _("Household group")),
    ):
        yield name, [label, _("Name"), *pairs], _sums(funds, name, told.names[name])
    yield "contributions", _heads_of_contributions(), _contributions(told)


def _heads_of_funds() -> list[str]:
    return [
        *(_("Fund"), _("Currency"), _("Budget now"), _("Budget altered")),
        *(_("Matched now"), _("Matched altered"), _("Difference")),
        *(_("Contributions decided on"), _("Contributions with more"), _("Contributions with less")),
        *(_("More, in all"), _("Less, in all"), _("Unmatched now"), _("Unmatched altered")),
        *(_("Waiting now"), _("Waiting altered"), _("Dry on, now"), _("Dry on, altered")),
        *(_("First held back, now"), _("First held back, altered")),
    ]


def _fund(fund: ByFund) -> list[Any]:
    def money(minor: int) -> Money:
        return minor, fund.currency

    return [
        *(fund.code, fund.currency, money(fund.budget.present), money(fund.budget.altered)),
        *(money(fund.total.present), money(fund.total.altered), money(fund.total.difference)),
        *(fund.decided, fund.gained, fund.lost, money(fund.gains), money(-fund.losses)),
        *(money(fund.unmatched.present), money(fund.unmatched.altered)),
        *(fund.waiting.present, fund.waiting.altered),
        *(fund.was_dry.on if fund.was_dry else None, fund.dry.on if fund.dry else None),
        *(fund.was_dry.held_back if fund.was_dry else None, fund.dry.held_back if fund.dry else None),
    ]


def _sums(funds: Sequence[ByFund], name: str, names: Mapping[str, str]) -> Iterator[list[Any]]:
    """By fund; amounts of different funds are never added."""
    for fund in funds:
        sums: Mapping[str, Sum] = getattr(fund, name)
        for code, each in sorted(sums.items()):
            label = [names.get(code, _("Not named"))] if name != "quarters" else []
            amounts = ((minor, fund.currency) for minor in (each.present, each.altered, each.difference))
            yield [code, *label, fund.code, fund.currency, *amounts]


def _heads_of_contributions() -> list[str]:
    return [
        *(_("Contribution"), _("Received on"), _("Project"), _("Community"), _("Household group")),
        *(_("Rule"), _("Fund"), _("Currency"), _("Now"), _("Altered"), _("Difference")),
        *(_("Reason now"), _("Reason altered")),
    ]


def _contributions(told: Told) -> Iterator[list[Any]]:
    for each in told.compared.changed:
        amounts = ((minor, each.currency) for minor in (each.present, each.altered, each.difference))
        reasons = (reason_in_words(each.was_reason), reason_in_words(each.reason))
        yield [
            *(each.contribution, each.received_on, each.project, each.community, each.group),
            *(each.rule, each.fund, each.currency, *amounts, *reasons),
        ]


def _write(book: Workbook, name: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    widths = _WIDTHS.get(name, ())
    for place in range(len(head)):
        sheet.column_dimensions[get_column_letter(place + 1)].width = (
            widths[place] if place < len(widths) else 16
        )
    sheet.append([_styled(sheet, each) for each in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _styled(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.font, cell.fill, cell.alignment = _HEAD, _SHADE, _WRAPPED
    return cell


def _cell(sheet: Any, value: str | int | date | Money | None) -> Any:
    """Text stays text, whatever it begins with; amounts are numbers with the decimals of their currency."""
    if isinstance(value, str):
        cell = text_cell(sheet, value)
        cell.alignment = _WRAPPED
        return cell
    if isinstance(value, tuple):
        amount: Decimal = to_major(*value)
        return _formatted(sheet, amount, amount_format(exponent(value[1])))
    return _formatted(sheet, value, DATE) if isinstance(value, date) else value


def _formatted(sheet: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell
