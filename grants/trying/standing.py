"""What stands of a match at the end of one of the two worlds."""

from dataclasses import dataclass

from core.money import round_half_even
from grants.matching.terms import Contribution, Match, Reason
from grants.trying.entries import TriedEntry


@dataclass(slots=True)
class Standing:
    """What one rule did with one contribution; amounts in the fund's currency.

    `reversed_at_decision` is what had been reversed when it was decided, `settled` what settlements released;
    `reason` that of the last entry that is not a release, '' where the rule did not look at it.
    """

    net: int = 0
    desired: int = 0
    reversed_at_decision: int = 0
    settled: int = 0
    reason: str = ""

    def take(self, entry: TriedEntry) -> None:
        """The next entry of the match."""
        self.net += entry.net
        if not entry.is_release:
            if self.reason in ("", Reason.WAITING):
                self.desired, self.reversed_at_decision = entry.desired, entry.reversed
            self.reason = entry.reason
        elif entry.reason == Reason.SETTLED:
            self.settled -= entry.net

    def unmatched(self, contribution: Contribution) -> int:
        """What was desired and not granted: of what is left of the contribution, as a re-match asks for it.

        What a settlement released was not needed, and is not among it.
        """
        if not self.desired:
            return 0
        left_then = contribution.amount - self.reversed_at_decision
        left_now = contribution.amount - contribution.reversed
        demand = round_half_even(self.desired * left_now, left_then)
        return max(demand - self.net - self.settled, 0)


def standing_of(match: Match) -> Standing:
    """Of a match in the books of the engine."""
    settled = sum(grant.released_so_far - grant.released_for_reversals for grant in match.grants)
    return Standing(match.net, match.desired, match.reversed_at_decision, settled, match.reason.value)
