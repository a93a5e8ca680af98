"""How one of the two worlds goes, entry by entry: what each quarter costs, and when a fund runs dry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import quarter_name
from grants.matching.terms import Reason
from grants.trying.entries import TriedEntry
from grants.trying.payments import PaymentsWatch


@dataclass(frozen=True, slots=True)
class Dry:
    """That nothing was left of a fund's budget; `held_back` is the row of the first contribution that it cut."""

    on: date
    held_back: int | None = None


class Course:
    """Of all entries in their order. `budgets` are those of the moment, by fund; whoever feeds it moves them.

    `on_matches` has, of each place in the sequence that is watched, what is granted less what is released there
    by contribution and rule.
    """

    def __init__(self, budgets: dict[str, int], payments: PaymentsWatch, watched: Iterable[int]) -> None:
        self.budgets = budgets
        self.payments = payments
        self.quarters: dict[tuple[str, str], int] = defaultdict(int)
        self.dry: dict[str, Dry] = {}
        self.on_matches: dict[int, dict[tuple[int, str, str], int]] = {seq: {} for seq in watched}
        self._granted: dict[str, int] = defaultdict(int)
        self._quarter_names: dict[date, str] = {}

    def take(self, entry: TriedEntry) -> None:
        fund, net = entry.fund, entry.net
        if net:
            self.quarters[fund, self._quarter(entry.counted_on)] += net
            self._granted[fund] += net
            self.payments.entry((fund, entry.project), net, entry.booked_on)
            of_event = self.on_matches.get(entry.seq)
            if of_event is not None:
                key = entry.contribution, entry.rule, fund
                of_event[key] = of_event.get(key, 0) + net
        self._look_whether_dry(entry)

    def _quarter(self, day: date) -> str:
        name = self._quarter_names.get(day)
        if name is None:
            name = self._quarter_names[day] = quarter_name(day)
        return name

    def _look_whether_dry(self, entry: TriedEntry) -> None:
        fund, known = entry.fund, self.dry.get(entry.fund)
        if known is not None and known.held_back is not None:
            return
        if entry.reason == Reason.FUND_BUDGET:
            self.dry[fund] = Dry(known.on if known else entry.booked_on, entry.contribution)
        elif known is None and entry.net > 0 and self._granted[fund] >= self.budgets[fund]:
            self.dry[fund] = Dry(entry.booked_on)
