"""What is wrong with a form is listed cell by cell, and nothing is filled."""

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from grants.workbook.problems import Problem, ProblemKind
from reports.filling.filling import fill
from reports.filling.form import NotFilled, filled_form
from reports.filling.labels import SENTENCES, in_words, where
from reports.filling.offered import Filled
from reports.filling.problems import TemplateProblem as Wrong
from reports.filling.row_map import MOST_ROWS
from reports.filling.scanning import MOST_FINDINGS
from reports.filling.template import TEMPLATE
from reports.filling.valuing import values_of
from reports.report import QuarterlyReport
from tests.reports.filling.templates import form, found_in, with_changed, with_part

EXTERNAL = (
    b'<Relationship Id="rId9" TargetMode="External" Target="http://x/p.png" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)


def problems(path: Path, fund: str | None = "IOM") -> dict[str, str]:
    """The kind of each, by its place."""
    found = found_in(path, fund)[1]
    assert all(in_words(problem) for problem in found)
    return {where(problem): problem.kind for problem in found}


def test_all_that_is_wrong_with_its_cells_is_told_at_once(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Form"
    for row, text in enumerate(
        (
            *("{{fund.cash_balanc}}", "{{zzz}}", "{{funds.TOKYO.cash_balance}}", "{{households.code}}"),
            *("{{today}}", "{{fund.cash_balance", '="{{fund.code}}"', "=A11*2", "=WEBSERVICE(A1)"),
            *("{{projects.code}} {{communities.code}}", "{{projects.code}}"),
        ),
        1,
    ):
        sheet[f"A{row}"] = text
    sheet.merge_cells("C11:C12")
    sheet["D1"].comment = Comment("of {{fund.code}}", "donor")
    sheet.oddHeader.center.text = "{{fund.code}}"
    book.save(tmp_path / "t.xlsx")
    assert problems(tmp_path / "t.xlsx") == {
        "": Wrong.OUT_OF_CELLS,
        "Form!A1": Wrong.UNKNOWN_NAME,
        "Form!A2": Wrong.UNKNOWN_AT_ALL,
        "Form!A3": Wrong.BEYOND_FUND,
        "Form!A4": Wrong.HOUSEHOLDS,
        "Form!A5": Wrong.UNKNOWN_AT_ALL,
        "Form!A6": Wrong.MALFORMED,
        "Form!A7": Wrong.IN_FORMULA,
        "Form!A8": Wrong.ONE_CELL_OF_MANY,
        "Form!A9": Wrong.REACHES_OUT,
        "Form!A10": Wrong.TWO_TABLES,
        "Form!C11:C12": Wrong.MERGED_ACROSS,
        "Form": Wrong.OUT_OF_CELLS,
    }


def test_the_nearest_name_is_told_and_a_fund_is_asked_for(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {"B2": "{{projects.mached_total}}", "B3": "{{fund.code}}"})
    near, of_fund = found_in(path, None)[1]
    assert "projects.matched_total" in in_words(near)
    assert of_fund.kind is Wrong.NEEDS_FUND


@pytest.mark.parametrize(
    ("part", "content", "kind"),
    [
        ("xl/vbaProject.bin", b"x", ProblemKind.MACROS),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", ProblemKind.EXTERNAL_DATA),
        ("xl/embeddings/oleObject1.bin", b"x", Wrong.EMBEDDED),
        ("xl/pivotCache/pivotCacheDefinition1.xml", b"<a/>", Wrong.PIVOT),
        ("xl/media/a.xml", b"<!DOCTYPE a><a/>", ProblemKind.UNSAFE_XML),
        ("xl/media/image1.bmp", b"\0" * 2_000_000, ProblemKind.UNPACKS_TOO_LARGE),
    ],
)
def test_what_a_form_must_not_hold_is_named(tmp_path: Path, part: str, content: bytes, kind: str) -> None:
    path = with_part(form(tmp_path / "t.xlsx", {"A1": "{{fund.code}}"}), part, content)
    assert problems(path) == {"": kind}


def test_a_picture_that_is_fetched_from_elsewhere_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {"A1": "{{fund.code}}"})
    with_changed(path, "xl/_rels/workbook.xml.rels", lambda rels: rels.replace(b"</Relationships>", EXTERNAL))
    assert problems(path) == {"": ProblemKind.EXTERNAL_DATA}


def test_a_link_that_hides_how_far_it_goes_is_refused_too(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {"A1": "{{fund.code}}"})
    hidden = EXTERNAL.replace(b'"External"', b'"&#69;xternal"')
    with_changed(path, "xl/_rels/workbook.xml.rels", lambda rels: rels.replace(b"</Relationships>", hidden))
    assert problems(path) == {"": ProblemKind.EXTERNAL_DATA}


def test_a_sheet_of_macros_is_refused_wherever_it_lies(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {"A1": "{{fund.code}}"})
    cells, macros = b"spreadsheetml.worksheet+xml", b"excel.macrosheet+xml"
    with_changed(path, "[Content_Types].xml", lambda types: types.replace(cells, macros))
    assert problems(path) == {"": ProblemKind.MACROS}


def test_a_table_that_asks_others_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {"A1": "code", "A2": "{{projects.code}}"})
    book = load_workbook(path)
    book["Form"].tables["T"] = Table(displayName="T", ref="A1:A2", name="T")
    book.save(path)
    ask = b"<calculatedColumnFormula>_xlfn.WEBSERVICE([@code])</calculatedColumnFormula></tableColumn>"
    with_changed(
        path,
        "xl/tables/table1.xml",
        lambda table: re.sub(rb"(<tableColumn [^>]*?)\s*/>", rb"\1>" + ask, table),
    )
    assert problems(path) == {"": Wrong.REACHES_OUT}


@pytest.mark.parametrize(
    ("content", "kind"), [(b"name;amount\n", ProblemKind.TEXT_FILE), (b"", ProblemKind.FILE_EMPTY)]
)
def test_a_file_that_is_no_workbook_is_told_what_it_is(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    assert problems(path) == {"": kind}


def test_a_form_without_placeholders_is_no_form(village_report: QuarterlyReport, tmp_path: Path) -> None:
    with pytest.raises(NotFilled) as refused:
        filled_form(form(tmp_path / "t.xlsx", {"A1": "x"}), Filled(village_report, None))
    assert [problem.kind for problem in refused.value.problems] == [Wrong.NO_PLACEHOLDER]


def test_a_form_with_more_placeholders_than_anybody_writes_is_refused(tmp_path: Path) -> None:
    path = form(tmp_path / "t.xlsx", {f"A{row}": "{{projects.code}}" for row in range(1, MOST_FINDINGS + 2)})
    assert problems(path) == {"": Wrong.TOO_MANY_PLACEHOLDERS}


def test_a_sheet_that_would_not_hold_its_rows_is_refused(
    fund_report: QuarterlyReport, tmp_path: Path
) -> None:
    path = form(tmp_path / "t.xlsx", {"A1": "{{projects.code}}", f"A{MOST_ROWS}": "the last row of all"})
    values = values_of(Filled(fund_report, None), {"projects.code"})
    assert [piece.kind for piece in fill(path, TEMPLATE, values) if isinstance(piece, Problem)] == [
        Wrong.TOO_MANY_ROWS
    ]


def test_every_problem_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Wrong)
