"""An amendment as rows: what is left of a contribution is taken back, and another one recorded in its place."""

from dataclasses import dataclass
from datetime import date

from grants.correcting.amounts import typed_amount
from grants.correcting.taken_back import TakenBack
from grants.entering.typed import Rows
from grants.recording.entries import Entry, Typed


@dataclass(frozen=True)
class Amendment:
    """`columns` are what it should have said; `project` is a code, `reference` that of the new contribution."""

    back: TakenBack
    project: str
    columns: Typed
    reference: str
    client_id: str
    reason: str

    def rows(self, by: str, today: date) -> Rows:
        """The new one waits to be verified by somebody else, as every other does."""
        new = {"contributions": [self._recorded(by, today)]}
        return {"reversals": [self._reversal(today)], **new} if not self.back.is_whole else new

    def _reversal(self, today: date) -> Typed:
        contribution = self.back.contribution
        return {
            "contribution": contribution.reference,
            "amount": typed_amount(self.back.left_minor, contribution.currency),
            "reversed_on": today.isoformat(),
            "reason": self.reason,
        }

    def _recorded(self, by: str, today: date) -> Typed:
        """On the day of the first one: the money was told of in time, and a slip of the pen does not make it late.

        Who recorded it is who set it right.
        """
        contribution = self.back.contribution
        on = contribution.recorded_on or contribution.verified_on or today
        recorded = Entry(self.project, self.columns).recorded(
            self.reference, by=by, on=on, client_id=self.client_id
        )
        return {**recorded, "amends": contribution.reference, "evidence": contribution.evidence or ""}
