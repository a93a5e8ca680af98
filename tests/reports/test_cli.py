"""`flask report`."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine

from app import create_app


@pytest.fixture
def app(villages_engine: Engine) -> Flask:
    return create_app(DATABASE_URL=villages_engine.url.render_as_string(hide_password=False))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["report", *arguments])


def test_it_writes_the_report_of_a_quarter(app: Flask, tmp_path: Path) -> None:
    result = run(app, "P", "2026-Q2", "--output", str(tmp_path / "p.xlsx"))
    assert (result.exit_code, result.exception) == (0, None)
    assert str(tmp_path / "p.xlsx") in result.output
    assert load_workbook(tmp_path / "p.xlsx")["summary"]["B2"].value == 1616.81


def test_it_writes_the_report_of_a_span_of_months_and_of_one_fund(app: Flask, tmp_path: Path) -> None:
    result = run(app, "P", "2026-01..2026-06", "--fund", "IOM", "--output", str(tmp_path / "p.xlsx"))
    assert result.exit_code == 0
    assert load_workbook(tmp_path / "p.xlsx")["summary"]["B2"].value == 2616.81


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Q", "2026-Q2"), "There is no programme Q."),
        (("P", "2026-Q5"), "2026-Q5 is neither a quarter"),
        (("P", "2026-06..2026-04"), "2026-06..2026-04 is neither a quarter"),
        (("P", "2018-Q4"), "2018-Q4 is over before programme P starts"),
        (("P", "2026-Q2", "--fund", "MOON"), "Programme P has no fund MOON."),
    ],
)
def test_what_it_refuses_it_says_in_one_sentence(
    app: Flask, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(app, *arguments, "--output", str(tmp_path / "p.xlsx"))
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (1, True)
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert list(tmp_path.glob("*.xlsx*")) == []


def test_it_says_when_the_file_cannot_be_written(app: Flask, tmp_path: Path) -> None:
    result = run(app, "P", "2026-Q2", "--output", str(tmp_path / "no" / "such" / "p.xlsx"))
    assert result.exit_code == 1
    assert "No such file or directory" in result.output
