"""What an explanation leaves out for a reader who may not know the rules of other funds."""

from collections.abc import Container
from dataclasses import replace

from flask_babel import gettext as _

from grants.matching.explained import Calculation, ExplainedStep, Explanation
from grants.matching.terms import Reason


def without_other_rules(explanation: Explanation, known: Container[str]) -> Explanation:
    """The same, but of a rule whose code is not `known` neither its code nor why it does not apply."""
    return replace(explanation, steps=tuple(_withheld(step, known) for step in explanation.steps))


def _withheld(step: ExplainedStep, known: Container[str]) -> ExplainedStep:
    match step.name, step.beside:
        case Reason.JOINT_CONDITION, (str(rule), _why) if rule not in known:
            return replace(step, beside=(_("another rule"), None))
        case Calculation.JOINT_NOTHING, (str(rule),) if rule not in known:
            return replace(step, beside=(_("another rule"),))
        case Reason.JOINT, (gap, str(rule)) if rule not in known:
            return replace(step, beside=(gap, _("another rule")))
    return step
