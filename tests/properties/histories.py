"""Random histories against an independent model of the contract, step by step."""

from tests.properties.places import places
from tests.properties.telling import failed, tell_again, tell_new
from tests.stress.promise import Kind, Outcome, scaled, watched

STEPS_OF_ONE = 50


def run(scale: float, kind: Kind) -> Outcome:
    examples, again = scaled(60, scale), list(failed())
    steps, wrong = 0, []
    with watched() as watch, places(kind) as begin_in:
        try:
            steps = tell_new(begin_in, examples, STEPS_OF_ONE)
            for _, history in again:
                tell_again(begin_in, history)
        except Exception as failure:
            wrong = [f"{failure!r}: {' '.join(getattr(failure, '__notes__', ()))}"]
    return Outcome(
        done=f"{examples} random histories of up to {STEPS_OF_ONE} steps (recording, verifying, reversing, "
        "approving, changing facts, amending rules, paying, settling, re-matching, closing); entries, balances "
        f"and caps compared with an independent model after each; told again: {len(again)} that once failed",
        times=max(steps, 1),
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(steps)} steps/s",
    )
