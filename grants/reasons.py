"""The words for reason codes: why a rule granted what it granted, short enough for a column or a heading."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.matching.terms import Reason

REASONS: dict[Reason, LazyString] = {
    Reason.SETTLED: _l("Project settled or cancelled"),
    Reason.NOT_IN_FORCE: _l("Rule not in force on that day"),
    Reason.FUND_CLOSED: _l("Fund not open on that day"),
    Reason.PROJECT: _l("Not one of the rule's projects"),
    Reason.SECTOR: _l("Not one of the rule's sectors"),
    Reason.COMMUNITY: _l("Not one of the rule's communities"),
    Reason.MARGINALITY: _l("Marginality of the community"),
    Reason.KIND: _l("Kind of contribution"),
    Reason.SOURCE: _l("Source of the contribution"),
    Reason.HOUSEHOLD: _l("No household named"),
    Reason.GROUP_MEMBERS: _l("Too few members in the group"),
    Reason.GROUP_LEADER: _l("Leader of the group"),
    Reason.GROUP_AGE: _l("Group registered too recently"),
    Reason.GROUP_CERTIFICATE: _l("No valid certificate of the group"),
    Reason.PROJECT_COST: _l("Project too small"),
    Reason.LATE: _l("Recorded too late"),
    Reason.IN_KIND_LIMIT: _l("Limit of what counts in kind"),
    Reason.COUNTED_PER_HOUSEHOLD: _l("Limit of what counts of a household"),
    Reason.IN_KIND_THRESHOLD: _l("In kind, for the threshold only"),
    Reason.WAITING: _l("Waits for the threshold"),
    Reason.MATCH_PER_CONTRIBUTION: _l("Limit for a contribution"),
    Reason.MATCH_PER_HOUSEHOLD: _l("Limit for a household"),
    Reason.MATCH_PER_GROUP: _l("Limit for a group"),
    Reason.MATCH_PER_PROJECT: _l("Limit for a project"),
    Reason.MATCH_SHARE_OF_COST: _l("Share of the project's cost"),
    Reason.MATCH_PER_COMMUNITY: _l("Limit for a community"),
    Reason.FUNDING_GAP: _l("Project fully funded"),
    Reason.YEARLY_ENVELOPE: _l("Fund's envelope for the year"),
    Reason.FUND_BUDGET: _l("Fund's budget"),
    Reason.FULL: _l("Granted in full"),
    Reason.JOINT: _l("In step with the scheme"),
    Reason.JOINT_CONDITION: _l("Another rule of the scheme does not apply"),
    Reason.REVERSED: _l("Contribution reversed"),
}
"""Of an entry, `settled` is the reason of a release."""
