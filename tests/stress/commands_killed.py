"""P10: commands are killed at a random moment of their work; then they are called again, as an operator would."""

import random
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from signal import SIGKILL

from sqlalchemy import Engine

from core.migrations import schema_state
from tests.stress.books import import_books, write_contributions
from tests.stress.checks import differences
from tests.stress.commands import BACKUP, COMMANDS, MORE, REPORT, THERE, Command, Trial
from tests.stress.databases import copy_of, database, empty
from tests.stress.promise import Kind, Outcome, scaled, watched

POINTS = 20
"""Of all commands, each in its turn."""
_AT_ONCE = 2


def run(scale: float, kind: Kind) -> Outcome:
    points = Counter(islice(cycle(COMMANDS), scaled(POINTS, scale)))
    killed, wrong = 0, list[str]()
    with ExitStack() as stack:
        books = stack.enter_context(database(kind))
        import_books(books, 1_000_000, verified=THERE)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hashar-stress-")))
        prepared = _prepare(books, folder)
        watch = stack.enter_context(watched())
        operators = stack.enter_context(ThreadPoolExecutor(_AT_ONCE))
        for command, times in points.items():
            seconds = _seconds(command, kind, books, prepared)
            moments = [f"{random.uniform(0, seconds):.4f}" for _ in range(times)]
            for found in operators.map(partial(_killed, command, kind, books, prepared), moments):
                killed += found is not None
                wrong += found or ()
    names = ", ".join(f"`{command.words.split()[0]}`" for command in points)
    return Outcome(
        done=f"the commands {names} killed with kill -9 at random moments of their work, then called again: "
        "what they write is there as a whole or not at all, and the second call brings it to its end",
        times=killed,
        wrong=wrong,
        seconds=watch.seconds,
    )


def _prepare(books: Engine, folder: Path) -> Path:
    """What the commands read: more contributions, a backup, and the report to compare with."""
    write_contributions(folder / "more.xlsx", range(THERE, THERE + MORE))
    trial = Trial(books, folder, b"")
    for command in (REPORT, BACKUP):
        ended = trial.call(command.words)
        assert ended.status == 0, ended.said
    return folder


def _seconds(command: Command, kind: Kind, books: Engine, prepared: Path) -> float:
    """How long its work takes when nobody kills it."""
    with ExitStack() as stack:
        ended = _trial(stack, command, kind, books, prepared).call(command.words)
        assert ended.status == 0, ended.said
        return ended.seconds


def _killed(command: Command, kind: Kind, books: Engine, prepared: Path, after: str) -> list[str] | None:
    """What was wrong; None where the command was faster than that and could not be killed."""
    with ExitStack() as stack:
        trial = _trial(stack, command, kind, books, prepared)
        if trial.call(command.words, after).status != -SIGKILL:
            return None
        wrong = [*command.half(trial), *_books(trial)]
        ended = trial.call(f"{command.words} {command.again}")
        missing = list(command.done(trial))
        wrong += [f"called again: {said} ({ended.said.strip()[-300:]})" for said in missing]
        wrong += _books(trial)
        return [f"{command.words}, killed after {after} s: {said}" for said in wrong]


def _trial(stack: ExitStack, command: Command, kind: Kind, books: Engine, prepared: Path) -> Trial:
    engine = stack.enter_context(empty(kind) if command.in_empty else copy_of(books))
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hashar-stress-")))
    for name in ("more.xlsx", "backup.tar"):
        if command is not BACKUP:
            (folder / name).symlink_to(prepared / name)
    return Trial(engine, folder, (prepared / "report.xlsx").read_bytes())


def _books(trial: Trial) -> list[str]:
    return [] if schema_state(trial.engine) == "empty" else list(differences(trial.engine))
