"""What the steps of an entry say: the clauses of its sentence, to be filled in."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.matching.terms import Reason

# For translators: clauses are joined by semicolons to one sentence, whose first letter becomes a capital.
NOTHING = _l("nothing is granted: %(why)s")
DOES_NOT_APPLY = _l("%(rule)s of the same scheme does not apply (%(why)s)")
OTHER_DOES_NOT_APPLY = _l("%(rule)s of the same scheme does not apply")
DESIRES_NOTHING = _l("the scheme pays in step, and %(rule)s desires nothing")

FAILED: dict[Reason, LazyString] = {
    Reason.KIND: _l("the rule does not match %(seen)s"),
    Reason.SOURCE: _l("the rule does not match money whose source is %(seen)s"),
    Reason.HOUSEHOLD: _l("no household is named, and the rule has a limit for each"),
    Reason.GROUP_MEMBERS: _l(
        "the number of members of the group is %(seen)s, and the rule asks for at least %(wanted)s"
    ),
    Reason.GROUP_AGE: _l(
        "the number of days since the group was registered is %(seen)s, and the rule asks for at least "
        "%(wanted)s"
    ),
    Reason.GROUP_CERTIFICATE: _l("the certificate of the group ended on %(seen)s"),
    Reason.PROJECT_COST: _l("the project costs %(seen)s, and the rule asks for at least %(wanted)s"),
    Reason.LATE: _l("the number of days until it was recorded is %(seen)s, and the rule allows %(wanted)s"),
}
NOT_GIVEN: dict[Reason, LazyString] = {
    Reason.SOURCE: _l("its source is not given, and the rule asks for it"),
    Reason.GROUP_MEMBERS: _l("the number of members of the group is not given, and the rule asks for it"),
    Reason.GROUP_CERTIFICATE: _l("the group has no certificate"),
}
LEADERS: dict[str, LazyString] = {
    "f": _l("the rule is for groups that a woman leads"),
    "m": _l("the rule is for groups that a man leads"),
}

WEIGHTED = _l("in kind counts at %(weight)s of its value")
THRESHOLD_ONLY = _l("in kind counts for the threshold only")
WAITS = _l("it waits: %(counted)s counts for the project so far, and the rule grants from %(needed)s on")
WAITS_FOR_OTHER = _l("it waits until another rule of the scheme has reached its threshold")
WAITED: dict[Reason | None, LazyString] = {
    None: _l("it had waited for the threshold with %(after)s"),
    Reason.IN_KIND_LIMIT: _l(
        "it had waited for the threshold with %(after)s because in kind counts up to %(limit)s of the "
        "project's cost"
    ),
    Reason.COUNTED_PER_HOUSEHOLD: _l(
        "it had waited for the threshold with %(after)s because a household counts up to %(limit)s"
    ),
    Reason.IN_KIND_THRESHOLD: _l("it had waited for the threshold, for which alone it counts"),
}

# For translators: together "2.00 for each 1.00 up to 1,500.00, then 1.00: 309.40 for 154.70 after 1,133.17".
FOR_EACH = _l("%(rate)s for each %(one)s")
THEN = _l("then %(rate)s")
UP_TO = _l("%(rate)s up to %(end)s")
DESIRED = _l("%(terms)s: %(desired)s for %(base)s")
DESIRED_AFTER = _l("%(terms)s: %(desired)s for %(base)s after %(already)s")

CUT: dict[Reason, LazyString] = {
    Reason.IN_KIND_LIMIT: _l(
        "%(after)s of %(before)s counts because in kind counts up to %(limit)s of the project's cost"
    ),
    Reason.COUNTED_PER_HOUSEHOLD: _l(
        "%(after)s of %(before)s counts because a household counts up to %(limit)s"
    ),
    Reason.MATCH_PER_CONTRIBUTION: _l(
        "cut from %(before)s to %(after)s because a contribution gets at most %(limit)s"
    ),
    Reason.MATCH_PER_HOUSEHOLD: _l(
        "cut from %(before)s to %(after)s because a household gets at most %(limit)s"
    ),
    Reason.MATCH_PER_GROUP: _l("cut from %(before)s to %(after)s because a group gets at most %(limit)s"),
    Reason.MATCH_PER_PROJECT: _l("cut from %(before)s to %(after)s because a project gets at most %(limit)s"),
    Reason.MATCH_SHARE_OF_COST: _l(
        "cut from %(before)s to %(after)s because the fund bears at most %(limit)s of the project's cost"
    ),
    Reason.MATCH_PER_COMMUNITY: _l(
        "cut from %(before)s to %(after)s because a community gets at most %(limit)s"
    ),
    Reason.FUNDING_GAP: _l("cut from %(before)s to %(after)s because the project is then fully funded"),
    Reason.YEARLY_ENVELOPE: _l(
        "cut from %(before)s to %(after)s because the fund's envelope for the year is then used up"
    ),
    Reason.FUND_BUDGET: _l("cut from %(before)s to %(after)s because the fund's budget is then used up"),
}
CUT_IN_STEP = _l(
    "cut from %(before)s to %(after)s because the scheme pays in step and %(rule)s can pay no more"
)

LACKED = _l("the match had %(net)s of the %(desired)s desired and lacked %(demand)s")
NOW_IN_FULL = _l("now it is granted in full")
REVERSED = _l("%(released)s of %(left)s is released because %(reversed)s of %(amount)s was reversed")
SETTLED = _l("%(released)s of %(left)s is released because the project is settled and needs it no longer")
REFUND = _l("%(refund)s more was paid out already and is due as a refund")

A_YEAR = _l("%(limit)s a year")
A_QUARTER = _l("%(limit)s a quarter")
MONEY = _l("money")


def fill(sentence: LazyString, **values: object) -> str:
    return str(sentence) % values
