"""What each figure of a fund is called, and what it means."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.showing.fund.figures import Standing
from grants.showing.fund.row import Figure

LABELS: dict[Figure, LazyString] = {
    Figure.OPENING: _l("Opening cash"),
    Figure.RECEIVED: _l("Received"),
    Figure.AVAILABLE: _l("Available"),
    Figure.DISBURSED: _l("Disbursed"),
    Figure.CLOSING: _l("Closing cash"),
    Figure.BUDGET: _l("Budget"),
    Figure.MATCHED: _l("Matched"),
    Figure.UNPAID: _l("Committed and not yet paid"),
    Figure.UNCOMMITTED: _l("Uncommitted"),
    Figure.SPENT: _l("Spent"),
    Figure.ACCEPTED: _l("Accepted"),
    Figure.QUERIED: _l("Queried"),
    Figure.DISALLOWED: _l("Disallowed"),
    Figure.UNREVIEWED: _l("Not yet looked at"),
    Figure.MATCHED_A_MONTH: _l("Matched a month"),
    Figure.DISBURSED_A_MONTH: _l("Disbursed a month"),
    Figure.PLANNED: _l("Planned next"),
    Figure.REQUESTED: _l("Advance requested"),
    Figure.WAITING: _l("Waiting for a threshold"),
    Figure.UNANSWERED: _l("Queried or disallowed, and unanswered"),
    Figure.AHEAD: _l("Paid ahead of the works"),
    Figure.OVERDUE: _l("Milestones overdue"),
    Figure.UNRECONCILED: _l("Lines of the bank not reconciled"),
    Figure.LATE: _l("Late and not built"),
}

MEANINGS: dict[Figure, LazyString] = {
    Figure.OPENING: _l("Received before the quarter, less what was disbursed before it."),
    Figure.RECEIVED: _l("What the donor sent."),
    Figure.AVAILABLE: _l("Opening cash and what was received in the quarter."),
    Figure.DISBURSED: _l("Paid to projects, less what they paid back."),
    Figure.CLOSING: _l("Available, less what was disbursed in the quarter."),
    Figure.BUDGET: _l("What the fund sets aside for matches."),
    Figure.MATCHED: _l("Granted to contributions, less what was released."),
    Figure.UNPAID: _l("Matched, less what was disbursed."),
    Figure.UNCOMMITTED: _l("The budget, less what is matched."),
    Figure.SPENT: _l(
        "The fund's share of vouchers: all of those that name it; of those that name no fund, in proportion to "
        "what it had brought to the project by that day."
    ),
    Figure.ACCEPTED: _l("Of what was spent, what the donor has accepted."),
    Figure.QUERIED: _l("Of what was spent, what the donor has asked about."),
    Figure.DISALLOWED: _l("Of what was spent, what the donor does not pay for."),
    Figure.UNREVIEWED: _l("Of what was spent, what the donor has said nothing of."),
    Figure.PLANNED: _l(
        "The shares of milestones due by then, less what was paid or approved for them, never more than is "
        "matched and not yet paid; and approved tranches."
    ),
    Figure.REQUESTED: _l("Tranches asked for and neither paid, declined nor withdrawn."),
    Figure.WAITING: _l("At most so much is matched once the thresholds are reached."),
    Figure.UNANSWERED: _l("The fund's share of these vouchers, at the rate of the month of each."),
    Figure.AHEAD: _l("Of what is matched in a project, the part that is paid beyond the part that is built."),
    Figure.OVERDUE: _l(
        "The shares of milestones that are past their day and not certified, less what was paid."
    ),
    Figure.UNRECONCILED: _l("Lines that name neither a receipt nor a payment, each without its sign."),
    Figure.LATE: _l(
        "In projects past the day on which they were to end, what is matched for works that are not built."
    ),
}

STANDING_WORDS = {
    Standing.ACCEPTED: (_l("Accepted"), "good"),
    Standing.QUERIED: (_l("Queried"), "waiting"),
    Standing.DISALLOWED: (_l("Disallowed"), "refused"),
    Standing.UNREVIEWED: (_l("Not yet looked at"), "quiet"),
}
