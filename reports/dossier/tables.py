"""The rows of a sheet as a table of the dossier: what the asker may not see is left out, column by column."""

from dataclasses import dataclass

from core.roles import Action
from grants.reviewing.payees import shown_payee
from grants.workbook.mapping import MAPPED, Content, Mapped, as_text
from reports.dossier.asker import Asker
from reports.dossier.sheets import SheetRows

_OPEN_CONTRIBUTION = (
    *("reference", "project", "group", "received_on", "amount", "currency", "kind", "source"),
    *("quantity", "unit", "unit_rate", "quantity_female", "status", "verified_on", "counted_on"),
)
"""Of a contribution what everybody reads on its page; all else is of households, slips and receipts."""
_MEANS = ("budget", "yearly_envelope")


@dataclass(frozen=True)
class Table:
    """`withheld` are columns that are not there, `altered` those in which persons stand by their initials."""

    name: str
    columns: list[str]
    rows: list[list[str | None]]
    withheld: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


def table_of(rows: SheetRows, asker: Asker, sheet: str) -> Table:
    """Values are text of the workbook: amounts in major units, days in ISO."""
    mapped = MAPPED[sheet]
    contents = rows.of(sheet)
    shown = [column.name for column in mapped.columns]
    withheld = tuple(name for name in shown if is_withheld(asker, sheet, name))
    columns = [name for name in shown if name not in withheld]
    altered = () if asker.sees_households else _INITIALS.get(sheet, ())
    texts = [[_text(rows, mapped, content, name) for name in columns] for content in contents]
    for place in (columns.index(name) for name in altered):
        for row in texts:
            row[place] = shown_payee(row[place], False)
    return Table(sheet, columns, texts, withheld, altered)


def is_altered(asker: Asker, sheet: str, column: str) -> bool:
    return not asker.sees_households and column in _INITIALS.get(sheet, ())


def is_withheld(asker: Asker, sheet: str, column: str) -> bool:
    if sheet == "contributions":
        return not asker.sees_households and column not in _OPEN_CONTRIBUTION
    if sheet == "funds":
        return column in _MEANS and not asker.may(Action.SEE_FUND)
    return False


_INITIALS: dict[str, tuple[str, ...]] = {"disbursements": ("paid_to",), "expenditures": ("payee",)}


def _text(rows: SheetRows, mapped: Mapped, content: Content, column: str) -> str | None:
    return as_text(content[column], currency_of(rows, mapped, content, column))


def currency_of(rows: SheetRows, mapped: Mapped, content: Content, column: str) -> str | None:
    """Of a column of money, that of its amounts; None of any other."""
    place = mapped.money_in.get(column)
    if place is None:
        return None
    if "." not in place:
        currency: str | None = content[place]
        return currency
    reference = place.partition(".")[0]
    return rows.currencies[f"{reference}s"].get(content[reference])
