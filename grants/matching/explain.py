"""From the steps of an entry, as stored, to what went in, what the limit was, and what came out.

`steps` is what a decision saw, in its order: a JSON list of lists, each a name and its fields. The functions
`_read_…` below are the reference of that format: the docstring of each says what its fields are. Nothing is
computed anew: the steps of an entry, with the terms of its rule version, are all that its explanation needs.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from grants.matching.explained import LIMITS, Amount, Calculation, ExplainedStep, Explanation, Share, Whose
from grants.matching.terms import Entry, Reason


class Unexplainable(ValueError):
    """A step is not of the format described here."""


def explanation_of(entry: Entry) -> Explanation:
    """Of an entry as the engine has just made it, be it booked or only proposed."""
    contribution = entry.contribution
    return Explanation(
        entry.rule,
        contribution.currency,
        contribution.project.currency,
        contribution.amount,
        entry.reversed,
        entry.reason,
        explain(entry.steps),
    )


def explain_stored(steps: str) -> tuple[ExplainedStep, ...]:
    """The steps of a stored entry, from their JSON. Raises Unexplainable."""
    return explain(json.loads(steps))


def explain(steps: Iterable[Sequence[str | int | None]]) -> tuple[ExplainedStep, ...]:
    """Raises Unexplainable."""
    return tuple(_explain(*step) for step in steps)


def _explain(name: str | int | None, *fields: str | int | None) -> ExplainedStep:
    read = _READERS.get(str(name))
    if read is None:
        raise Unexplainable(name)
    try:
        return read(*fields)
    except (TypeError, ValueError) as error:
        raise Unexplainable(name, *fields) from error


def _fund(minor: int) -> Amount:
    return Amount(minor, Whose.FUND)


def _read_accepted(reason: Reason, seen: str | None, wanted: str) -> ExplainedStep:
    """`kind`, `source`: what the contribution has; what the rule accepts, joined by `;`, '' for any money.

    A `kind` that stands among those accepted is in-kind, and the rule takes none.
    """
    return ExplainedStep(reason, seen, tuple(wanted.split(";")) if wanted else ())


def _read_household(seen: None, wanted: None) -> ExplainedStep:
    """`household`: nothing and nothing; the contribution names none."""
    return ExplainedStep(Reason.HOUSEHOLD)


def _read_counted_fact(reason: Reason, seen: int | None, wanted: int) -> ExplainedStep:
    """`group_members`: members, the least; `group_age`: days, the least; `late`: days, the most."""
    return ExplainedStep(reason, seen, wanted)


def _read_leader(seen: str | None, wanted: str) -> ExplainedStep:
    """`group_leader`: sex of the group's leader, sex asked for; f or m."""
    return ExplainedStep(Reason.GROUP_LEADER, seen, wanted)


def _read_certificate(until: str | None, wanted: None) -> ExplainedStep:
    """`group_certificate`: last day of the group's certificate in ISO, nothing where it has none; nothing."""
    return ExplainedStep(Reason.GROUP_CERTIFICATE, None if until is None else date.fromisoformat(until))


def _read_cost(budget: int, wanted: int) -> ExplainedStep:
    """`project_cost`: the budget, the least; in the fund's currency."""
    return ExplainedStep(Reason.PROJECT_COST, _fund(budget), _fund(wanted))


def _read_joint_condition(rule: str, reason: str) -> ExplainedStep:
    """`joint_condition`: the first rule of the scheme, by code, that does not apply; its reason code."""
    return ExplainedStep(Reason.JOINT_CONDITION, beside=(rule, Reason(reason)))


def _read_value(amount: int, value: int) -> ExplainedStep:
    """`value`: what was not reversed of the contribution, in its currency; that in the fund's."""
    return ExplainedStep(Calculation.VALUE, Amount(amount, Whose.CONTRIBUTION), came_out=_fund(value))


def _read_weight(value: int, weighted: int) -> ExplainedStep:
    """`in_kind_weight`: value before, value after; in the fund's currency, as all below but the gap."""
    return ExplainedStep(Calculation.IN_KIND_WEIGHT, _fund(value), came_out=_fund(weighted))


def _read_limit(reason: Reason, before: int, room: int, after: int) -> ExplainedStep:
    """`in_kind_limit`, `counted_per_household` and every cap: before, what is left under the limit, after."""
    return ExplainedStep(reason, _fund(before), _fund(room), _fund(after))


