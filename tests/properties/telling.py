"""Histories that are run: many new ones, and those that once failed, told again."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from core.database import make_engine
from tests.properties.machine import Begin, history_in
from tests.properties.steps import Step
from tests.properties.worlds import settle_in, world

FAILED = Path(__file__).with_name("failed")
"""Histories that once failed, each a file: they are told again for ever."""


def tell_new(begin_in: Begin, examples: int, steps: int, derandomize: bool = False) -> int:
    """Run random histories; how many steps that were. Raises what a failing one raises, and keeps that one."""
    machine = history_in(begin_in)
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=derandomize,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    try:
        run_state_machine_as_test(machine, settings=chosen)
    except Exception as failure:
        failure.add_note(f"The history is kept in {_keep(machine.latest)}.")
        raise
    return machine.steps_run


def tell_again(begin_in: Begin, history: list[Step]) -> None:
    """The same steps once more, as far as they are still possible."""
    machine = history_in(begin_in)()
    try:
        for name, arguments in history:
            getattr(machine, name)(**arguments)
            machine.is_as_the_model_says()
    finally:
        machine.teardown()


def failed() -> Iterator[tuple[str, list[Step]]]:
    """(name, history) of those that are kept."""
    for file in sorted(FAILED.glob("*.json")):
        yield file.stem, [(name, arguments) for name, arguments in json.loads(file.read_text("utf-8"))]


def _keep(history: list[Step]) -> Path:
    FAILED.mkdir(exist_ok=True)
    file = FAILED / f"{len(list(FAILED.glob('*.json'))) + 1:03}.json"
    lines = ",\n ".join(json.dumps(step) for step in history)
    file.write_text(f"[{lines}]\n", "utf-8")
    return file


class Copies:
    """Worlds in files of SQLite, made when first asked for and copied for each history."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self.empty, self.folder = empty, folder

    @contextmanager
    def __call__(self, seed: int) -> Iterator[sa.Engine]:
        with tempfile.TemporaryDirectory(dir=self.folder) as own:
            engine = make_engine(f"sqlite:///{shutil.copy(self._made(seed), Path(own, 'hashar.sqlite'))}")
            try:
                yield engine
            finally:
                engine.dispose()

    def _made(self, seed: int) -> Path:
        made = self.folder / f"world-{seed}.sqlite"
        if not made.exists():
            new = made.with_suffix(".new")
            engine = make_engine(f"sqlite:///{shutil.copy(self.empty, new)}")
            settle_in(engine, world(seed))
            engine.dispose()
            new.rename(made)
        return made
