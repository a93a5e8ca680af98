"""What of a contribution counts under a rule: steps 1 to 3 of what a rule grants."""

from core.money import round_half_even
from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.placing import RuleInProject
from grants.matching.terms import Contribution, Match, Reason, Step


def enter(books: Books, placed: RuleInProject, contribution: Contribution) -> tuple[Match, list[Step]]:
    """Count a contribution under a rule whose conditions it meets, less what was reversed before.

    Its value raises the counted balances (for threshold and limits) at once; what its ratio is applied to
    (`base`) is booked with the decision. Raises MissingRate.
    """
    rule = placed.rule
    value = amount = contribution.amount - contribution.reversed
    if contribution.currency != rule.fund.currency:
        value = books.exchange.convert(amount, contribution.currency, rule.fund.currency, contribution.month)
    steps: list[Step] = [("value", amount, value)]
    limited_by: Reason | None = None
    if contribution.is_in_kind:
        value, limited_by = _in_kind(books, placed, value, steps)
    if rule.counted_per_household is not None:
        value, limited_by = _per_household(placed, contribution, value, limited_by, steps)
    base = value
    if contribution.is_in_kind and rule.in_kind == "threshold":
        base, limited_by = 0, Reason.IN_KIND_THRESHOLD
        steps.append((Reason.IN_KIND_THRESHOLD, value, 0))
    match = contribution.matches[rule.code] = Match(rule, value, base, contribution.reversed, limited_by)
    post_counted(placed, contribution, value)
    return match, steps


def post_counted(placed: RuleInProject, contribution: Contribution, value: int) -> None:
    """Raise (or, with a negative value, lower) all that a contribution counts for under a rule."""
    counted = placed.counted
    counted.minor += value
    counted.is_open = True
    if contribution.is_in_kind:
        placed.counted_in_kind.post(value)
    if contribution.household is not None:
        for meter in placed.books.counted:
            meter.account(contribution).post(value)


def _in_kind(books: Books, placed: RuleInProject, value: int, steps: list[Step]) -> tuple[int, Reason | None]:
    rule = placed.rule
    if rule.in_kind_weight is not None:
        numerator, denominator = rule.in_kind_weight
        weighted = round_half_even(value * numerator, denominator)
        steps.append(("in_kind_weight", value, weighted))
        value = weighted
    if rule.in_kind_limit_share is None:
        return value, None
    numerator, denominator = rule.in_kind_limit_share
    limit = numerator * books.budget_in(placed.project.project, rule.fund.currency) // denominator
    return _limited(Reason.IN_KIND_LIMIT, value, limit - placed.counted_in_kind.minor, None, steps)


def _per_household(
    placed: RuleInProject,
    contribution: Contribution,
    value: int,
    limited_by: Reason | None,
    steps: list[Step],
) -> tuple[int, Reason | None]:
    account = placed.books.own(accounts.COUNTED_HOUSEHOLD).account(contribution)
    limit = placed.rule.counted_per_household or 0
    if value:
        account.ceiling = limit
    return _limited(Reason.COUNTED_PER_HOUSEHOLD, value, limit - account.minor, limited_by, steps)


def _limited(
    reason: Reason, value: int, room: int, limited_by: Reason | None, steps: list[Step]
) -> tuple[int, Reason | None]:
    room = max(room, 0)
    after = min(value, room)
    steps.append((reason, value, room, after))
    return after, reason if after < value else limited_by
