"""The document says what was found, and of a part that was run again what was found last."""

from pathlib import Path

import pytest

from tests.stress import document, figures
from tests.stress.promise import Kind, Outcome, Promise
from tests.stress.promises import PROMISES

FIRST = PROMISES[0]


def found(
    promise: Promise = FIRST, wrong: tuple[str, ...] = (), times: int = 1_000, scale: float = 1
) -> figures.Figures:
    outcome = Outcome("a thing was tried", times, wrong, 12.3, "p99 40 ms")
    return figures.figures_of(
        promise, Kind.SQLITE, outcome, scale=scale, on="2026-11-22", machine="2 cores, SQLite 3"
    )


def test_a_zero_stands_beside_the_rule_of_three() -> None:
    assert document.bound(found(times=300)) == "1 %"
    assert document.bound(found(times=20_000)) == "0.015 %"
    assert "| 1,000 | SQLite | **0** | 0.3 % | 12 s; p99 40 ms |" in document.text([found()])


def test_what_went_wrong_is_told_and_its_bound_is_the_rate() -> None:
    said = document.text([found(wrong=("fund F0: 7 committed of 5",))])
    assert "**1** | 0.1 % went wrong" in said
    assert "fund F0: 7 committed of 5" in said


def test_a_short_version_is_called_one() -> None:
    assert "a thing was tried (scale 0.05)" in document.text([found(scale=0.05)])
    assert "scale" not in document.text([found()]).partition("| promise")[2].partition("`python")[0]


def test_a_run_of_a_part_keeps_the_other_lines(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    other = PROMISES[-1]
    figures.keep(found(), file)
    figures.keep(found(other), file)
    kept = figures.keep(found(wrong=("lost",)), file)
    assert {(each.module, each.wrong) for each in kept} == {(FIRST.module, 1), (other.module, 0)}
    assert figures.read(file) == kept


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.module)
def test_every_promise_is_said_in_a_sentence(promise: Promise) -> None:
    assert promise.words.endswith(".")
    assert promise.kinds