def _read_threshold_only(value: int, base: int) -> ExplainedStep:
    """`in_kind_threshold`: what counts for the threshold; what the ratio applies to, which is 0."""
    return ExplainedStep(Reason.IN_KIND_THRESHOLD, _fund(value), came_out=_fund(base))


def _read_threshold(counted: int, needed: int) -> ExplainedStep:
    """`threshold`: what counts for the project under the rule, this contribution included; the threshold.

    It is there only where the version has one that was not reached before.
    """
    return ExplainedStep(Calculation.THRESHOLD, _fund(counted), _fund(needed))


def _read_waited(counted: int, limited_by: str | None) -> ExplainedStep:
    """`waited`: what was counted when it began to wait; the step that cut that, if any did.

    It begins the decision on a contribution that waited; how it was counted stands in its entry `waiting`.
    """
    cut_by = None if limited_by is None else Reason(limited_by)
    return ExplainedStep(Calculation.WAITED, came_out=_fund(counted), beside=(cut_by,))


def _read_ratio(base: int, already: int, desired: int) -> ExplainedStep:
    """`ratio`: what ratio or tiers apply to, what they had been applied to before, the desired amount."""
    return ExplainedStep(Calculation.RATIO, _fund(base), came_out=_fund(desired), beside=(_fund(already),))


def _read_joint(
    desired: int, numerator: int, denominator: int, granted: int, gap: int, held_by: str | None
) -> ExplainedStep:
    """`joint`: desired; the share that all rules pay, two numbers; granted; the gap, in the project's
    currency; the first rule, by code, whose caps set that share, nothing where the gap or no cap at all did.
    """
    beside = (Amount(gap, Whose.PROJECT), held_by)
    return ExplainedStep(Reason.JOINT, _fund(desired), Share(numerator, denominator), _fund(granted), beside)


def _read_joint_nothing(desired: int, rule: str) -> ExplainedStep:
    """`joint_nothing`: desired; the first rule of the scheme, by code, that desires nothing."""
    return ExplainedStep(Calculation.JOINT_NOTHING, _fund(desired), came_out=_fund(0), beside=(rule,))


def _read_demand(desired: int, net: int, demand: int) -> ExplainedStep:
    """`demand`, of a re-match: desired at the decision; what the match has; what it still lacks.

    What it lacks is less than the difference where part of the contribution was reversed since.
    """
    return ExplainedStep(Calculation.DEMAND, _fund(desired), came_out=_fund(demand), beside=(_fund(net),))


def _read_reversed(left: int, released: int) -> ExplainedStep:
    """`reversed`: what was left of the grant; what of it is released."""
    return ExplainedStep(Reason.REVERSED, _fund(left), came_out=_fund(released))


def _read_settled(left: int, released: int, beyond: int, unpaid: int) -> ExplainedStep:
    """`settled`: what was left of the grant; what of it is released; what of it lies beyond the final cost;
    what of the fund's matches of the project was not paid out. What lies beyond and was paid is a refund due.
    """
    return ExplainedStep(Reason.SETTLED, _fund(left), _fund(unpaid), _fund(released), (_fund(beyond),))


_COUNTED_FACTS = (Reason.GROUP_MEMBERS, Reason.GROUP_AGE, Reason.LATE)
_READERS: dict[str, Callable[..., ExplainedStep]] = {
    **{reason: partial(_read_accepted, reason) for reason in (Reason.KIND, Reason.SOURCE)},
    **{reason: partial(_read_counted_fact, reason) for reason in _COUNTED_FACTS},
    **{reason: partial(_read_limit, reason) for reason in LIMITS},
    Reason.HOUSEHOLD: _read_household,
    Reason.GROUP_LEADER: _read_leader,
    Reason.GROUP_CERTIFICATE: _read_certificate,
    Reason.PROJECT_COST: _read_cost,
    Reason.JOINT_CONDITION: _read_joint_condition,
    Calculation.VALUE: _read_value,
    Calculation.IN_KIND_WEIGHT: _read_weight,
    Reason.IN_KIND_THRESHOLD: _read_threshold_only,
    Calculation.THRESHOLD: _read_threshold,
    Calculation.WAITED: _read_waited,
    Calculation.RATIO: _read_ratio,
    Reason.JOINT: _read_joint,
    Calculation.JOINT_NOTHING: _read_joint_nothing,
    Calculation.DEMAND: _read_demand,
    Reason.REVERSED: _read_reversed,
    Reason.SETTLED: _read_settled,
}
