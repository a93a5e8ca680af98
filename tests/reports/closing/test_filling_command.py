"""`flask report --template`."""

from pathlib import Path

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.sealed import PROGRAMME, SealedReport
from tests.grants.quarantine.meddled import meddle
from tests.reports.closing.books import QUARTER
from tests.reports.filling.templates import form


def run(app: Flask, folder: Path, *arguments: str) -> tuple[int, str]:
    path = str(folder / "filled.xlsx")
    result = app.test_cli_runner().invoke(
        args=["report", "TJ-KHT", QUARTER, "--template", str(folder / "t.xlsx"), "--output", path, *arguments]
    )
    return result.exit_code, result.output


def test_it_writes_the_filled_form(closed_app: Flask, tmp_path: Path) -> None:
    form(tmp_path / "t.xlsx", {"A1": "{{summary.matched.cumulative}}", "A2": "{{seal.sha256}}"})
    code, said = run(closed_app, tmp_path)
    assert (code, str(tmp_path / "filled.xlsx") in said) == (0, True)
    sheet = load_workbook(tmp_path / "filled.xlsx")["Form"]
    assert isinstance(sheet["A1"].value, float)
    assert len(sheet["A2"].value) == 64


def test_it_lists_what_is_wrong_and_writes_nothing(closed_app: Flask, tmp_path: Path) -> None:
    form(tmp_path / "t.xlsx", {"C4": "{{sumary.matched.quarter}}", "C5": "{{fund.code}}"}, sheet="Budget")
    code, said = run(closed_app, tmp_path)
    assert code == 1
    assert [line.partition(": ")[0] for line in said.splitlines()] == ["Budget!C4", "Budget!C5"]
    assert "summary.matched.quarter" in said
    assert not (tmp_path / "filled.xlsx").exists()


def test_figures_that_are_not_those_of_the_seal_fill_no_form(
    closed_app: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    def exchange(writing: Session) -> None:
        kept = writing.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()
        of = {each.fund: each for each in kept}
        of[PROGRAMME].figures = of["JAMOAT"].figures
        writing.flush()

    meddle(closed_engine, exchange)
    form(tmp_path / "t.xlsx", {"A1": "{{quarter.name}}"})
    code, _ = run(closed_app, tmp_path)
    assert code == 1
    assert not (tmp_path / "filled.xlsx").exists()
