"""What would have been, in words: sentences to be filled in."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.matching.terms import Reason

# For translators: these stand within a sentence: "Without the limit for a household: 75.00 USD."
LIMITS: dict[Reason, LazyString] = {
    Reason.IN_KIND_LIMIT: _l("the limit of what counts in kind"),
    Reason.COUNTED_PER_HOUSEHOLD: _l("the limit of what counts of a household"),
    Reason.MATCH_PER_CONTRIBUTION: _l("the limit for a contribution"),
    Reason.MATCH_PER_HOUSEHOLD: _l("the limit for a household"),
    Reason.MATCH_PER_GROUP: _l("the limit for a group"),
    Reason.MATCH_PER_PROJECT: _l("the limit for a project"),
    Reason.MATCH_SHARE_OF_COST: _l("the limit of the share of the cost that the fund bears"),
    Reason.MATCH_PER_COMMUNITY: _l("the limit for a community"),
    Reason.FUNDING_GAP: _l("the limit of the project's cost"),
    Reason.YEARLY_ENVELOPE: _l("the limit of the fund's envelope for the year"),
    Reason.FUND_BUDGET: _l("the limit of the fund's budget"),
    Reason.JOINT: _l("the limit of another rule in step with it"),
}

WITHOUT = _l("Without %(limit)s: %(granted)s.")
WITHOUT_UNTIL = _l("Without %(limit)s: %(granted)s; then %(next)s is reached.")
WITHOUT_NO_MORE = _l("Without %(limit)s alone it is still %(granted)s: %(next)s is reached as well.")
WITHOUT_STILL = _l("Without %(limit)s alone it is still %(granted)s.")
WOULD_COUNT = _l("Without %(limit)s, %(counted)s would count.")
IN_KIND_TOO = _l("If the rule matched in kind as well: %(granted)s.")
IN_STEP = _l("If %(rule)s could pay in full: %(granted)s.")
IN_STEP_NO_MORE = _l(
    "If %(rule)s could pay in full it is still %(granted)s: another limit is reached as well."
)
GAP = _l(
    "If the project still lacked enough: %(granted)s. It has all that it costs, and nothing is matched beyond."
)

ALL_OF_IT: dict[Reason, LazyString] = {
    Reason.MATCH_PER_PROJECT: _l("A limit for a project larger by %(more)s would have matched all of it."),
    Reason.MATCH_SHARE_OF_COST: _l("A share of the cost larger by %(more)s would have matched all of it."),
    Reason.MATCH_PER_COMMUNITY: _l(
        "A limit for a community larger by %(more)s would have matched all of it."
    ),
    Reason.YEARLY_ENVELOPE: _l("An envelope for the year larger by %(more)s would have matched all of it."),
    Reason.FUND_BUDGET: _l("A budget larger by %(more)s would have matched all of it."),
}
"""Of the limits that are the fund's own: nobody who gives can do anything about them."""
NOTHING_LEFT: dict[Reason, LazyString] = {
    Reason.YEARLY_ENVELOPE: _l(
        "The fund's envelope for the year had nothing left: one larger by %(more)s would have matched all of it."
    ),
    Reason.FUND_BUDGET: _l(
        "The fund had nothing left: a budget larger by %(more)s would have matched all of it."
    ),
}
PART_OF_IT: dict[Reason, LazyString] = {
    Reason.MATCH_PER_PROJECT: _l("A limit for a project larger by %(more)s would have matched %(granted)s."),
    Reason.MATCH_SHARE_OF_COST: _l("A share of the cost larger by %(more)s would have matched %(granted)s."),
    Reason.MATCH_PER_COMMUNITY: _l(
        "A limit for a community larger by %(more)s would have matched %(granted)s."
    ),
    Reason.YEARLY_ENVELOPE: _l("An envelope for the year larger by %(more)s would have matched %(granted)s."),
    Reason.FUND_BUDGET: _l("A budget larger by %(more)s would have matched %(granted)s."),
}

MORE: dict[Reason, LazyString] = {
    Reason.IN_KIND_LIMIT: _l("%(amount)s more in money would be matched with %(granted)s."),
    Reason.COUNTED_PER_HOUSEHOLD: _l(
        "%(amount)s more from another household would be matched with %(granted)s."
    ),
    Reason.MATCH_PER_HOUSEHOLD: _l(
        "%(amount)s more from another household would be matched with %(granted)s."
    ),
    Reason.MATCH_PER_CONTRIBUTION: _l(
        "%(amount)s more in another contribution would be matched with %(granted)s."
    ),
    Reason.MATCH_PER_GROUP: _l("%(amount)s more from another group would be matched with %(granted)s."),
}
NO_MORE: dict[Reason, LazyString] = {
    Reason.IN_KIND_LIMIT: _l("More in money would not be matched now: %(why)s."),
    Reason.COUNTED_PER_HOUSEHOLD: _l("More from another household would not be matched now: %(why)s."),
    Reason.MATCH_PER_HOUSEHOLD: _l("More from another household would not be matched now: %(why)s."),
    Reason.MATCH_PER_CONTRIBUTION: _l("More in another contribution would not be matched now: %(why)s."),
    Reason.MATCH_PER_GROUP: _l("More from another group would not be matched now: %(why)s."),
}
NOT_DECIDED = _l("the rule does not look at this project any more")
WHY_NOT: dict[Reason, LazyString] = {
    Reason.FUND_BUDGET: _l("the fund's budget is used up"),
    Reason.YEARLY_ENVELOPE: _l("the fund's envelope for the year is used up"),
    Reason.MATCH_SHARE_OF_COST: _l("the fund bears no more of the project's cost"),
    Reason.FUNDING_GAP: _l("the project is fully funded"),
    Reason.WAITING: _l("it would wait for the threshold"),
    Reason.JOINT: _l("the scheme pays in step, and another rule can pay no more"),
}
"""Of other reasons, their own label."""
