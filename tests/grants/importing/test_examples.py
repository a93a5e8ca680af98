import csv
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.grants.programme import Match, count_rows, journal, matches, take_file

EXAMPLES = Path(__file__).parents[2] / "contract"
WORKBOOKS = sorted(EXAMPLES.glob("*.xlsx"))


def expected(workbook: Path) -> dict[tuple[str, str], Match]:
    with workbook.with_suffix(".matches.csv").open(newline="", encoding="utf-8") as file:
        return {
            (row["contribution"], row["rule"]): Match(
                int(row["version"]),
                row["currency"],
                int(row["desired"]),
                int(row["granted"]),
                int(row["released"]),
                row["reason"],
            )
            for row in csv.DictReader(file)
        }


def test_there_are_six_examples() -> None:
    assert len(WORKBOOKS) == 6


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.stem)
def test_an_example_gives_its_matches_and_a_second_import_nothing(workbook: Path, engine: sa.Engine) -> None:
    first = take_file(engine, workbook)
    assert first.problems == []
    assert matches(engine) == expected(workbook)

    before = count_rows(engine), journal(engine)
    second = take_file(engine, workbook)
    assert second.problems == []
    assert second.is_no_change
    assert (count_rows(engine), journal(engine)) == before
