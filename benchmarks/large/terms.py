"""Who answers the contributions of a large programme, and how."""

from dataclasses import dataclass
from decimal import Decimal

from benchmarks.large.plan import Row


@dataclass(frozen=True, slots=True)
class Terms:
    """Who answers and how. `funds` are (code, currency, budget for each contribution).

    `budgets` of projects are drawn from a range of hundreds of TJS; what follows are shares of contributions
    and, the last, of projects.
    """

    funds: tuple[tuple[str, str, int], ...]
    rules: tuple[Row, ...]
    budgets: tuple[int, int]
    in_rubles: float
    verified: float
    reversed: float
    settled: float


USUAL = Terms(
    funds=(("DONOR", "USD", 90), ("STATE", "TJS", 500), ("BANK", "USD", 80)),
    rules=(
        {
            "code": "J-DONOR",
            "fund": "DONOR",
            "priority": 1,
            "ratio": Decimal(1),
            "joint": "TWO-FOR-ONE",
            "in_kind": "match",
            "in_kind_weight": Decimal("0.5"),
            "in_kind_limit_share": Decimal("0.1"),
        },
        {
            "code": "J-STATE",
            "fund": "STATE",
            "priority": 1,
            "ratio": Decimal("0.5"),
            "joint": "TWO-FOR-ONE",
            "in_kind": "match",
            "match_per_contribution": Decimal(2_500),
        },
        {
            "code": "TIERS",
            "fund": "BANK",
            "priority": 2,
            "tiers": "0=2; 5000=1; 12000=0.5",
            "counted_min": Decimal(400),
            "match_per_household": Decimal(200),
            "match_per_group": Decimal(600),
            "cap_period": "quarter",
        },
    ),
    budgets=(2_300, 7_500),
    in_rubles=0.35,
    verified=0.97,
    reversed=0.005,
    settled=0.04,
)
"""Two funds that pay only in step, one alone with a threshold, tiers and limits by quarter; tight budgets."""

PLAIN = Terms(
    funds=(("BANK", "TJS", 5_000), ("DONOR", "TJS", 5_000), ("STATE", "TJS", 5_000)),
    rules=tuple(
        {"code": f"R-{fund}", "fund": fund, "priority": 1, "ratio": Decimal(ratio), "in_kind": "match"}
        for fund, ratio in (("BANK", "0.25"), ("DONOR", "0.5"), ("STATE", "0.25"))
    ),
    budgets=(20_000, 30_000),
    in_rubles=0,
    verified=1,
    reversed=0,
    settled=0,
)
"""Three funds that match every contribution, in one currency and for good: books that any ledger can hold."""
