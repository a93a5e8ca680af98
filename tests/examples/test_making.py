"""The script beside the examples makes what is there, the same at each run."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from examples.making.book import Book
from examples.making.rates import add_rates, units_per_usd

ROOT = Path(__file__).parents[2]
MAKE = "import sys; from pathlib import Path; from {module} import make; make().write(Path(sys.argv[1]))"


def parts_of(file: Path) -> dict[str, bytes]:
    """Unpacked, since not every zlib packs alike."""
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_rate_of_a_month_is_the_last_one_of_the_month_before_and_named_so() -> None:
    book = Book()
    add_rates(book, ["TJS"], "2019-12", "2020-04")
    rates = {row["month"]: row for row in book.rows["rates"]}
    assert list(rates) == ["2019-12", "2020-01", "2020-02", "2020-03", "2020-04"]
    assert rates["2020-04"]["units_per_usd"] == "10.2"
    assert rates["2020-04"]["source"] == "IMF, last of Mar 2020, via OCHA"
    assert str(units_per_usd("TJS", "2020-01")) == rates["2020-01"]["units_per_usd"] == "9.6872"


def test_a_column_that_the_contract_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError, match="recieved_on"):
        Book().add("contributions", recieved_on="2020-04-16")


@pytest.mark.slow
@pytest.mark.parametrize("country", ["tajikistan", "guatemala"])
def test_the_script_makes_the_workbook_that_is_there(country: str, tmp_path: Path) -> None:
    made = tmp_path / "made.xlsx"
    code = MAKE.format(module=f"examples.making.{country}.programme")
    subprocess.run(
        [sys.executable, "-c", code, str(made)],
        cwd=ROOT,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert parts_of(made) == parts_of(ROOT / "examples" / f"{country}.xlsx")
