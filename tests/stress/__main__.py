"""Try promises, and write the document: python -m tests.stress [P1 ...] [--engine sqlite] [--scale 0.05]"""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context

from tests.stress import document, figures
from tests.stress.machine import machine
from tests.stress.promise import Kind, NotHere, Outcome, Promise
from tests.stress.promises import PROMISES


def main() -> int:
    asked = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    chosen = [
        (promise, kind)
        for promise in PROMISES
        for kind in promise.kinds
        if (not asked.promises or promise.id in asked.promises) and asked.engine in (None, kind)
    ]
    alone = [each for each in chosen if each[0].alone]
    beside = [each for each in chosen if not each[0].alone]
    broken = sum(
        _tell(promise, kind, partial(promise.run, asked.scale, kind), asked) for promise, kind in alone
    )
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as processes:
        begun = [(*each, processes.submit(each[0].run, asked.scale, each[1])) for each in beside]
        broken += sum(_tell(promise, kind, trial.result, asked) for promise, kind, trial in begun)
    return 1 if broken or not chosen else 0


def _tell(promise: Promise, kind: Kind, trial: Callable[[], Outcome], asked: argparse.Namespace) -> bool:
    """Say and keep what came out; whether anything was lost or wrong, or the trial itself failed."""
    print(f"{promise.id:4} {kind:11} {promise.words}", flush=True)
    try:
        outcome = trial()
    except NotHere as reason:
        print(f"     not tried: {reason}", flush=True)
        return False
    except Exception:  # the others are tried all the same: together they take long
        traceback.print_exc()
        return True
    today = datetime.now(UTC).date().isoformat()
    found = figures.figures_of(promise, kind, outcome, scale=asked.scale, on=today, machine=machine(kind))
    print(
        f"     {outcome.done}; {found.wrong} wrong of {found.times:,} (bound {document.bound(found)}); "
        f"{found.seconds} s; {found.figures}",
        *(f"     WRONG: {said}" for said in found.told),
        sep="\n",
        flush=True,
    )
    if not asked.dry:
        document.write(figures.keep(found))
    return bool(outcome.wrong)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.stress", description="Try the promises of the books."
    )
    known = sorted({promise.id for promise in PROMISES}, key=lambda id: int(id[1:]))
    parser.add_argument(
        "promises", nargs="*", metavar="P1", help=f"of {' '.join(known)}; all of them by default"
    )
    parser.add_argument("--engine", type=Kind, choices=list(Kind), help="on this one only")
    parser.add_argument("--scale", type=float, default=1.0, help="0.05 is the short version of make test")
    parser.add_argument(
        "--dry", action="store_true", help="say what was found, and leave the document as it is"
    )
    asked = parser.parse_args()
    if unknown := set(asked.promises) - set(known):
        parser.error(f"unknown: {' '.join(sorted(unknown))}; there are {' '.join(known)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
