"""A rule that is amended changes nothing that was decided before: not a byte of it."""

import random
from collections.abc import Iterator

from tests.properties.machine import Begin, History
from tests.properties.places import places
from tests.properties.wandering import begin, next_step, take, wanderer
from tests.stress.promise import Kind, Outcome, scaled, watched

AMEND = "make_a_rule_version"
STEPS_OF_ONE = 25


def run(scale: float, kind: Kind) -> Outcome:
    histories = scaled(25, scale, least=2)
    compared: list[int] = []
    with watched() as watch, places(kind) as begin_in:
        wrong = [found for seed in range(histories) for found in changed(begin_in, seed, compared)]
    return Outcome(
        done=f"rules amended {len(compared):,} times in {histories:,} random histories; all entries of before "
        "compared byte by byte, and recomputed",
        times=sum(compared),
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{sum(compared):,} entries compared",
    )


def changed(begin_in: Begin, seed: int, compared: list[int]) -> Iterator[str]:
    """Where an amendment touched what was there; `compared` takes the numbers of entries."""
    draw = random.Random(seed)
    try:
        with wanderer(begin_in) as machine:
            begin(machine, draw)
            for _ in range(STEPS_OF_ONE):
                take(machine, next_step(machine, draw))
                if draw.random() < 0.2:
                    yield from _amended(machine, draw, compared)
    except Exception as failure:  # what is recomputed differs from what is stored, or something was refused
        yield f"seed {seed}: {failure!r}"


def _amended(machine: History, draw: random.Random, compared: list[int]) -> Iterator[str]:
    before = machine.office.stored()
    told = {"rule": draw.randrange(100), "ratio": draw.randrange(100), "cap": draw.randrange(100)}
    take(machine, (AMEND, told | {"to": draw.randint(1, 250)}))
    if machine.office.stored() != before:
        yield f"{machine.latest}: entries differ after the last step"
    compared.append(len(before))
