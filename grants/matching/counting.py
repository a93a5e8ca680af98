"""What of a contribution counts under a rule: steps 1 to 3 of what a rule grants."""

from core.money import round_half_even
from grants.matching import accounts
from grants.matching.books import Books
from grants.matching.terms import Contribution, Match, Reason, Rule, Step


def enter(books: Books, rule: Rule, contribution: Contribution) -> tuple[Match, list[Step]]:
    """Count a contribution under a rule whose conditions it meets, less what was reversed before.

    Its value raises the counted balances (for threshold and limits) at once; what its ratio is applied to
    (`base`) is booked with the decision. Raises MissingRate.
    """
    amount = contribution.amount - contribution.reversed
    currency = rule.fund.currency
    value = books.exchange.convert(amount, contribution.currency, currency, contribution.month)
    steps: list[Step] = [("value", amount, value)]
    limited_by: Reason | None = None
    if contribution.is_in_kind:
        value, limited_by = _in_kind(books, rule, contribution, value, steps)
    if rule.counted_per_household is not None:
        value, limited_by = _per_household(books, rule, contribution, value, limited_by, steps)
    base = value
    if contribution.is_in_kind and rule.in_kind == "threshold":
        base, limited_by = 0, Reason.IN_KIND_THRESHOLD
        steps.append((Reason.IN_KIND_THRESHOLD, value, 0))
    match = Match(rule, value, base, contribution.reversed, limited_by)
    contribution.matches[rule.code] = match
    post_counted(books, contribution, rule, value)
    return match, steps


def post_counted(books: Books, contribution: Contribution, rule: Rule, value: int) -> None:
    """Raise (or, with a negative value, lower) all that a contribution counts for under a rule."""
    project = contribution.project
    books.add((accounts.COUNTED, project.code, rule.code, ""), value)
    if contribution.is_in_kind:
        books.add((accounts.COUNTED_IN_KIND, project.code, rule.code, ""), value)
    if contribution.household is not None:
        for account, cap_period in books.meters(rule.code):
            if account == accounts.COUNTED_HOUSEHOLD:
                books.add(accounts.of_period(account, rule, contribution, cap_period), value)


def _in_kind(
    books: Books, rule: Rule, contribution: Contribution, value: int, steps: list[Step]
) -> tuple[int, Reason | None]:
    if rule.in_kind_weight is not None:
        numerator, denominator = rule.in_kind_weight
        weighted = round_half_even(value * numerator, denominator)
        steps.append(("in_kind_weight", value, weighted))
        value = weighted
    if rule.in_kind_limit_share is None:
        return value, None
    numerator, denominator = rule.in_kind_limit_share
    limit = numerator * books.budget_in(contribution.project, rule.fund.currency) // denominator
    used = books.balance(accounts.of_rule(accounts.COUNTED_IN_KIND, rule, contribution.project))
    return _limited(Reason.IN_KIND_LIMIT, value, limit - used, None, steps)


def _per_household(
    books: Books,
    rule: Rule,
    contribution: Contribution,
    value: int,
    limited_by: Reason | None,
    steps: list[Step],
) -> tuple[int, Reason | None]:
    key = accounts.of_period(accounts.COUNTED_HOUSEHOLD, rule, contribution, rule.cap_period)
    limit = rule.counted_per_household or 0
    if value:
        books.ceilings[key] = limit
    return _limited(Reason.COUNTED_PER_HOUSEHOLD, value, limit - books.balance(key), limited_by, steps)


def _limited(
    reason: Reason, value: int, room: int, limited_by: Reason | None, steps: list[Step]
) -> tuple[int, Reason | None]:
    room = max(room, 0)
    after = min(value, room)
    steps.append((reason, value, room, after))
    return after, reason if after < value else limited_by
