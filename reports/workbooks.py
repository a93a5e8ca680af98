"""The report as a workbook: every figure a number, and a sheet of formulas by which it proves itself."""

from collections.abc import Iterable, Iterator
from itertools import chain, compress
from pathlib import Path
from typing import Any

from core.errors import Refusal
from core.jobs.progress import counted
from core.outages import NO_ROOM
from reports import labels
from reports.figures.variances import UNEXPLAINED
from reports.refusals import ReportReason
from reports.report import QuarterlyReport
from reports.sheets import declared, paper
from reports.sheets.answering import VARIANCES
from reports.sheets.charts.charts import charts_of
from reports.sheets.columns import Sheet
from reports.sheets.control.lines import Contents
from reports.sheets.control.sheet import (
    CONTROL,
    last_row,
    sections,
    widths_of_control,
    with_digest,
    written_lines,
)
from reports.sheets.cover import lines
from reports.sheets.cover import sheet as cover
from reports.sheets.cover.sheet import COVER
from reports.sheets.definitions.sheet import DEFINITIONS
from reports.sheets.digest import Digest
from reports.sheets.package import write_package
from reports.sheets.paper import Printed
from reports.sheets.rows import Writing, header_row, written_rows
from reports.sheets.shell import Page, Shell
from reports.sheets.widths import Widths, widths_of

MOST_ROWS = 1_048_576
"""Of a sheet, its header included."""

AFTER_COVER = (*declared.OF_CONTRACT, CONTROL, *declared.BEYOND_CONTRACT, DEFINITIONS)


def write_report(report: QuarterlyReport, path: Path) -> None:
    """The same report in the same language gives the same bytes. Raises Refusal."""
    contents = _contents(report)
    shell = Shell([sheet.name for sheet in (COVER, *AFTER_COVER)], _printed(report))
    writing = Writing(shell.palette, report.programme.currency, contents.numbers)
    digest = Digest()
    parts: dict[str, Iterable[str]] = {}
    for sheet in declared.SHEETS:
        rows = contents.rows[sheet.name]
        widths = widths_of(sheet, rows, report.programme.currency)
        shell.dress(sheet, widths, contents.last_row(sheet))
        parts[shell.part(sheet)] = _rows(sheet, rows, widths, writing, digest)
    shell.mark_word(VARIANCES, "beyond_tolerance", UNEXPLAINED, contents.last_row(VARIANCES))
    shell.illustrate(declared.SUMMARY, charts_of(report, contents.rows), contents.last_row(declared.SUMMARY))
    parts[shell.part(DEFINITIONS)] = _rows_of_definitions(shell, report, writing)
    # Rows are taken in this order, so that the digest is complete when these two are written.
    parts[shell.part(CONTROL)] = _rows_of_control(shell, contents, digest)
    parts[shell.part(COVER)] = _rows_of_cover(shell, report, digest)
    try:
        write_package(path, shell.saved(), parts, report.span.ends_on)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        raise Refusal(ReportReason.NOT_WRITABLE, file=path, problem=error.strerror) from error


def _contents(report: QuarterlyReport) -> Contents:
    rows = {sheet.name: sheet.rows(report) for sheet in (COVER, *declared.SHEETS)}
    for name, of_sheet in rows.items():
        if len(of_sheet) >= MOST_ROWS:
            raise Refusal(ReportReason.TOO_MANY_ROWS, sheet=name, rows=len(of_sheet))
    numbers = {
        "projects": _numbered(project.code for project in report.projects),
        "funds": _numbered(fund.code for fund in report.funds),
        "summary": _numbered(row.measure for row in report.summary),
    }
    return Contents(report, rows, numbers)


def _numbered(codes: Iterable[str]) -> dict[str, int]:
    return {code: number for number, code in enumerate(codes, 1)}


def _rows(sheet: Sheet, rows: list[Any], widths: Widths, writing: Writing, digest: Digest) -> Iterator[str]:
    is_told = [column.words is None for column in sheet.columns]
    digest.add(sheet.name, compress([column.name for column in sheet.columns], is_told))
    yield header_row(sheet, widths, writing.palette)
    for says, written in counted(written_rows(sheet, rows, widths, writing)):
        digest.add(sheet.name, compress(says, is_told))
        yield written


def _rows_of_control(shell: Shell, contents: Contents, digest: Digest) -> Iterator[str]:
    """Dresses the sheet now, and writes it when its turn has come."""
    known = sections(contents)
    widths = widths_of_control(known)
    shell.dress(CONTROL, widths, last_row(known))
    shell.mark_checks(CONTROL, "check", last_row(known))

    def rows() -> Iterator[str]:
        yield header_row(CONTROL, widths, shell.palette)
        yield from written_lines(with_digest(known, digest.text), widths, shell.palette)

    return rows()


def _rows_of_cover(shell: Shell, report: QuarterlyReport, digest: Digest) -> Iterator[str]:
    """Dresses the sheet now, and writes it when its turn has come."""
    known = cover.cover_lines(report, AFTER_COVER)
    widths = lines.widths_of_lines(known)
    page = Page(widths, lines.merged_ranges(known), lines.links(known), len(known))
    shell.dress_page(COVER, page)

    def rows() -> Iterator[str]:
        yield from lines.written_lines(cover.with_digest(known, digest.text), widths, shell.palette)

    return rows()


def _rows_of_definitions(shell: Shell, report: QuarterlyReport, writing: Writing) -> Iterable[str]:
    rows = DEFINITIONS.rows(report)
    widths = widths_of(DEFINITIONS, rows, report.programme.currency)
    shell.dress(DEFINITIONS, widths, len(rows) + 1, paper.LIST)
    written = (row for _, row in written_rows(DEFINITIONS, rows, widths, writing))
    return chain([header_row(DEFINITIONS, widths, writing.palette)], written)


def _printed(report: QuarterlyReport) -> Printed:
    programme = report.programme
    return Printed(
        labels.page_left(programme.name, programme.code, report.fund),
        labels.period(report.span),
        labels.page_foot(programme.currency),
        labels.page_number(),
    )
