"""The comparisons, one function each; what several of them need is made once."""

from functools import cached_property
from pathlib import Path

from benchmarks.generate import PLAIN, USUAL, Terms, write_large_workbook
from benchmarks.installed import missing_modules, missing_program
from benchmarks.ledgers import write_journal
from benchmarks.rows import Side, milliseconds, not_installed, per_second, processor, show, wall
from benchmarks.running import Measured, run, run_flask, run_module
from benchmarks.writing import ROWS


class Bench:
    """The folder of a run, with the workbooks and databases that several comparisons look at."""

    def __init__(self, folder: Path, contributions: int) -> None:
        self.folder = folder
        self.contributions = contributions

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

    @property
    def many(self) -> str:
        return f"{self.contributions:,} contributions"

    def _write(self, name: str, contributions: int, terms: Terms) -> Path:
        path = self.folder / name
        write_large_workbook(path, contributions, terms=terms)
        return path

    def _import(self, workbook: Path) -> tuple[Path, Measured]:
        database = workbook.with_suffix(".db")
        return database, run_flask(database, "import-workbook", workbook)


def engine(bench: Bench) -> None:
    loop, ours = (run_module("benchmarks.engine", side).figures for side in ("loop", "ours"))
    if ours["granted"] != loop["granted"]:
        raise AssertionError(f"granted {ours['granted']}, by hand {loop['granted']}")
    show(
        "the engine alone: rules evaluated, three caps each",
        per_second(ours["per_second"]),
        per_second(loop["per_second"], "hand-written loop"),
    )


def importing(bench: Bench) -> None:
    name = f"import {bench.many}"
    ours = wall(bench.imported[1])
    show(name, ours, _read(bench, "pandas with openpyxl reads it", "pandas", "openpyxl"))
    show(name, ours, _read(bench, "calamine reads it", "calamine"))


def verifying(bench: Bench) -> None:
    show(f"verify {bench.many}", wall(run_flask(bench.imported[0], "verify")))


def ledgers(bench: Bench) -> None:
    """User time: of a second process that runs meanwhile it knows nothing."""
    journal = bench.folder / "plain.ledger"
    postings = write_journal(bench.plain, journal)
    ours = processor(run_flask(bench.plain, "verify"))
    for program in ("ledger", "hledger"):
        how = missing_program(program)
        theirs = not_installed(program, how) if how else _balanced(program, journal)
        show(f"verify books with {postings:,} postings", ours, theirs)


def posting(bench: Bench) -> None:
    large, _ = bench.imported
    ours = run_module("benchmarks.posting", "ours", large)
    bare = run_module("benchmarks.posting", "bare", bench.folder / "bare.db")
    show(
        f"post one more after {bench.many}, median",
        milliseconds(ours.figures["milliseconds"]),
        milliseconds(bare.figures["milliseconds"], "an update, two inserts"),
    )


def reporting(bench: Bench) -> None:
    for name, span in (("a quarter", "2024-Q3"), ("two years", "2024-01..2025-12")):
        file = bench.folder / "report.xlsx"
        ours = run_flask(bench.imported[0], "report", "LARGE", span, "--output", file)
        show(f"report of {name} of {bench.many}", wall(ours))


def writing(bench: Bench) -> None:
    ours = run_module("benchmarks.writing", "ours", bench.folder / "ours.xlsx")
    how = missing_modules("xlsxwriter")
    if how:
        theirs = not_installed("XlsxWriter", how)
    else:
        measured = run_module("benchmarks.writing", "xlsxwriter", bench.folder / "theirs.xlsx")
        theirs = wall(measured, "XlsxWriter, constant memory")
    show(f"write {ROWS:,} rows of 12 columns", wall(ours), theirs)


def _read(bench: Bench, what: str, *modules: str) -> Side:
    how = missing_modules(*("python_calamine" if name == "calamine" else name for name in modules))
    if how:
        return not_installed(modules[0], how)
    return wall(run_module("benchmarks.reading", modules[0], bench.workbook), what)


def _balanced(program: str, journal: Path) -> Side:
    return processor(run([program, "-f", str(journal), "balance"]), program)
