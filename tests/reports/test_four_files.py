"""The page of a report, its workbook, its file to take along and the exported books say one and the same."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from openpyxl import load_workbook

from core.calendar import parse_span
from core.database import make_engine
from core.roles import Role, ScopeKind
from tests.reports.added_up import AddedUp, added_up
from tests.web import opened, sign_in

QUARTER = "2020-Q2"
MONTHS = ("Apr 2020", "May 2020", "Jun 2020")


@dataclass(frozen=True)
class Files:
    """Amounts as minor units: all currencies of these examples have two decimals."""

    page: html.HtmlElement
    file: html.HtmlElement
    sheets: dict[str, list[dict[str, Any]]]
    export: AddedUp


@pytest.fixture(params=["khatlon", "examples"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Files]:
    """Of the smallest example with everything decided anew by the model, and of one with 2,000 contributions."""
    database = request.getfixturevalue(request.param)
    engine = make_engine(f"sqlite:///{shutil.copy(database, tmp_path / 'hashar.sqlite')}")
    code = {"khatlon": "TJ-KHT", "examples": "TJ-REM"}[request.param]
    span = parse_span(QUARTER)
    with opened(engine) as app, app.test_client() as client:
        sign_in(client, engine, "munira", (Role.MANAGER, ScopeKind.PROGRAMME, code))
        export = tmp_path / "export.xlsx"
        export.write_bytes(_content(client, f"/programmes/{code}/workbook.xlsx"))
        yield Files(
            html.fromstring(_content(client, f"/programmes/{code}/report?span={QUARTER}")),
            html.fromstring(_content(client, f"/programmes/{code}/report.html?span={QUARTER}")),
            _sheets(_content(client, f"/programmes/{code}/report.xlsx?span={QUARTER}")),
            added_up(export, span.starts_on, span.ends_on, with_matches=request.param == "khatlon"),
        )
    engine.dispose()


def test_the_four_files_say_the_same_to_the_minor_unit(files: Files) -> None:
    export, sheets = files.export, files.sheets
    summary = {
        row["measure"]: (_minor(row["quarter"]), _minor(row["cumulative"])) for row in sheets["summary"]
    }
    _the_workbook_is_the_export(sheets, export, summary)
    for document in (files.page, files.file):
        _the_page_is_the_workbook(document, sheets, summary)
    assert files.page.xpath("//tbody//td/text()") == files.file.xpath("//tbody//td/text()")


def _the_workbook_is_the_export(
    sheets: dict[str, list[dict[str, Any]]], export: AddedUp, summary: dict[str, tuple[int, int]]
) -> None:
    measured: dict[str, Mapping[Any, int]] = {
        "contributed": export.contributed,
        "in_kind": export.in_kind,
        "disbursed": export.disbursed,
        "spent": export.spent,
    }
    if export.matched:
        measured["matched"] = export.matched
    for name, sums in measured.items():
        assert summary[name] == (export.quarter[name], sum(sums.values())), name
        by_project: dict[str, int] = {}
        for key, minor in sums.items():
            project = key[0] if isinstance(key, tuple) else key
            by_project[project] = by_project.get(project, 0) + minor
        shown = {row["code"]: _minor(row[f"{name}_total"]) for row in sheets["projects"]}
        assert {code: minor for code, minor in shown.items() if minor} == {
            code: minor for code, minor in by_project.items() if minor
        }
    for row in sheets["funds"]:
        assert _minor(row["disbursed_total"]) == export.paid_by_fund[row["code"]]
        if export.matched:
            assert _minor(row["matched_total"]) == export.matched_by_fund[row["code"]]
    by_source = {(row["project"], row["source"]): row for row in sheets["sources"]}
    for (project, fund), minor in export.disbursed.items():
        assert _minor(by_source[project, f"fund {fund}"]["received"]) == minor
    for (project, fund), minor in export.matched.items():
        assert not minor or _minor(by_source[project, f"fund {fund}"]["agreed"]) == minor
    [households] = [row["cumulative"] for row in sheets["summary"] if row["measure"] == "households"]
    assert households == len(export.households)


def _the_page_is_the_workbook(
    document: html.HtmlElement, sheets: dict[str, list[dict[str, Any]]], summary: dict[str, tuple[int, int]]
) -> None:
    months = _table(document, "over-time")
    in_quarter = [row for row in months if row[0] in MONTHS]
    assert len(in_quarter) == 3
    for place, name in ((1, "contributed"), (2, "matched")):
        assert sum(_read(row[place]) for row in in_quarter) == summary[name][0]
        assert _read(months[-1][place + 2]) == summary[name][1]
    facts = {div.findtext("dt"): div.findtext("dd") for div in document.xpath("//dl[@class='facts'][1]/div")}
    for label, name in (("Paid to projects", "disbursed"), ("Spent by projects", "spent")):
        [said] = [value for known, value in facts.items() if known.startswith(label)]
        assert _read(said) == summary[name][1]
    [households] = [row["cumulative"] for row in sheets["summary"] if row["measure"] == "households"]
    assert facts["Households that gave"] == f"{households:,}"
    communities = {row["name"]: row for row in sheets["communities"]}
    places = _table(document, "places")
    assert places
    for name, _, _, contributed, matched, *_ in places:
        row = communities[name]
        assert _read(contributed) == _minor(row["contributed_total"])
        assert _read(matched) == _minor(row["matched_total"])
    brought = sum(_read(row[-1]) for row in _table(document, "flow"))
    assert brought == sum(_minor(row["agreed"]) for row in sheets["sources"])


def _content(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return bytes(answer.data)


def _sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = load_workbook(BytesIO(content), read_only=True)
    read = {}
    for name in ("summary", "projects", "communities", "funds", "sources"):
        head, *rows = book[name].iter_rows(values_only=True)
        read[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows if row[0] is not None]
    book.close()
    return read


def _table(document: html.HtmlElement, chart: str) -> list[list[str]]:
    rows = document.xpath(f"//section[@id='chart-{chart}']//tbody/tr")
    return [[cell.text_content().strip() for cell in row] for row in rows]


def _minor(cell: Any) -> int:
    return int((Decimal(str(cell or 0)) * 100).to_integral_exact())


def _read(text: str | None) -> int:
    """'1,240.00', with the sign that people write."""
    return int(Decimal(re.sub(r"[^\d.−-]", "", text or "0").replace("−", "-")) * 100)
