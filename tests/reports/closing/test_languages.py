"""A sealed report in another language is a copy that says so, with the same figures cell by cell."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from click.testing import Result
from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from reports.sheets.control.stated import digest_in
from tests.reports.closing.books import QUARTER, book, sealed_sums

WORDS = {
    "Summary": "Resumen",
    "Quarterly report": "Informe trimestral",
    "Code of the project": "Código del proyecto",
    "Sealed": "Sellado",
    "Copy": "Copia",
    "A copy in %(language)s, derived from the sealed report with the SHA-256 %(sha256)s. Its figures are "
    "those of that report, cell by cell: both have the same digest below.": "Copia en %(language)s, derivada "
    "del informe sellado con SHA-256 %(sha256)s.",
}


@pytest.fixture
def spanish(closed_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The application with a small Spanish catalogue."""
    catalog = Catalog(locale="es")
    for message, translation in WORDS.items():
        catalog.add(message, translation)
    folder = tmp_path / "translations/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    babel = closed_app.extensions["babel"]
    before = babel.translation_directories
    babel.translation_directories = [*before, str(tmp_path / "translations")]
    yield closed_app
    babel.translation_directories = before


def report(app: Flask, file: Path, *arguments: str) -> Result:
    runner = app.test_cli_runner()
    return runner.invoke(args=["report", "TJ-KHT", *arguments, "--output", str(file)])


def cells(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    workbook: Workbook = load_workbook(BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets}


def test_titles_and_words_are_translated_figures_and_names_never(
    spanish: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    sealed, copy = tmp_path / "sealed.xlsx", tmp_path / "copy.xlsx"
    assert report(spanish, sealed, QUARTER).exit_code == 0
    result = report(spanish, copy, QUARTER, "--language", "es")
    digest = sealed_sums(closed_engine)[""]
    assert result.exit_code == 0, result.output
    assert f"derived from the sealed report with the SHA-256 {digest}" in result.output
    original, copied = cells(sealed.read_bytes()), cells(copy.read_bytes())
    assert digest_in(sealed.read_bytes()) == digest_in(copy.read_bytes())
    assert list(original) == list(copied)
    cover = " ".join(str(cell) for row in copied["cover"] for cell in row)
    assert "Informe trimestral" in cover
    assert f"Copia en español, derivada del informe sellado con SHA-256 {digest}." in cover
    for name in original.keys() - {"cover", "control", "definitions", "summary"}:
        assert original[name] == copied[name]
    assert [row[0] for row in original["control"]][:20] == [row[0] for row in copied["control"]][:20]
    assert original["definitions"][0] == copied["definitions"][0]


def test_a_copy_keeps_the_sealed_figures_when_the_books_have_moved_on(
    spanish: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    report(spanish, first, QUARTER, "--language", "es")
    verified = {"status": "verified", "verified_on": "2020-07-20", "verified_by": "bahrom"}
    book(closed_engine, "contributions", {"reference": "FAK-021", "verification_method": "slip"} | verified)
    book(closed_engine, "projects", {"code": "FAK-WATER", "name": "Under another name"})
    report(spanish, second, QUARTER, "--language", "es")
    assert first.read_bytes() == second.read_bytes()


def test_in_its_own_language_it_is_the_sealed_file_itself(
    spanish: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    result = report(spanish, tmp_path / "r.xlsx", QUARTER, "--language", "en")
    assert "Sealed report, closed by munira" in result.output


def test_figures_that_are_not_those_of_the_sealed_file_are_not_written(
    spanish: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    """Whoever altered what copies are written from, gets none."""
    statement = (
        "UPDATE sealed_report SET figures = (SELECT figures FROM sealed_report WHERE quarter = '2020-Q1' "
        "AND fund = '') WHERE quarter = '2020-Q2' AND fund = ''"
    )
    with closed_engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sealed_report'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
    result = report(spanish, tmp_path / "r.xlsx", QUARTER, "--language", "es")
    assert (result.exit_code, "would have other figures" in result.output) == (1, True)
    assert not (tmp_path / "r.xlsx").exists()


def test_a_language_without_a_translation_is_refused_with_those_that_there_are(
    spanish: Flask, tmp_path: Path
) -> None:
    for language in ("fr", "tg", "nonsense", "es_GT"):
        result = report(spanish, tmp_path / "r.xlsx", QUARTER, "--language", language)
        assert result.exit_code == 1
        assert (
            f"There is no translation into {language}. A report can be written in: en, es." in result.output
        )


def test_an_open_quarter_is_written_in_the_language_of_the_programme(
    spanish: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "r.xlsx"
    report(spanish, file, "2020-Q3")
    assert "Quarterly report" in str(cells(file.read_bytes())["cover"])
    book(closed_engine, "programmes", {"code": "TJ-KHT", "language": "es"})
    report(spanish, file, "2020-Q3")
    assert "Informe trimestral" in str(cells(file.read_bytes())["cover"])
    report(spanish, file, "2020-Q3", "--language", "en")
    assert "Quarterly report" in str(cells(file.read_bytes())["cover"])
    report(spanish, file, QUARTER)
    assert "Quarterly report" in str(cells(file.read_bytes())["cover"])
