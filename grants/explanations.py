"""Why an entry grants or releases what it does: as one sentence, and as a table of its steps.

Everything comes from the entry as it is stored and the terms of its rule version; nothing is computed anew.
"""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.explaining.clauses import clauses
from grants.explaining.numbers import in_words
from grants.ledger.terms_of_rules import terms_of
from grants.matching import terms
from grants.matching.explain import explain_stored
from grants.matching.explained import Amount, Calculation, ExplainedStep, Explanation, Value, Whose
from grants.matching.terms import Reason
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.reasons import REASONS
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

_STEPS: dict[Reason | Calculation, LazyString] = {
    Reason.FUNDING_GAP: _l("What the project still lacks"),
    Calculation.VALUE: _l("Value at the rate of the month"),
    Calculation.IN_KIND_WEIGHT: _l("Weight of in kind"),
    Calculation.THRESHOLD: _l("Counted for the project, and the threshold"),
    Calculation.WAITED: _l("Waited for the threshold"),
    Calculation.RATIO: _l("Ratio"),
    Calculation.JOINT_NOTHING: _l("In step with the scheme"),
    Calculation.DEMAND: _l("Desired, and what the match still lacks"),
}
"""The labels of steps; that of any other is the one of its reason."""
_NOTES: dict[Reason | Calculation, LazyString] = {
    Reason.JOINT_CONDITION: _l("%(first)s does not apply: %(second)s"),
    Calculation.WAITED: _l("because of: %(first)s"),
    Calculation.RATIO: _l("after %(first)s"),
    Reason.JOINT: _l("the project lacks %(first)s; %(second)s can pay no more"),
    Calculation.JOINT_NOTHING: _l("%(first)s desires nothing"),
    Calculation.DEMAND: _l("of which it had %(first)s"),
    Reason.SETTLED: _l("%(first)s lies beyond the final cost"),
}
_NO_AMOUNT = Amount(0, Whose.FUND)
_NOTE_OF_OTHER = _l("%(first)s does not apply")
_NOTE_OF_GAP = _l("the project lacks %(first)s")


class StepRow(NamedTuple):
    """One line of the table; amounts without a currency are in the fund's."""

    step: str
    before: str
    limit: str
    after: str
    note: str
    is_cut: bool


def explanation_of_stored(
    entry: MatchEntry, rule: MatchingRule, fund: Fund, contribution: Contribution, project: Project
) -> Explanation:
    """Of an entry and the rows that it names."""
    funds_terms = terms.Fund(fund.code, fund.currency, fund.budget_minor, fund.opens_on)
    return Explanation(
        rule=terms_of(rule, funds_terms),
        contribution_currency=contribution.currency,
        project_currency=project.currency,
        amount=contribution.amount_minor,
        reversed=entry.reversed_minor,
        reason=Reason(entry.reason),
        steps=explain_stored(entry.steps),
    )


def sentence(explanation: Explanation) -> str:
    """'2.00 for each 1.00: 700.00 for 350.00; cut from 700.00 to 430.85 because the project is …'."""
    said = "; ".join(clauses(explanation))
    return f"{said[:1].upper()}{said[1:]}."


def step_rows(explanation: Explanation) -> list[StepRow]:
    """The steps in their order."""
    return [_row(explanation, step) for step in explanation.steps]


def label_of(step: ExplainedStep) -> str:
    """What a step is called."""
    return str(_STEPS.get(step.name) or REASONS[Reason(step.name)])


def _row(explanation: Explanation, step: ExplainedStep) -> StepRow:
    values = (step.went_in, step.limit, step.came_out)
    before, limit, after = (in_words(value, explanation) for value in values)
    return StepRow(label_of(step), before, limit, after, _note(explanation, step), step.is_cut)


def _note(explanation: Explanation, step: ExplainedStep) -> str:
    """What else a step depended on."""
    words = _NOTES.get(step.name)
    beside = [_beside(explanation, value) for value in step.beside]
    if step.name is Reason.JOINT:
        words = _NOTE_OF_GAP if not step.beside[1] else words
    if step.name is Reason.JOINT_CONDITION:
        words = _NOTE_OF_OTHER if not step.beside[1] else words
    if words is None or not any(beside) or step.beside == (_NO_AMOUNT,):
        return ""
    return str(words) % dict(zip(("first", "second"), beside, strict=False))


def _beside(explanation: Explanation, value: Value | None) -> str:
    return str(REASONS[value]) if isinstance(value, Reason) else in_words(value, explanation)
