"""The caps, in their order, and the funding gap: steps 6 and 7 of what a rule grants."""

from grants.matching import accounts
from grants.matching.accounts import Key
from grants.matching.books import Books
from grants.matching.terms import Contribution, Reason, Rule, Step

Room = tuple[Reason, int, Key | None, int]
"""A cap, what is left under it (below 0 where a limit was lowered), the account that it counts, its limit."""


def rooms(
    books: Books, rule: Rule, contribution: Contribution, already: int = 0, with_gap: bool = True
) -> list[Room]:
    """Every cap of a rule that is given, in the order of the contract. Raises MissingRate.

    `already` is what the match has, net, when more is granted to it; it takes from match_per_contribution.
    """
    used = books.balances.get
    project, fund = contribution.project, rule.fund
    found: list[Room] = []
    limit = rule.match_per_contribution
    if limit is not None:
        found.append((Reason.MATCH_PER_CONTRIBUTION, limit - already, None, limit))
    limit = rule.match_per_household
    if limit is not None:
        key = accounts.of_period(accounts.RULE_HOUSEHOLD, rule, contribution, rule.cap_period)
        found.append((Reason.MATCH_PER_HOUSEHOLD, limit - used(key, 0), key, limit))
    limit = rule.match_per_group
    if limit is not None:
        key = accounts.of_period(accounts.RULE_GROUP, rule, contribution, rule.cap_period)
        found.append((Reason.MATCH_PER_GROUP, limit - used(key, 0), key, limit))
    limit = rule.match_per_project
    if limit is not None:
        key = (accounts.RULE_PROJECT, project.code, rule.code, "")
        found.append((Reason.MATCH_PER_PROJECT, limit - used(key, 0), key, limit))
    if rule.match_share_of_cost is not None:
        numerator, denominator = rule.match_share_of_cost
        limit = numerator * books.budget_in(project, fund.currency) // denominator
        key = (accounts.FUND_PROJECT, project.code, fund.code, "")
        found.append((Reason.MATCH_SHARE_OF_COST, limit - used(key, 0), key, limit))
    limit = rule.match_per_community
    if limit is not None:
        key = accounts.of_period(accounts.RULE_COMMUNITY, rule, contribution, rule.cap_period)
        found.append((Reason.MATCH_PER_COMMUNITY, limit - used(key, 0), key, limit))
    if with_gap:
        found.append((Reason.FUNDING_GAP, gap_in_fund(books, rule, contribution), None, 0))
    limit = fund.yearly_envelope
    if limit is not None:
        key = (accounts.FUND_YEAR, "", fund.code, fund.year_of(contribution.received_on))
        found.append((Reason.YEARLY_ENVELOPE, limit - used(key, 0), key, limit))
    key = (accounts.FUND, "", fund.code, "")
    found.append((Reason.FUND_BUDGET, fund.budget - used(key, 0), key, fund.budget))
    return found


def gap_in_fund(books: Books, rule: Rule, contribution: Contribution) -> int:
    """floor(gap x rate(f) / rate(project)) at the contribution's month; 0 when the gap is negative."""
    project = contribution.project
    gap = books.gap(project)
    if gap <= 0:
        return 0
    if project.currency == rule.fund.currency:
        return gap
    numerator, denominator = books.exchange.factor(project.currency, rule.fund.currency, contribution.month)
    return gap * numerator // denominator


def lowered(
    desired: int, under: list[Room], limited_by: Reason | None, steps: list[Step]
) -> tuple[int, Reason]:
    """What is left of `desired` under every cap, and the step that lowered it last."""
    granted, reason = desired, limited_by or Reason.FULL
    for cap, left, _, _ in under:
        room = left if left > 0 else 0
        before = granted
        if room < granted:
            granted, reason = room, cap
        steps.append((cap._value_, before, room, granted))  # .value is a slow descriptor
    return granted, reason
