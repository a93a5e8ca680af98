"""`flask close-quarter`, and what `flask report` writes of a quarter that is closed."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from core.audit import AuditEntry
from core.database import session
from tests.reports.closing.books import QUARTER, ask_for, sealed_sums

SAID = ("--carry-forward", "Slips on their way", "--explain", "fund IOMDF cash=It came in July")


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def close(app: Flask, *arguments: str) -> Result:
    return run(app, "close-quarter", "TJ-KHT", QUARTER, *arguments)


def test_without_reasons_it_prints_the_list_says_what_is_missing_and_closes_nothing(
    ready_app: Flask, ready_engine: Engine
) -> None:
    result = close(ready_app)
    assert result.exit_code == 1
    assert "FAK-024  FAK-TANK  12 Jun 2020  3,000.00 TJS: no reason given" in result.output
    assert "fund IOMDF cash  700.00 USD  paid more than was received: no reason given" in result.output
    missing = "FAK-011, FAK-021, FAK-022, FAK-023, FAK-024, fund IOMDF cash."
    assert missing in result.output
    assert sealed_sums(ready_engine) == {}


def test_it_prints_the_sha_256_of_each_file_as_it_is_written_later(
    ready_app: Flask, ready_engine: Engine, tmp_path: Path
) -> None:
    result = close(ready_app, "--as", "Zarina", *SAID, "--carry-forward", "FAK-023=The bank asks for a paper")
    assert result.exit_code == 0, result.output
    assert "FAK-023  FAK-TANK  10 Jun 2020  6,400.50 TJS: The bank asks for a paper" in result.output
    printed = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (.+)$", result.output, re.M)}
    for fund in ("", "IOMDF", "JAMOAT"):
        file = tmp_path / f"{fund}.xlsx"
        of_fund = ("--fund", fund) if fund else ()
        written = run(ready_app, "report", "TJ-KHT", QUARTER, "--output", str(file), *of_fund)
        digest = sha256(file.read_bytes()).hexdigest()
        assert f"Sealed report, closed by Zarina: {file}, SHA-256 {digest}" in written.output
        name = f"TJ-KHT-{QUARTER}-{fund}.xlsx" if fund else f"TJ-KHT-{QUARTER}.xlsx"
        assert printed[name] == digest


def test_one_person_alone_is_told_in_the_audit(ready_app: Flask, ready_engine: Engine) -> None:
    assert close(ready_app, *SAID).exit_code == 0
    with session(ready_engine) as reading:
        entry = reading.exec(select(AuditEntry).where(AuditEntry.key == QUARTER)).all()[-1]
    assert (entry.by, entry.reason) == ("operator", "closed by one person, by command")


def test_what_was_asked_for_on_the_site_it_confirms_under_another_name_only(
    ready_app: Flask, ready_engine: Engine
) -> None:
    ask_for(ready_engine, "munira")
    own = close(ready_app, "--as", "MUNIRA")
    assert (own.exit_code, "somebody else has to decide" in own.output) == (1, True)
    with_reasons = close(ready_app, "--as", "rustam", *SAID)
    assert (with_reasons.exit_code, "Leave out those given here" in with_reasons.output) == (2, True)
    assert sealed_sums(ready_engine) == {}
    assert close(ready_app, "--as", "rustam").exit_code == 0
    with session(ready_engine) as reading:
        entry = reading.exec(select(AuditEntry).where(AuditEntry.key == QUARTER)).all()[-1]
    assert (entry.by, entry.reason) == ("rustam", "asked for by munira")


def test_a_closed_quarter_is_not_closed_again(closed_app: Flask, closed_engine: Engine) -> None:
    before = sealed_sums(closed_engine)
    result = close(closed_app, *SAID)
    assert (result.exit_code, "2020-Q2 was closed on 2020-07-03 by munira." in result.output) == (1, True)
    assert sealed_sums(closed_engine) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("X", QUARTER), "There is no programme X."),
        (("TJ-KHT", "2020-04..2020-06"), "2020-04..2020-06 is no quarter"),
        (("TJ-KHT", "2999-Q1"), "2999-Q1 is not over"),
    ],
)
def test_what_it_refuses_it_says(ready_app: Flask, arguments: tuple[str, ...], words: str) -> None:
    result = run(ready_app, "close-quarter", *arguments)
    assert (result.exit_code, words in result.output) == (1, True)


def test_bytes_that_were_altered_are_not_handed_out(
    closed_app: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    with closed_engine.begin() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'sealed_report'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE sealed_report SET content = x'00' WHERE fund = ''")
    result = run(closed_app, "report", "TJ-KHT", QUARTER, "--output", str(tmp_path / "r.xlsx"))
    assert (result.exit_code, "its bytes were altered" in result.output) == (1, True)
    assert not (tmp_path / "r.xlsx").exists()


def test_a_span_over_closed_quarters_is_computed(closed_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "r.xlsx"
    result = run(closed_app, "report", "TJ-KHT", "2020-01..2020-06", "--output", str(file))
    assert (result.exit_code, result.output.strip()) == (0, f"Report: {file}")
    assert load_workbook(file)["cover"]["A7"].value.startswith("2020-01..2020-06")


def test_the_page_of_a_sealed_quarter_says_so_and_shows_what_was_sealed(
    closed_app: Flask, closed_engine: Engine, tmp_path: Path
) -> None:
    assert run(closed_app, "report", "TJ-KHT", QUARTER, "--html", str(tmp_path / "r.html")).exit_code == 0
    page = (tmp_path / "r.html").read_text()
    assert sealed_sums(closed_engine)[""] in page
    assert "This page is derived: it shows the figures that were sealed." in page
