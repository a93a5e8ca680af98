"""A programme entered on the site, contribution by contribution: what the officer was shown is what was booked."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from sqlmodel import Session, col, select

from core.database import session
from grants.entering.entering import enter
from grants.entering.typed import Typed
from grants.importing.importing import Occasion, import_workbook
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.recording.entries import COLUMNS
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from household_groups.models.contributions import Contribution
from tests.days import day_of
from tests.grants.recording.desk import MANAGER, Desk, at_desk, text_of
from tests.web import EXAMPLES

NOW = datetime.now(UTC)


@pytest.fixture
def desk(engine: sa.Engine, tmp_path: Path) -> Iterator[Desk]:
    """The programme of Khatlon before anybody gave anything."""
    file = tmp_path / "khatlon.xlsx"
    book = load_workbook(EXAMPLES / "khatlon_water.xlsx")
    del book["contributions"]
    book.save(file)
    assert import_workbook(engine, file, by="test").problems == []
    with at_desk(engine, tmp_path, "zarina", MANAGER) as desk:
        yield desk


def test_what_was_shown_before_is_what_verification_books(desk: Desk) -> None:
    references: dict[str, str] = {}
    for given in contributions():
        address = f"/programmes/TJ-KHT/projects/{given['project']}/contributions/new"
        typed = {**desk.fields(address), **{name: given.get(name, "") for name in COLUMNS}}
        shown = desk.send(typed, step="look", to=address)
        assert shown.status_code == 200, text_of(shown)
        recorded = desk.send(typed, to=address)
        assert recorded.status_code == 303, text_of(recorded)
        reference = references[given["reference"]] = recorded.location.rpartition("/")[2]
        if given["status"] == "verified":
            for decision in verified(desk, reference):
                assert f"Rule {decision.rule}: " in text_of(shown)
                assert decision.sentence in text_of(shown)
        if given["reference"] == "FAK-007":
            reverse(desk, references["FAK-006"], "4000")
    assert matches(desk, references) == expected()
    assert desk.found_by_verify() == []


def contributions() -> Iterator[dict[str, str]]:
    """Those of the example in the order of their verification, as somebody would type them."""
    sheet = load_workbook(EXAMPLES / "khatlon_water.xlsx")["contributions"]
    header, *rows = sheet.iter_rows(values_only=True)
    typed = [{str(name): text(value) for name, value in zip(header, row, strict=True)} for row in rows]
    return iter(sorted(typed, key=lambda row: row["verified_on"] or "9999"))


def text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def verified(desk: Desk, reference: str) -> list[DecisionInWords]:
    """What somebody else's verification, today, decided on the contribution."""
    row = {
        "reference": reference,
        "status": "verified",
        "verified_on": day_of(NOW).isoformat(),
        "verified_by": "farrukh",
    }

    def work(books: Session) -> None:
        entered(books, {"contributions": [row]})

    desk.write(work)
    with session(desk.engine) as books:
        contribution = books.exec(select(Contribution).where(Contribution.reference == reference)).one()
        assert contribution.verified_seq is not None
        decisions = decisions_since(books, contribution.programme_id, contribution.verified_seq - 1)
    return [decision for decision in decisions if decision.contribution == reference]


def reverse(desk: Desk, reference: str, amount: str) -> None:
    row = {
        "contribution": reference,
        "reversed_on": day_of(NOW).isoformat(),
        "amount": amount,
        "reason": "Half",
    }
    desk.write(lambda books: entered(books, {"reversals": [row]}))


def entered(books: Session, rows: dict[str, list[Typed]]) -> None:
    enter(books, "TJ-KHT", rows, Occasion("farrukh", NOW))


def matches(desk: Desk, references: dict[str, str]) -> list[tuple[Any, ...]]:
    """Contribution, rule, currency, granted, released; under the references of the example."""
    names = {reference: name for name, reference in references.items()}
    query = (
        sa.select(
            col(Contribution.reference),
            col(MatchingRule.code),
            col(Fund.currency),
            sa.cast(sa.func.sum(col(MatchEntry.granted_minor)), sa.BigInteger),
            sa.cast(sa.func.sum(col(MatchEntry.released_minor)), sa.BigInteger),
        )
        .where(col(MatchEntry.contribution_id) == col(Contribution.id))
        .where(col(MatchEntry.rule_id) == col(MatchingRule.id), col(MatchEntry.fund_id) == col(Fund.id))
        .group_by(col(Contribution.reference), col(MatchingRule.code), col(Fund.currency))
    )
    with session(desk.engine) as books:
        return sorted((names[row[0]], *row[1:]) for row in books.execute(query))


def expected() -> list[tuple[Any, ...]]:
    with (EXAMPLES / "khatlon_water.matches.csv").open() as file:
        return sorted(
            (row["contribution"], row["rule"], row["currency"], int(row["granted"]), int(row["released"]))
            for row in csv.DictReader(file)
        )
