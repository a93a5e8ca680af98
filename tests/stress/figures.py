"""The figures of the last run of each promise, which a run of a part replaces only for that part."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.stress.promise import Kind, Outcome, Promise

FILE = Path(__file__).with_name("figures.json")
_MOST_TOLD = 5


@dataclass(frozen=True)
class Figures:
    """One line of the document; `machine` is on what it was tried, `scale` 1 for the long version."""

    module: str
    kind: Kind
    done: str
    times: int
    wrong: int
    told: Sequence[str]
    """The first of what went wrong."""
    seconds: float
    figures: str
    scale: float
    on: str
    machine: str


def figures_of(
    promise: Promise, kind: Kind, outcome: Outcome, *, scale: float, on: str, machine: str
) -> Figures:
    return Figures(
        module=promise.module,
        kind=kind,
        done=outcome.done,
        times=outcome.times,
        wrong=len(outcome.wrong),
        told=list(outcome.wrong[:_MOST_TOLD]),
        seconds=round(outcome.seconds, 1),
        figures=outcome.figures,
        scale=scale,
        on=on,
        machine=machine,
    )


def read(file: Path = FILE) -> list[Figures]:
    if not file.exists():
        return []
    found = json.loads(file.read_text("utf-8"))
    return [Figures(**{**each, "kind": Kind(each["kind"])}) for each in found]


def keep(new: Figures, file: Path = FILE) -> list[Figures]:
    """Put these in the place of those of the same promise and kind; returns all."""
    others = [each for each in read(file) if (each.module, each.kind) != (new.module, new.kind)]
    kept = sorted([*others, new], key=lambda each: (each.module, each.kind))
    file.write_text(json.dumps([asdict(each) for each in kept], indent=1, ensure_ascii=False) + "\n", "utf-8")
    return kept
