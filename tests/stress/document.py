"""docs/reliability.md, written from the figures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.stress.figures import Figures
from tests.stress.promise import Kind, Promise
from tests.stress.promises import PROMISES

FILE = Path(__file__).parents[2] / "docs" / "reliability.md"

_INTRODUCTION = """\
# What is promised, and how often it was tried

Money of poor families and of donors is kept here. Each promise below was tried on purpose, under the conditions
that break such promises: many people at one moment, answers that get lost, processes killed in the middle of a
commit. `make stress` tries them all (about an hour on two cores) and writes this page; `make test` runs short
versions, by the same code, so that none is lost unnoticed between two such runs.

**lost or wrong** counts what broke the promise. A zero is no proof: after no failure in N trials the true rate is,
with 95 % confidence, at most 3/N (the rule of three). That **bound** stands beside each zero.
"""

_NAMES = {Kind.SQLITE: "SQLite", Kind.POSTGRESQL: "PostgreSQL", Kind.NONE: "no database"}
_HEADER = (
    "| promise | what was done | how often | on | lost or wrong | bound 3/N | time and throughput |\n"
    "|---|---|---:|---|---:|---:|---|\n"
)
_CLOSING = """\

`python -m tests.stress P1 --engine sqlite` tries a part, and `--scale 0.05` the short version; a line of this page
says so where it is not the long one. To kill a process cannot show what a loss of power does, as the operating
system still writes what it was given: that each commit is on the disk before it is acknowledged is asserted
instead, on every connection.
"""


def write(found: Sequence[Figures], file: Path = FILE) -> None:
    file.write_text(text(found), "utf-8")


def text(found: Sequence[Figures]) -> str:
    by_key = {(each.module, each.kind): each for each in found}
    rows = [
        _row(promise, by_key[promise.module, kind])
        for promise in PROMISES
        for kind in promise.kinds
        if (promise.module, kind) in by_key
    ]
    return "\n".join([_INTRODUCTION, _HEADER + "".join(rows) + _CLOSING, *_broken(found), *_machines(found)])


def bound(figures: Figures) -> str:
    """The rule of three, with two digits; where something went wrong, the rate itself is the finding."""
    if figures.wrong:
        return f"{100 * figures.wrong / figures.times:.2g} % went wrong"
    percent = min(100, 300 / figures.times)
    return f"{percent:.2g} %" if percent >= 0.001 else f"{percent / 100:.1e}"


def _row(promise: Promise, figures: Figures) -> str:
    done = figures.done if figures.scale == 1 else f"{figures.done} (scale {figures.scale:g})"
    wrong = f"**{figures.wrong}**"
    time = _time(figures.seconds)
    cells = (
        f"**{promise.id}** {promise.words}",
        done,
        f"{figures.times:,}",
        _NAMES[figures.kind],
        wrong,
        bound(figures),
        f"{time}; {figures.figures}" if figures.figures else time,
    )
    return "| " + " | ".join(cells) + " |\n"


def _time(seconds: float) -> str:
    return f"{seconds / 60:.1f} min" if seconds >= 90 else f"{seconds:.0f} s"


def _broken(found: Sequence[Figures]) -> Iterator[str]:
    """What went wrong, in the words of the trial."""
    told = [(each, said) for each in found for said in each.told]
    if told:
        yield "## What went wrong\n"
        yield "".join(
            f"- {each.module.rpartition('.')[2]}, {_NAMES[each.kind]}: {said}\n" for each, said in told
        )


def _machines(found: Sequence[Figures]) -> Iterator[str]:
    lines = sorted({f"- {each.on}, {_NAMES[each.kind]}: {each.machine}\n" for each in found})
    if lines:
        yield "## On what\n"
        yield "".join(lines)
