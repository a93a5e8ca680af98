"""make bench: the same work here and elsewhere, one line each.

Each side runs in a process of its own, on data made with a fixed seed in a temporary folder. Memory is the
most that its processes held together. Nothing is asserted about time: on a busy machine ratios hold better
than figures, and user time better than that on the wall.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import comparisons
from benchmarks.made import SMALL, Bench
from benchmarks.rows import show_header

COMPARISONS: dict[str, Callable[[Bench], None]] = {
    "engine": comparisons.engine,
    "import": comparisons.importing,
    "verify": comparisons.verifying,
    "ledger": comparisons.ledgers,
    "report": comparisons.reporting,
    "jobs": comparisons.in_background,
    "write": comparisons.writing,
    "live": comparisons.live,
    "pages": comparisons.pages,
    "entry": comparisons.entry_page,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Hashar beside others.")
    parser.add_argument("--contributions", type=int, default=100_000, help="how large the programme is")
    parser.add_argument(
        "--times",
        type=int,
        default=100,
        help=f"how many times {SMALL:,} contributions the programme has whose pages are asked for",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(COMPARISONS)}; else all")
    asked = parser.parse_args()
    unknown = set(asked.names) - set(COMPARISONS)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="hashar-bench-") as folder:
        bench = Bench(Path(folder), asked.contributions, asked.times)
        show_header()
        for name, compare in COMPARISONS.items():
            if name in asked.names or not asked.names:
                compare(bench)


if __name__ == "__main__":
    main()
