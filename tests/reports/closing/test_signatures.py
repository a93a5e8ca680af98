"""Signatures: for the figures that were seen, by three people, sealed with the report."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from core.database import session
from core.sealed import SealedReport
from grants.entering.entering import NotEntered
from grants.models.quarters import Part, Signature
from grants.verifying.verify import verify
from reports.closing.kept import closed_quarter, figures_of
from reports.closing.rendering import report_from
from reports.signing.digest import figures_digest
from tests.reports.closing.books import CODE, QUARTER, ask_for, book, close, looked_at
from tests.reports.closing.readers import (
    CLOSING,
    NARRATIVE,
    OF_A_VILLAGE,
    SIGNATURES,
    VERIFIER,
    Person,
    person,
    words,
)

ROW = {
    "quarter": QUARTER,
    "part": "prepared",
    "number": "1",
    "statement": "As agreed",
    "signed_on": "2020-07-02",
}
SPENT = {"reference": "V-9", "project": "FAK-WATER", "category": "works", "spent_on": "2020-06-01"}
SAID: dict[str, Any] = {"reason": "The slips are on their way", "explain-fund IOMDF cash": "It came in July"}


@pytest.fixture
def munira(ready_app: Flask, ready_engine: Engine) -> Person:
    return person(ready_app, ready_engine, "munira")


@pytest.fixture
def bahrom(ready_app: Flask, ready_engine: Engine) -> Person:
    return person(ready_app, ready_engine, "bahrom", VERIFIER)


@pytest.fixture
def rustam(ready_app: Flask, ready_engine: Engine) -> Person:
    return person(ready_app, ready_engine, "rustam")


def sign(reader: Person, part: str, seen: dict[str, str] | None = None) -> int:
    return int(reader.send(SIGNATURES, seen, f"/{part}").status_code)


def signed(engine: Engine) -> list[tuple[str, int, str]]:
    with session(engine) as reading:
        rows = reading.exec(select(Signature).order_by(Signature.id)).all()  # type: ignore[arg-type]
        return [(row.part.value, row.number, row.signed_by) for row in rows]


def spend(engine: Engine, reference: str = "V-9") -> None:
    book(engine, "expenditures", SPENT | {"reference": reference, "amount": "10", "currency": "TJS"})


def test_three_people_sign_and_the_sealed_report_names_them_and_what_they_signed(
    munira: Person, bahrom: Person, rustam: Person, ready_engine: Engine
) -> None:
    munira.send(NARRATIVE, lessons="Ask twice")
    assert sign(munira, "prepared") == 303
    assert "Sign the report of 2020-Q2" in bahrom.words(f"/programmes/{CODE}")
    assert "Sign the report of 2020-Q2" not in munira.words(f"/programmes/{CODE}")
    assert sign(bahrom, "checked") == 303
    assert "Sign the report of 2020-Q2" not in bahrom.words(f"/programmes/{CODE}")
    assert munira.send(CLOSING, **SAID).status_code == 303
    page = rustam.get(CLOSING).get_data(as_text=True)
    assert "I approve the report of the programme" in page
    id = page.split(f"{CLOSING}/")[1].split("/")[0]
    assert rustam.send(CLOSING, to=f"/{id}/confirm").status_code == 303
    with session(ready_engine) as reading:
        assert [found.differences for found in verify(reading)] == [[]]
        files = reading.exec(select(SealedReport).where(SealedReport.quarter == QUARTER)).all()
        own = next(file for file in files if not file.fund)
        sealed = report_from(own.figures or b"")
        assert sealed is not None
        digests = {row.figures for row in reading.exec(select(Signature))}
    assert digests == {figures_digest(sealed)}
    for file in files:
        book_of = load_workbook(BytesIO(file.content))
        told = list(book_of["narrative"].iter_rows(min_row=2, max_col=4, values_only=True))
        assert ("lessons", 1, "Ask twice", "munira") in told
        rows = list(book_of["certification"].iter_rows(min_row=2, values_only=True))
        assert [(row[0], row[1], row[4], row[5]) for row in rows] == [
            (part, name, figures_digest(sealed), "signed")
            for part, name in (("prepared", "munira"), ("checked", "bahrom"), ("approved", "rustam"))
        ]
        assert all("available for examination" in row[3] for row in rows)
    report = munira.words(f"/programmes/{CODE}/report?span={QUARTER}")
    assert "Approved by rustam, " in report
    assert report.index("Ask twice") < report.index("In short")


def test_a_signature_is_for_the_figures_that_were_seen_and_counts_for_no_others(
    munira: Person, ready_engine: Engine
) -> None:
    seen = munira.fields(SIGNATURES)
    spend(ready_engine)
    answer = munira.send(SIGNATURES, seen, "/prepared")
    assert (answer.status_code, "have changed since you looked" in words(answer)) == (409, True)
    assert signed(ready_engine) == []
    seen = munira.fields(SIGNATURES)
    assert sign(munira, "prepared", seen) == 303
    assert sign(munira, "prepared", seen) == 409
    spend(ready_engine, "V-10")
    assert "signed for other figures" in munira.words(SIGNATURES)
    assert sign(munira, "prepared") == 303
    assert signed(ready_engine) == [("prepared", 1, "munira"), ("prepared", 2, "munira")]


def test_what_is_booked_for_another_quarter_leaves_a_signature_as_it_is(
    munira: Person, ready_engine: Engine
) -> None:
    before = looked_at(ready_engine).figures
    assert sign(munira, "prepared") == 303
    book(
        ready_engine,
        "receipts",
        {"reference": "R-9", "fund": "IOMDF", "received_on": "2020-09-01", "amount": "5"},
    )
    found = looked_at(ready_engine)
    assert found.figures == before
    assert found.report is not None
    assert found.report.certification[0].counts


def test_what_is_told_is_signed_too(munira: Person, ready_engine: Engine) -> None:
    assert sign(munira, "prepared") == 303
    munira.send(NARRATIVE, lessons="Ask twice")
    assert "signed for other figures" in munira.words(SIGNATURES)


@pytest.mark.parametrize("name", ["MUNIRA", " munira"])
def test_nobody_signs_two_parts_however_the_name_is_written(
    munira: Person, ready_engine: Engine, name: str
) -> None:
    seen = munira.fields(SIGNATURES)
    assert sign(munira, "prepared", seen) == 303
    assert sign(munira, "checked", seen) == 403
    with pytest.raises(NotEntered) as refused:
        book(ready_engine, "signatures", ROW | {"part": "checked", "signed_by": name})
    assert [problem.kind for problem in refused.value.problems] == ["two_parts_by_one_person"]


def test_who_checked_does_not_approve(munira: Person, rustam: Person, ready_engine: Engine) -> None:
    assert sign(rustam, "checked") == 303
    id = ask_for(ready_engine, "munira")
    seen = rustam.fields(CLOSING) | {"seen": looked_at(ready_engine).seen}
    answer = rustam.send(CLOSING, seen, f"/{id}/confirm")
    assert (answer.status_code, "signed for another part" in words(answer)) == (403, True)
    assert [part for part, _, _ in signed(ready_engine)] == ["checked", "prepared"]


def test_without_a_check_the_reason_is_asked_for_and_sealed(
    munira: Person, rustam: Person, ready_engine: Engine
) -> None:
    answer = munira.send(CLOSING, **SAID)
    assert (answer.status_code, "say why it is not" in words(answer)) == (422, True)
    assert signed(ready_engine) == []
    assert munira.send(CLOSING, **SAID, unchecked="There are two of us").status_code == 303
    assert signed(ready_engine) == [("prepared", 1, "munira")]
    assert "Not checked: There are two of us" in rustam.words(CLOSING)
    id = rustam.get(CLOSING).get_data(as_text=True).split(f"{CLOSING}/")[1].split("/")[0]
    assert rustam.send(CLOSING, to=f"/{id}/confirm").status_code == 303
    with session(ready_engine) as reading:
        closed = closed_quarter(reading, 1, QUARTER, "IOMDF")
        assert closed is not None
        assert closed.sealed is not None
        sealed = figures_of(reading, closed.sealed)
    assert sealed is not None
    assert [(row.part, row.state, row.name, row.remark) for row in sealed.certification] == [
        ("prepared", "signed", "munira", None),
        ("checked", "not_signed", None, "There are two of us"),
        ("approved", "signed", "rustam", None),
    ]


def test_closed_by_command_the_certification_says_who_signed_and_who_did_not(
    munira: Person, ready_app: Flask, ready_engine: Engine
) -> None:
    seen = munira.fields(SIGNATURES)
    assert sign(munira, "prepared", seen) == 303
    close(ready_app, ready_engine, by="operator")
    assert signed(ready_engine) == [("prepared", 1, "munira")]
    page = munira.words(SIGNATURES)
    assert "Prepared by munira" in page
    assert "Approved by not signed" in page
    rustam = person(ready_app, ready_engine, "rustam")
    assert sign(rustam, "checked", seen | rustam.fields(f"/programmes/{CODE}/workbook")) == 409
    assert signed(ready_engine) == [("prepared", 1, "munira")]


def test_only_who_reaches_the_whole_programme_signs(ready_app: Flask, ready_engine: Engine) -> None:
    village = person(ready_app, ready_engine, "olim", OF_A_VILLAGE)
    assert village.get(SIGNATURES).status_code == 404
    manager = person(ready_app, ready_engine, "munira")
    assert manager.get(SIGNATURES.replace(QUARTER, "2018-Q1")).status_code == 404
    assert "The quarter is not over" in manager.words(SIGNATURES.replace(QUARTER, "2999-Q1"))


def test_a_report_that_was_sealed_before_there_were_signatures_still_opens(closed_engine: Engine) -> None:
    """Its figures know neither a narrative nor a certification."""
    with session(closed_engine) as reading:
        closed = closed_quarter(reading, 1, QUARTER, None)
        assert closed is not None
        assert closed.sealed is not None
        report = figures_of(reading, closed.sealed)
    assert report is not None
    assert [row.state for row in report.certification] == ["not_signed"] * len(Part)
