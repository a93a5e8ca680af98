"""The test of the tests: every safeguard that is taken away is missed by one of them."""

from tests.mutants.mutants import all_mutants, survivors
from tests.stress.promise import Kind, Outcome, scaled, watched


def run(scale: float, kind: Kind) -> Outcome:
    mutants = all_mutants()
    chosen = mutants[: scaled(len(mutants), scale)]
    with watched() as watch:
        living = list(survivors(chosen))
    return Outcome(
        done="a safeguard taken away in a copy of the project, and the test run that must notice",
        times=len(chosen),
        wrong=living,
        seconds=watch.seconds,
        figures=f"{len(chosen) - len(living)} of {len(chosen)} killed",
    )
