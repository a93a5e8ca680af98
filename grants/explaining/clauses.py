"""The clauses of the sentence about an entry, one for each step that has something to say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grants.explaining import words
from grants.explaining.numbers import in_words, limit_of, minor, share, tiers, with_code
from grants.explaining.words import fill
from grants.matching.explained import LIMITS, Amount, Calculation, ExplainedStep, Explanation
from grants.matching.terms import Reason, Rule
from grants.reasons import REASONS


@dataclass(frozen=True, slots=True)
class _Said:
    """A step with its values in words; `granted` is what the steps before it let through."""

    explanation: Explanation
    step: ExplainedStep
    granted: str
    before: str
    limit: str
    after: str
    beside: tuple[str, ...]

    @property
    def rule(self) -> Rule:
        return self.explanation.rule


def clauses(explanation: Explanation) -> Iterator[str]:
    """What is to be said of an entry, in the order of its steps."""
    granted = ""
    for step in explanation.steps:
        said = _said(explanation, step, granted)
        clause = _CLAUSES.get(step.name, _failed)(said)
        if clause:
            yield clause
        granted = said.after or granted
    yield from _end(explanation)


def _said(explanation: Explanation, step: ExplainedStep, granted: str) -> _Said:
    before, limit, after, *beside = (
        in_words(value, explanation) for value in (step.went_in, step.limit, step.came_out, *step.beside)
    )
    return _Said(explanation, step, granted, before, limit, after, tuple(beside))


def _end(explanation: Explanation) -> Iterator[str]:
    """What no single step says."""
    steps = explanation.steps
    if explanation.reason is Reason.WAITING and not any(_is_below_threshold(step) for step in steps):
        yield str(words.WAITS_FOR_OTHER)
    if explanation.reason is Reason.FULL and steps[0].name is Calculation.DEMAND:
        yield str(words.NOW_IN_FULL)


def _is_below_threshold(step: ExplainedStep) -> bool:
    match step:
        case ExplainedStep(Calculation.THRESHOLD, Amount(counted), Amount(needed)):
            return counted < needed
    return False


def _failed(said: _Said) -> str:
    """A condition that does not hold."""
    reason = Reason(said.step.name)
    if reason is Reason.JOINT_CONDITION:
        rule, why = said.beside
        template = words.DOES_NOT_APPLY if why else words.OTHER_DOES_NOT_APPLY
        why = REASONS[Reason(why)] if why else ""
        return fill(words.NOTHING, why=fill(template, rule=rule, why=why))
    if reason is Reason.GROUP_LEADER:
        template = words.LEADERS[said.limit]
    elif said.step.went_in is None and reason in words.NOT_GIVEN:
        template = words.NOT_GIVEN[reason]
    else:
        template = words.FAILED[reason]
    return fill(words.NOTHING, why=fill(template, seen=said.before, wanted=said.limit))


def _cut(said: _Said) -> str | None:
    return _cut_by(Reason(said.step.name), said.before, said) if said.step.is_cut else None


def _cut_by(reason: Reason, before: str, said: _Said) -> str:
    return fill(words.CUT[reason], before=before, after=said.after, limit=limit_of(said.rule, reason))


def _weighted(said: _Said) -> str | None:
    weight = said.rule.in_kind_weight
    if weight is None or said.before == said.after:
        return None
    return fill(words.WEIGHTED, weight=share(weight))


def _threshold_only(said: _Said) -> str:
    return str(words.THRESHOLD_ONLY)


def _threshold(said: _Said) -> str | None:
    if not _is_below_threshold(said.step):
        return None
    return fill(words.WAITS, counted=said.before, needed=said.limit)


def _waited(said: _Said) -> str:
    (by,) = said.beside
    reason = Reason(by) if by else None
    limit = limit_of(said.rule, reason) if reason else ""
    return fill(words.WAITED[reason], after=said.after, limit=limit)


def _ratio(said: _Said) -> str | None:
    match said.step:
        case ExplainedStep(went_in=Amount(0)) if said.explanation.reason is not Reason.FULL:
            return None  # what left nothing of it was said before
        case ExplainedStep(beside=(Amount(already),)) if already and len(said.rule.scale.tiers) > 1:
            template = words.DESIRED_AFTER
        case _:
            template = words.DESIRED
    (before_it,) = said.beside
    return fill(template, terms=tiers(said.rule), desired=said.after, base=said.before, already=before_it)


def _joint(said: _Said) -> str | None:
    _gap, held_by = said.beside
    if said.granted == said.after:
        return None
    if said.explanation.reason is Reason.FUNDING_GAP:
        return _cut_by(Reason.FUNDING_GAP, said.granted, said)
    return fill(words.CUT_IN_STEP, before=said.granted, after=said.after, rule=held_by)


def _joint_nothing(said: _Said) -> str:
    (rule,) = said.beside
    return fill(words.NOTHING, why=fill(words.DESIRES_NOTHING, rule=rule))


def _demand(said: _Said) -> str:
    (net,) = said.beside
    return fill(words.LACKED, net=net, desired=said.before, demand=said.after)


def _reversed(said: _Said) -> str:
    contribution, currency = said.explanation, said.explanation.contribution_currency
    return fill(
        words.REVERSED,
        released=said.after,
        left=said.before,
        reversed=minor(contribution.reversed, currency),
        amount=with_code(contribution.amount, currency),
    )


def _settled(said: _Said) -> str:
    release = fill(words.SETTLED, released=said.after, left=said.before)
    match said.step:
        case ExplainedStep(came_out=Amount(released), beside=(Amount(beyond),)) if beyond > released:
            due = minor(beyond - released, said.rule.fund.currency)
            return f"{release}; {fill(words.REFUND, refund=due)}"
    return release


def _silent(said: _Said) -> None:
    return None


_CLAUSES: dict[Reason | Calculation, Callable[[_Said], str | None]] = {
    **dict.fromkeys(LIMITS, _cut),
    Calculation.VALUE: _silent,
    Calculation.IN_KIND_WEIGHT: _weighted,
    Reason.IN_KIND_THRESHOLD: _threshold_only,
    Calculation.THRESHOLD: _threshold,
    Calculation.WAITED: _waited,
    Calculation.RATIO: _ratio,
    Reason.JOINT: _joint,
    Calculation.JOINT_NOTHING: _joint_nothing,
    Calculation.DEMAND: _demand,
    Reason.REVERSED: _reversed,
    Reason.SETTLED: _settled,
}
