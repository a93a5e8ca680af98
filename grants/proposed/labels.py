"""The words for kinds and states of proposals."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.models.proposals import ProposalKind, ProposalState

PROPOSAL_KINDS: dict[ProposalKind, LazyString] = {
    ProposalKind.RULES: _l("Rules"),
    ProposalKind.DISBURSEMENTS: _l("Payments"),
    ProposalKind.SETTLEMENT: _l("Settlement"),
    ProposalKind.REVERSALS: _l("Reversals"),
    ProposalKind.AMENDMENT: _l("Correction"),
    ProposalKind.LIMIT: _l("Limit"),
}
PROPOSAL_STATES: dict[ProposalState, LazyString] = {
    ProposalState.OPEN: _l("Waits for a second person"),
    ProposalState.CONFIRMED: _l("Confirmed and booked"),
    ProposalState.DECLINED: _l("Declined"),
    ProposalState.WITHDRAWN: _l("Withdrawn"),
}
PROPOSAL_TONES: dict[StrEnum, str] = {
    ProposalState.OPEN: "waiting",
    ProposalState.CONFIRMED: "good",
    ProposalState.DECLINED: "refused",
    ProposalState.WITHDRAWN: "quiet",
}
