"""What verification says of one programme: check by check what was counted, how long it took, what differs."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.verification import VerificationRun
from grants.verifying.differences import CHECK_OF, REBUILT, Check, Difference, DifferenceKind

MOST_KEPT = 200
"""Of the differences of a run."""


class Counted(StrEnum):
    """What a check counted; the words are in `labels.py`."""

    FUNDS = "funds"
    BALANCES = "balances"
    MATCH_ENTRIES = "match_entries"
    EVENTS = "events"
    RELEASES = "releases"
    JOINT = "joint_decisions"
    CLIENT_IDS = "client_ids"
    REVERSALS = "reversals"
    JOURNAL_ENTRIES = "journal_entries"
    ROWS = "rows"
    HEADS = "heads"
    SEALED = "sealed"
    CLOSINGS = "closings"
    LATER = "later"
    AMOUNTS = "amounts"
    RATES = "rates"


@dataclass
class Checked:
    """One check of one programme; `money` by currency, in minor units."""

    check: Check
    counted: dict[Counted, int] = field(default_factory=dict)
    money: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    differences: int = 0


@dataclass
class Verified:
    """What was looked at in one programme, and what was found; `granted` by currency, in minor units."""

    programme: str
    journal_entries: int = 0
    rows: int = 0
    match_entries: int = 0
    balances: int = 0
    granted: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    position: int = 0
    digest: str = ""
    unexplained: dict[str, int] = field(default_factory=dict)
    """What is stored as granted by entries that the events do not give as they stand."""
    checks: dict[Check, Checked] = field(default_factory=lambda: {check: Checked(check) for check in Check})

    @property
    def seconds(self) -> float:
        return sum(checked.seconds for checked in self.checks.values())

    @property
    def explained(self) -> float:
        """The part of what is stored as granted that the events explain, in percent, of the worst currency."""
        stored = self.checks[Check.SUMS].money
        parts = [1 - self.unexplained.get(currency, 0) / minor for currency, minor in stored.items() if minor]
        return 100 * max(0.0, min(parts, default=1.0))

    @property
    def needs_restore(self) -> bool:
        """Whether what people recorded is not whole, so that what follows from it cannot be made again."""
        return any(found.kind not in {*REBUILT, DifferenceKind.GUARD_FAULT} for found in self.differences)

    @property
    def is_unguarded(self) -> bool:
        return any(found.kind is DifferenceKind.GUARD_FAULT for found in self.differences)

    @contextmanager
    def timed(self, check: Check) -> Iterator[Checked]:
        started = time.perf_counter()
        try:
            yield self.checks[check]
        finally:
            self.checks[check].seconds += time.perf_counter() - started

    def take(self, differences: Iterable[Difference]) -> None:
        self.differences = list(differences)
        for check, count in Counter(CHECK_OF[found.kind] for found in self.differences).items():
            self.checks[check].differences = count


def run_of(result: Verified, programme_id: int, *, by: str, at: datetime) -> VerificationRun:
    """The row that keeps a result."""
    return VerificationRun(
        programme_id=programme_id,
        at=at,
        by=by,
        milliseconds=round(result.seconds * 1000),
        position=result.position,
        digest=result.digest,
        differences=len(result.differences),
        checks=json.dumps([_as_kept(checked) for checked in result.checks.values()]),
        found=json.dumps([asdict(found) for found in result.differences[:MOST_KEPT]]),
    )


def _as_kept(checked: Checked) -> dict[str, Any]:
    return asdict(checked) | {"seconds": round(checked.seconds, 3)}
