"""What several comparisons look at: workbooks and databases, each made once, when it is first wanted."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from shutil import copyfile

from benchmarks.generate import write_large_workbook
from benchmarks.large.plan import DAYS, FIRST_DAY
from benchmarks.large.terms import PLAIN, USUAL, Terms
from benchmarks.running import Measured, run_flask, run_module

SMALL = 10_000
"""Contributions of the programme beside which a large one is looked at, and of which it is made."""


class Bench:
    """The folder of a run, and how large its programmes are."""

    def __init__(self, folder: Path, contributions: int, times: int) -> None:
        self.folder = folder
        self.contributions = contributions
        self.times = times

    @cached_property
    def workbook(self) -> Path:
        return self._write("large.xlsx", self.contributions, USUAL)

    @cached_property
    def imported(self) -> tuple[Path, Measured]:
        """The database of the large programme, and how it came about."""
        return self._import(self.workbook)

    @cached_property
    def plain(self) -> Path:
        """The database of a programme of half the size whose books other ledgers can hold."""
        return self._import(self._write("plain.xlsx", self.contributions // 2, PLAIN))[0]

    @cached_property
    def small(self) -> Path:
        """Up to the day at hand: some of what pages look for is only looked for among what is recent."""
        first_day = (datetime.now(UTC).date() - timedelta(days=DAYS)).replace(day=1)
        return self._import(self._write("small.xlsx", SMALL, USUAL, first_day))[0]

    @cached_property
    def huge(self) -> Path:
        database = self.folder / "huge.db"
        copyfile(self.small, database)
        run_module("benchmarks.multiplied", database, self.times)
        return database

    @property
    def many(self) -> str:
        return f"{self.contributions:,} contributions"

    def _write(self, name: str, contributions: int, terms: Terms, first_day: date = FIRST_DAY) -> Path:
        path = self.folder / name
        write_large_workbook(path, contributions, terms=terms, first_day=first_day)
        return path

    def _import(self, workbook: Path) -> tuple[Path, Measured]:
        database = workbook.with_suffix(".db")
        return database, run_flask(database, "import-workbook", workbook)
