"""Rows of `reviews` and `clawbacks` in a file have to follow from each other."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import Engine

from core.database import make_engine
from tests.grants import programme as p
from tests.grants.reviewing.desk import books

DONOR = {"fund": "F", "said_on": "2026-05-02", "said_by": "ingrid", "side": "donor"}


def review(number: int = 1, **other: Any) -> p.Row:
    return {"expenditure": "E-1", "number": number, "verdict": "accepted", **DONOR, **other}


def step(number: int, step: str, amount: object, **other: Any) -> p.Row:
    shown = {"reason": "No invoice", "payment": "B-1" if step == "repaid" else None}
    said = {"said_on": "2026-05-02", "said_by": "ingrid", "currency": "TJS"}
    row = {"expenditure": "E-1", "source": "fund F", "number": number, "step": step, "amount": amount}
    return row | shown | said | other


SOUND = {
    "reviews": [review(verdict="disallowed", words="No invoice"), review(2)],
    "clawbacks": [step(1, "opened", 60), step(2, "repaid", 20), step(3, "waived", 40)],
}
WRONG: list[tuple[str, list[p.Row], str]] = [
    ("reviews", [review(2)], "out_of_thread"),
    ("reviews", [review(expenditure="E-99")], "code_unknown"),
    ("reviews", [review(expenditure="E-3")], "voucher_of_other_fund"),
    ("reviews", [review(verdict="answered", words="So")], "verdict_of_other_side"),
    ("reviews", [review(side="manager")], "verdict_of_other_side"),
    ("reviews", [review(verdict="queried")], "needed_with"),
    ("clawbacks", [step(1, "repaid", 20)], "beyond_claim"),
    ("clawbacks", [step(1, "opened", 60), step(2, "repaid", 60.01)], "beyond_claim"),
    ("clawbacks", [step(1, "opened", 60), step(3, "waived", 1)], "out_of_thread"),
    ("clawbacks", [step(1, "opened", 0)], "not_positive"),
    ("clawbacks", [step(1, "opened", 1, source="fund NONE")], "code_unknown"),
    ("clawbacks", [step(1, "opened", 1, source="somebody")], "source_unknown"),
    ("clawbacks", [step(1, "opened", 1), step(2, "repaid", 1, payment=None)], "needed_with"),
    ("clawbacks", [step(1, "opened", 1, currency="USD")], "claim_in_other_currency"),
]


@pytest.fixture(scope="module")
def known(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("reviews")
    engine = make_engine(f"sqlite:///{copy(sqlite_template, folder / 'hashar.sqlite')}")
    yield books(engine, folder)
    engine.dispose()


@pytest.mark.parametrize(("sheet", "rows", "kind"), WRONG)
def test_what_does_not_follow_is_refused(
    known: Engine, tmp_path: Path, sheet: str, rows: list[p.Row], kind: str
) -> None:
    found = p.problems(known, tmp_path, {sheet: rows})
    assert [each.split(" at ")[0] for each in found] == [kind]


def test_what_follows_is_taken_and_verified(sqlite_engine: Engine, tmp_path: Path) -> None:
    books(sqlite_engine, tmp_path)
    assert p.take(sqlite_engine, tmp_path, SOUND, about="P").problems == []
    assert p.take(sqlite_engine, tmp_path, SOUND, about="P").problems == []
    assert p.differences(sqlite_engine) == []
