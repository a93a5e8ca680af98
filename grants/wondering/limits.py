"""Which limits bit in a decision, and what each cost: the same decision without it, by the engine."""

from collections.abc import Iterator
from dataclasses import dataclass

from grants.matching.explain import explain
from grants.matching.explained import LIMITS, Amount, Calculation, ExplainedStep
from grants.matching.terms import Reason
from grants.wondering.moment import Lifted, Moment, NotRecorded, count_again, decide_again

_OF_A_RULE = LIMITS - {Reason.FUNDING_GAP}
_COUNTING = frozenset({Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD, Reason.IN_KIND_THRESHOLD})


@dataclass(frozen=True, slots=True)
class WithoutLimit:
    """The same decision without one limit; amounts in minor units of the fund's currency.

    `limit` is Reason.JOINT where it is those of another rule, `held_by`, with which this one keeps step. `granted`
    is None where the decision ended before the caps, so that only what would have counted is known.
    """

    limit: Reason
    held_by: str | None
    before: int
    counted: int
    granted: int | None
    reason: Reason | None
    counts: bool
    """Whether it limits what counts, not what is granted."""
    would_do: bool = False
    """A limit larger by exactly what it cost would have granted as much as none at all."""

    @property
    def cost(self) -> int:
        """What would have been granted more."""
        return 0 if self.granted is None else self.granted - self.before


def without_limits(moment: Moment, code: str) -> list[WithoutLimit]:
    """For each limit that bit under the rule of this code, in the order of the steps."""
    return [_without(moment, code, limit, held_by) for limit, held_by in _bitten(moment, code)]


def granted_then(moment: Moment, code: str) -> int:
    """What the decision granted, decided again with nothing lifted. Raises NotRecorded."""
    return decide_again(moment, code, {}).granted


def lifted_for(moment: Moment, code: str, limit: Reason, held_by: str | None) -> Lifted:
    """What is lifted to do without a limit: that of the rule itself, or all of the rule that holds it back."""
    if held_by is None or limit is not Reason.JOINT:
        return {(code, limit): None}
    names = moment.under(held_by).by_name
    return {(held_by, each): None for each in _OF_A_RULE if each in names and each not in _COUNTING}


def _bitten(moment: Moment, code: str) -> Iterator[tuple[Reason, str | None]]:
    decided = moment.under(code)
    for step in explain([*decided.entered, *decided.steps]):
        match step:
            case ExplainedStep(Reason.IN_KIND_THRESHOLD, Amount(value)) if value:
                yield Reason.IN_KIND_THRESHOLD, None
            case ExplainedStep(Reason.JOINT, beside=(_gap, held_by)) if step.is_cut:
                if held_by is None:
                    yield Reason.FUNDING_GAP, None
                elif held_by != code:
                    yield Reason.JOINT, str(held_by)
            case ExplainedStep(Reason() as limit) if step.is_cut and limit in LIMITS:
                yield limit, None


def _without(moment: Moment, code: str, limit: Reason, held_by: str | None) -> WithoutLimit:
    lifted = lifted_for(moment, code, limit, held_by)
    counts = limit in _COUNTING
    decided = moment.under(code).by_name
    counted = count_again(moment, code, lifted) if Calculation.VALUE in decided else 0
    try:
        before, after = granted_then(moment, code), decide_again(moment, code, lifted)
    except NotRecorded:
        return WithoutLimit(limit, held_by, 0, counted, None, None, counts)
    would_do = not counts and _would_do(moment, code, limit, held_by, after.granted)
    return WithoutLimit(limit, held_by, before, counted, after.granted, after.reason, counts, would_do)


def _would_do(moment: Moment, code: str, limit: Reason, held_by: str | None, wanted: int) -> bool:
    """Whether the limit, set to what it would have let through, lets it through: in a scheme, where shares are
    rounded, it need not.
    """
    if limit in (Reason.JOINT, Reason.FUNDING_GAP):
        return False
    return decide_again(moment, code, {(code, limit): wanted}).granted == wanted
