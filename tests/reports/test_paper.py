"""The report on paper: tables across A4, with the header on each page and nothing cut off."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import Engine

from reports.workbooks import write_report
from tests.libreoffice import Convert
from tests.reports.books import Maker, make_books, report_of

pytestmark = pytest.mark.slow

LONG = "Возвращено отправителю, потому что перевод был сделан дважды, в марте и в апреле"
LARGE = "9999999999.99"


def long_and_large(make: Maker) -> None:
    place = make.community("UPPER", name="The village at the upper end of the valley", households=100)
    group = make.group(place, "GROUP-OF-THE-UPPER-END")
    project = make.project(place, "WATER-UPPER-END", LARGE, approved="2026-01-01", name=LONG)
    fund = make.fund("DEVELOPMENT-FUND", LARGE, donor="Ministry of Development")
    rule = make.rule(fund, "ONE-FOR-ONE")
    for number in range(120):
        given = make.contribution(project, group, f"KHATLON-2026-{number:05}", "2026-04-05", LARGE)
        make.entry(given, rule, fund, "2026-04-05", granted=LARGE)
        if number % 10 == 0:
            make.reversal(given, "2026-05-05", "999.99", LONG)
    make.disbursement(fund, project, "D-1", "2026-05-01", LARGE, arrived=(LARGE, "TJS"), milestone=LONG)
    make.expenditure(project, "X-1", "2026-06-01", LARGE, payee=LONG)


@pytest.fixture
def pages(sqlite_engine: Engine, convert: Convert, tmp_path: Path) -> list[str]:
    make_books(sqlite_engine, long_and_large)
    path = tmp_path / "report.xlsx"
    write_report(report_of(sqlite_engine, "2026-Q2"), path)
    reader = PdfReader(convert([path], "pdf") / "report.pdf")
    pages = [(page.mediabox.width > page.mediabox.height, page.extract_text()) for page in reader.pages]
    assert "Quarterly report" in pages[0][1]
    assert "Contributed and matched in each month" in pages[1][1]
    upright = [text for is_across, text in pages[2:] if not is_across]
    assert upright
    assert all(" Definitions   2026-Q2" in text for text in upright)
    return [text for _, text in pages]


def test_the_report_on_paper(pages: list[str]) -> None:
    assert not any("###" in page or "_x000" in page for page in pages)
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    contributions = [page for page in pages if " Contributions   2026-Q2" in page]
    assert len(contributions) > 1
    assert all("reversal_reason" in page and "1 Apr 2026 to 30 Jun 2026" in page for page in contributions)
    assert sum(page.count("KHATLON-2026-") for page in contributions) == 120

    assert "1,199,999,987,998.92" in pages[0]

    # A wrapped text stands on the page to its last word, an amount to its last digit.
    text = " ".join(" ".join(pages).split())
    assert text.count("в апреле") >= 12
    assert text.count("9,999,999,999.99") > 240
