"""From which state a contribution may move to which: one table for recording and verifying."""

from collections.abc import Mapping

from core.errors import Refusal
from grants.recording.refusals import RecordingReason
from household_groups.models.contributions import Contribution, ContributionStatus

TRANSITIONS: Mapping[ContributionStatus, frozenset[ContributionStatus]] = {
    ContributionStatus.RECORDED: frozenset(
        {ContributionStatus.VERIFIED, ContributionStatus.RETURNED, ContributionStatus.WITHDRAWN}
    ),
    ContributionStatus.RETURNED: frozenset({ContributionStatus.RECORDED, ContributionStatus.WITHDRAWN}),
    ContributionStatus.VERIFIED: frozenset(),
    ContributionStatus.WITHDRAWN: frozenset(),
}
"""What is verified is taken back by a reversal, which leaves it verified."""

MENDABLE = frozenset({ContributionStatus.RECORDED, ContributionStatus.RETURNED})
"""The states in which what a contribution says may still be corrected."""


def may_become(contribution: Contribution, status: ContributionStatus) -> bool:
    return status in TRANSITIONS[contribution.status]


def check_may_become(contribution: Contribution, status: ContributionStatus) -> None:
    """Raises Refusal."""
    if not may_become(contribution, status):
        raise Refusal(_REASONS[contribution.status], reference=contribution.reference)


def check_mendable(contribution: Contribution) -> None:
    """Raises Refusal."""
    if contribution.status not in MENDABLE:
        raise Refusal(_REASONS[contribution.status], reference=contribution.reference)


_REASONS = {
    ContributionStatus.RECORDED: RecordingReason.IS_RECORDED,
    ContributionStatus.RETURNED: RecordingReason.IS_RETURNED,
    ContributionStatus.VERIFIED: RecordingReason.IS_VERIFIED,
    ContributionStatus.WITHDRAWN: RecordingReason.IS_WITHDRAWN,
}
"""Why a contribution stays in its state."""
