"""A server's clock that is a year behind or ahead, or goes back while people work, does the books no harm."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from tests.properties.machine import Begin, History
from tests.properties.people import noon
from tests.properties.places import places
from tests.properties.wandering import begin, next_step, take, wanderer
from tests.stress.promise import Kind, Outcome, scaled, watched

YEAR = timedelta(days=365)
JUMPS = (-YEAR, YEAR, -timedelta(seconds=1), timedelta(0), -timedelta(days=31))
STEPS_OF_ONE = 25


def run(scale: float, kind: Kind) -> Outcome:
    histories = scaled(25, scale, least=2)
    steps: list[int] = []
    with watched() as watch, places(kind) as begin_in:
        wrong = [found for seed in range(histories) for found in harmed(begin_in, seed, steps)]
    return Outcome(
        done=f"{histories:,} random histories under a clock that jumps back and forth by up to a year, compared "
        "with the model step by step; the chain rebuilt",
        times=sum(steps),
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(sum(steps))} steps/s",
    )


def jumping(draw: random.Random) -> Callable[[date], datetime]:
    """Wrong by something else every few moments."""
    wrong_by = [timedelta(0)]

    def clock(on: date) -> datetime:
        if draw.random() < 0.3:
            wrong_by[:] = [draw.choice(JUMPS)]
        return noon(on) + wrong_by[0]

    return clock


def harmed(begin_in: Begin, seed: int, steps: list[int]) -> Iterator[str]:
    draw = random.Random(seed)
    try:
        with wanderer(begin_in, clock=staticmethod(jumping(random.Random(-seed)))) as machine:
            begin(machine, draw)
            for _ in range(STEPS_OF_ONE):
                take(machine, next_step(machine, draw))
            yield from _out_of_order(machine, seed)
            steps.append(STEPS_OF_ONE)
    except Exception as failure:
        yield f"seed {seed}: {failure!r}"


def _out_of_order(machine: History, seed: int) -> Iterator[str]:
    """Entries stand in the order in which they were booked, however their instants go."""
    places = machine.office.journal()
    positions = [position for position, _ in places]
    instants = [at for _, at in places]
    if positions != list(range(1, len(places) + 1)):
        yield f"seed {seed}: positions {positions}"
    if instants == sorted(instants):
        yield f"seed {seed}: the clock never went back, so nothing was tried"
