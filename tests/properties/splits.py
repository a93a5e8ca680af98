"""Wherever money is split, the parts add up, and each is what an exact fraction says, to less than a unit."""

import random
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from core.money import MAX_MINOR, largest_remainder, round_half_even, to_major
from grants.matching import accounts
from grants.matching.scale import Scale
from grants.spending.attributing import Spending
from grants.spending.sources import GROUP_MONEY, Source, SourceKind
from reports.figures.sources import share_spending
from tests.grants.matching.village import Village
from tests.stress.promise import Kind, Outcome, scaled, watched

MOST_PARTIES = 200


def run(scale: float, kind: Kind) -> Outcome:
    of_engine = scaled(10_000, scale)
    of_numbers = scaled(100_000, scale)
    with watched() as watch:
        wrong = [
            f"seed {seed}: {found}"
            for seed in range(of_numbers)
            for found in of_one(random.Random(seed), with_engine=seed < of_engine)
        ]
    return Outcome(
        done=(
            f"{of_numbers:,} amounts of 0 to 10^15 split among 1 to {MOST_PARTIES} parties (zero and equal "
            f"weights), by tiers and among the sources of a voucher; {of_engine:,} joint schemes and "
            "reversals in parts"
        ),
        times=of_numbers,
        wrong=wrong,
        seconds=watch.seconds,
        figures=f"{watch.rate(of_numbers)} splits/s",
    )


def of_one(draw: random.Random, with_engine: bool) -> Iterator[str]:
    """What went wrong in the splits that one seed gives."""
    yield from largest_remainders(draw)
    yield from tiers(draw)
    yield from sources_of_a_voucher(draw)
    if with_engine:
        yield from a_joint_scheme(draw)
        yield from reversals_in_parts(draw)


def largest_remainders(draw: random.Random) -> Iterator[str]:
    total, weights = _total(draw), _weights(draw)
    parts = largest_remainder(total, weights)
    whole = sum(weights)
    if sum(parts) != total:
        yield f"{total} among {weights} gives {sum(parts)}"
    for part, weight in zip(parts, weights, strict=True):
        if abs(part - Fraction(total * weight, whole)) >= 1 or (part and not weight):
            yield f"{part} of {total} for the weight {weight} of {whole}"
    order = list(range(len(weights)))
    draw.shuffle(order)
    shuffled = largest_remainder(total, [weights[place] for place in order])
    if _has_no_ties(total, weights) and shuffled != [parts[place] for place in order]:
        yield f"{total} among {weights} depends on their order"


def tiers(draw: random.Random) -> Iterator[str]:
    """T(P + b) - T(P), against a sum that goes from tier to tier."""
    starts = sorted({0, *(draw.randint(1, 10**9) for _ in range(draw.randint(0, 4)))})
    rates = [Fraction(draw.choice((0, 1, 250, 333, 500, 1000, 1500, 3000)), 1000) for _ in starts]
    scale = Scale([(at, (rate.numerator, rate.denominator)) for at, rate in zip(starts, rates, strict=True)])
    already = 0
    for _ in range(draw.randint(1, 6)):
        added = draw.choice((0, 1, draw.randint(0, 10**9), draw.choice(starts)))
        exact = _piecewise(starts, rates, already + added) - _piecewise(starts, rates, already)
        if scale.desired(already, added) != round(exact):
            yield f"{added} after {already} by {starts} at {rates}: {scale.desired(already, added)}, not {exact}"
        already += added


def sources_of_a_voucher(draw: random.Random) -> Iterator[str]:
    """A voucher that names no fund falls on all sources that brought something."""
    sources = [GROUP_MONEY, *(Source(SourceKind.FUND, f"F{number}") for number in range(draw.randint(1, 9)))]
    on = date(2026, 1, 1)
    brought = {source: {on: draw.choice((1, draw.randint(0, 10**12)))} for source in sources}
    value = draw.choice((1, -1)) * draw.randint(0, 10**12)
    shared = share_spending(brought, [Spending(on, "X", value, None, is_before=False)])
    if sum(flow.total for flow in shared.values()) != value:
        yield f"a voucher of {value} among {brought}"


def a_joint_scheme(draw: random.Random) -> Iterator[str]:
    """Parties that pay in step never pay more together than the gap, and each what its share is, to a unit."""
    given, parties = draw.randint(1, 10**6), draw.randint(1, 12)
    budget = given + draw.randint(0, 2 * given * parties)
    ratios = [draw.choice((1, 1, 2, "0.5")) for _ in range(parties)]
    village = Village(budget=_major(budget))
    for number, ratio in enumerate(ratios):
        village.fund(f"F{number}")
        village.rule(f"R{number:02}", ratio, fund=f"F{number}", joint="ALL")
    village.give(_major(given))
    grants = [entry.granted for entry in village.entries]
    desired = [round(given * Fraction(str(ratio))) for ratio in ratios]
    gap = budget - given
    if not all(desired):
        if any(grants):
            yield f"{grants} where one of {ratios} desires nothing of {given}"
        return
    share = min(Fraction(1), Fraction(gap, sum(desired)))
    if sum(grants) > gap:
        yield f"{grants} are more than the gap of {gap}"
    for grant, wanted in zip(grants, desired, strict=True):
        if not 0 <= wanted * share - grant < 1:
            yield f"{grant} where {wanted} x {share} is due, of {grants}"


def reversals_in_parts(draw: random.Random) -> Iterator[str]:
    """However a contribution is taken back, its match is released as far each time, and wholly in the end."""
    given = draw.randint(1, 10**7)
    village = Village(budget="99999999999")
    village.rule(ratio=draw.choice(("0.25", "0.333", "1", "1.5", "3")))
    village.give(_major(given))
    [grant] = village.entries
    back = 0
    while back < given:
        part = draw.choice((draw.randint(1, given - back), 1, given - back))
        back += part
        village.reverse("C1", _major(part))
        released = sum(entry.released for entry in village.entries)
        if released != round_half_even(grant.granted * back, given):
            yield f"{released} of {grant.granted} is released where {back} of {given} went back"
    stands = {key[0] for key, minor in village.books.balances.items() if minor} - {accounts.REACHED}
    if grant.left or stands:
        yield f"{grant.left} of {grant.granted} is left of what wholly went back, and on {stands}"


def _major(minor: int) -> str:
    return str(to_major(minor, "USD"))


def _total(draw: random.Random) -> int:
    return draw.choice((0, 1, draw.randint(0, 1000), draw.randint(0, MAX_MINOR), MAX_MINOR))


def _weights(draw: random.Random) -> list[int]:
    parties = draw.choice((1, 2, 3, draw.randint(1, MOST_PARTIES)))
    least, most = draw.choice(((7, 7), (0, 3), (0, 10**9), (0, 10**15)))
    weights = [draw.randint(least, most) for _ in range(parties)]
    return weights if any(weights) else [1] * parties


def _has_no_ties(total: int, weights: list[int]) -> bool:
    """Among equal remainders the place decides, as the contract says: unless the weights are equal too."""
    whole = sum(weights)
    remainders: dict[int, set[int]] = {}
    for weight in weights:
        remainders.setdefault(total * weight % whole, set()).add(weight)
    return len(remainders) == len(weights)


def _piecewise(starts: list[int], rates: list[Fraction], x: int) -> Fraction:
    total = Fraction(0)
    for place, (start, rate) in enumerate(zip(starts, rates, strict=True)):
        end = starts[place + 1] if place + 1 < len(starts) else x
        total += rate * max(0, min(x, end) - start)
    return total
