"""Random histories against an independent model of the contract; `make stress` runs many more."""

from pathlib import Path

import pytest

from tests.properties import amended_rules, wrong_clock
from tests.properties.steps import Step
from tests.properties.telling import Copies, failed, tell_again, tell_new
from tests.stress.promise import Kind, assert_kept


def test_after_every_step_the_books_say_what_the_model_says(sqlite_template: Path, tmp_path: Path) -> None:
    assert tell_new(Copies(sqlite_template, tmp_path), examples=6, steps=30, derandomize=True) > 100


@pytest.mark.parametrize(("name", "history"), list(failed()))
def test_what_once_failed_does_not_any_more(
    name: str, history: list[Step], sqlite_template: Path, tmp_path: Path
) -> None:
    tell_again(Copies(sqlite_template, tmp_path), history)


def test_amended_rules_change_nothing_that_was_decided() -> None:
    assert_kept(amended_rules.run(0.05, Kind.SQLITE))


def test_a_wrong_clock_does_no_harm() -> None:
    assert_kept(wrong_clock.run(0.05, Kind.SQLITE))
