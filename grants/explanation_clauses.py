"""The clauses of which the sentence about an entry is made, one for each step that says something."""

from collections.abc import Iterator

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from grants.explanation_numbers import in_words, limit_of, minor, share, tiers, with_code
from grants.matching.explained import LIMITS, Amount, Calculation, ExplainedStep, Explanation
from grants.matching.terms import Reason
from grants.reasons import REASONS

_FAILED: dict[Reason, LazyString] = {
    Reason.KIND: _l("the rule does not match %(seen)s"),
    Reason.SOURCE: _l("the rule does not match money whose source is %(seen)s"),
    Reason.HOUSEHOLD: _l("no household is named, and the rule has a limit for each"),
    Reason.GROUP_MEMBERS: _l("the members of the group are %(seen)s, and the rule asks for at least %(wanted)s"),
    Reason.GROUP_AGE: _l(
        "the days since the group was registered are %(seen)s, and the rule asks for at least %(wanted)s"
    ),
    Reason.GROUP_CERTIFICATE: _l("the certificate of the group ended on %(seen)s"),
    Reason.PROJECT_COST: _l("the project costs %(seen)s, and the rule asks for at least %(wanted)s"),
    Reason.LATE: _l("the days until it was recorded are %(seen)s, and the rule allows %(wanted)s"),
}
_NOT_GIVEN: dict[Reason, LazyString] = {
    Reason.SOURCE: _l("its source is not given, and the rule asks for it"),
    Reason.GROUP_MEMBERS: _l("the number of members of the group is not given, and the rule asks for it"),
    Reason.GROUP_CERTIFICATE: _l("the group has no certificate"),
}
_LEADERS: dict[str, LazyString] = {
    "f": _l("the rule is for groups that a woman leads"),
    "m": _l("the rule is for groups that a man leads"),
}
_CUT: dict[Reason, LazyString] = {
    Reason.IN_KIND_LIMIT: _l(
        "%(after)s of %(before)s counts because in kind counts up to %(limit)s of the project's cost"
    ),
    Reason.COUNTED_PER_HOUSEHOLD: _l(
        "%(after)s of %(before)s counts because a household counts up to %(limit)s"
    ),
    Reason.MATCH_PER_CONTRIBUTION: _l(
        "cut from %(before)s to %(after)s because a contribution gets at most %(limit)s"
    ),
    Reason.MATCH_PER_HOUSEHOLD: _l("cut from %(before)s to %(after)s because a household gets at most %(limit)s"),
    Reason.MATCH_PER_GROUP: _l("cut from %(before)s to %(after)s because a group gets at most %(limit)s"),
    Reason.MATCH_PER_PROJECT: _l("cut from %(before)s to %(after)s because a project gets at most %(limit)s"),
    Reason.MATCH_SHARE_OF_COST: _l(
        "cut from %(before)s to %(after)s because the fund bears at most %(limit)s of the project's cost"
    ),
    Reason.MATCH_PER_COMMUNITY: _l("cut from %(before)s to %(after)s because a community gets at most %(limit)s"),
    Reason.FUNDING_GAP: _l("cut from %(before)s to %(after)s because the project is then fully funded"),
    Reason.YEARLY_ENVELOPE: _l(
        "cut from %(before)s to %(after)s because the fund's envelope for the year is then used up"
    ),
    Reason.FUND_BUDGET: _l("cut from %(before)s to %(after)s because the fund's budget is then used up"),
}


def clauses(explanation: Explanation) -> Iterator[str]:
    """What is to be said of an entry, in the order of its steps."""
    granted: Amount | None = None
    for step in explanation.steps:
        yield from _Clause(explanation, step, granted).said()
        if isinstance(step.came_out, Amount):
            granted = step.came_out
    if explanation.reason is Reason.WAITING and explanation.steps[-1].name is not Calculation.THRESHOLD:
        yield _("it waits until another rule of the scheme has reached its threshold")


class _Clause:
    """What one step says; `granted` is what the steps before let through."""

    def __init__(self, explanation: Explanation, step: ExplainedStep, granted: Amount | None) -> None:
        self.explanation = explanation
        self.rule = explanation.rule
        self.step = step
        self.granted = granted
        self.seen, self.wanted, self.after = (
            in_words(value, explanation) for value in (step.went_in, step.limit, step.came_out)
        )
        self.beside = [in_words(value, explanation) for value in step.beside]

    def said(self) -> Iterator[str]:
        name = self.step.name
        if name in LIMITS:
            if self.step.is_cut:
                yield self._cut(Reason(name), self.seen)
        elif name in _SAYS:
            yield from _SAYS[name](self)
        else:
            yield _("nothing is granted: %(why)s", why=self._failed(Reason(name)))

    def _failed(self, reason: Reason) -> str:
        if reason is Reason.JOINT_CONDITION:
            ...
        return ""
