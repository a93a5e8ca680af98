"""A sheet of 100,000 rows and 12 columns: python -m benchmarks.writing ours|xlsxwriter FILE.xlsx"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

ROWS = 100_000
FIRST_DAY = date(2024, 1, 1)
KINDS = ("bank_transfer", "money_transfer", "cash", "labour")


@dataclass(frozen=True, slots=True)
class Line:
    """A contribution with what became of it, as in a report; amounts in minor units."""

    reference: str
    project: str
    community: str
    group: str
    received_on: date
    amount_minor: int
    currency: str
    kind: str
    status: str
    verified_on: date
    value_minor: int
    matched_minor: int


def lines(count: int) -> Iterator[Line]:
    """Always the same. Codes are shared, as they are among the rows of a report."""
    draw = Random(1)
    projects, communities, groups = (
        [f"{kind}{number:0{digits}}" for number in range(most)]
        for kind, digits, most in (("P", 4, 500), ("V", 4, 100), ("G", 5, 2_000))
    )
    for number in range(count):
        project = draw.randrange(500)
        on = FIRST_DAY + timedelta(days=number * 700 // count)
        yield Line(
            reference=f"C-{number:07}",
            project=projects[project],
            community=communities[project % 100],
            group=groups[draw.randrange(2_000)],
            received_on=on,
            amount_minor=draw.randrange(20_000, 200_000),
            currency="TJS",
            kind=draw.choice(KINDS),
            status="verified",
            verified_on=on + timedelta(days=draw.randrange(20)),
            value_minor=draw.randrange(2_000, 20_000),
            matched_minor=draw.randrange(2_000, 40_000),
        )


def write_as_reports_do(path: Path, count: int = ROWS) -> None:
    """With the widths, looks and digest that every sheet of a report has."""
    from reports.sheets.columns import Sheet, day, money, text
    from reports.sheets.digest import Digest
    from reports.sheets.package import write_package
    from reports.sheets.paper import Printed
    from reports.sheets.rows import Writing, header_row, written_rows
    from reports.sheets.shell import Shell
    from reports.sheets.widths import widths_of

    columns = (
        *text("reference", "project", "community", "group"),
        *day("received_on"),
        *money("amount", currency="currency"),
        *text("currency", "kind", "status"),
        *day("verified_on"),
        *money("value", "matched"),
    )
    rows = list(lines(count))
    sheet = Sheet("contributions", "Contributions", lambda report: rows, columns)
    shell = Shell([sheet.name], Printed("", "", "", ""))
    widths = widths_of(sheet, rows, "USD")
    shell.dress(sheet, widths, count + 1)
    digest = Digest()

    def written() -> Iterator[str]:
        yield header_row(sheet, widths, shell.palette)
        for says, row in written_rows(sheet, rows, widths, Writing(shell.palette, "USD", {})):
            digest.add(sheet.name, says)
            yield row

    write_package(path, shell.saved(), {shell.part(sheet): written()}, FIRST_DAY)


def write_with_xlsxwriter(path: Path, count: int = ROWS) -> None:
    xlsxwriter: Any = import_module("xlsxwriter")
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("contributions")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        money = workbook.add_format({"num_format": "#,##0.00"})
        names = [field.name for field in fields(Line)]
        sheet.write_row(0, 0, names)
        for number, line in enumerate(lines(count), 1):
            for place, name in enumerate(names):
                value = getattr(line, name)
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif isinstance(value, int):
                    sheet.write_number(number, place, value / 100, money)
                else:
                    sheet.write_datetime(number, place, value, day)


if __name__ == "__main__":
    writers = {"ours": write_as_reports_do, "xlsxwriter": write_with_xlsxwriter}
    writers[sys.argv[1]](Path(sys.argv[2]))
