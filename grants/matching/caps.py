"""The caps, in their order, and the funding gap: steps 6 and 7 of what a rule grants."""

from typing import NamedTuple

from grants.matching import accounts
from grants.matching.accounts import Key
from grants.matching.books import Books
from grants.matching.terms import Contribution, Reason, Rule, Step


class Room(NamedTuple):
    """What is left under a cap (below 0 where a limit was lowered), and the account that the cap counts."""

    reason: Reason
    left: int
    account: Key | None
    limit: int


def rooms(
    books: Books, rule: Rule, contribution: Contribution, already: int = 0, with_gap: bool = True
) -> list[Room]:
    """Every cap of a rule that is given, in the order of the contract. Raises MissingRate.

    `already` is what the match has, net, when more is granted to it; it takes from match_per_contribution.
    """
    balances = books.balances
    found: list[Room] = []
    if rule.match_per_contribution is not None:
        found.append(Room(Reason.MATCH_PER_CONTRIBUTION, rule.match_per_contribution - already, None, 0))

    def cap(reason: Reason, limit: int, key: Key) -> None:
        found.append(Room(reason, limit - balances.get(key, 0), key, limit))

    project, fund = contribution.project, rule.fund
    if rule.match_per_household is not None:
        key = accounts.of_period(accounts.RULE_HOUSEHOLD, rule, contribution, rule.cap_period)
        cap(Reason.MATCH_PER_HOUSEHOLD, rule.match_per_household, key)
    if rule.match_per_group is not None:
        key = accounts.of_period(accounts.RULE_GROUP, rule, contribution, rule.cap_period)
        cap(Reason.MATCH_PER_GROUP, rule.match_per_group, key)
    if rule.match_per_project is not None:
        cap(
            Reason.MATCH_PER_PROJECT,
            rule.match_per_project,
            (accounts.RULE_PROJECT, project.code, rule.code, ""),
        )
    if rule.match_share_of_cost is not None:
        numerator, denominator = rule.match_share_of_cost
        limit = numerator * books.budget_in(project, fund.currency) // denominator
        cap(Reason.MATCH_SHARE_OF_COST, limit, accounts.fund_project(fund, project))
    if rule.match_per_community is not None:
        key = accounts.of_period(accounts.RULE_COMMUNITY, rule, contribution, rule.cap_period)
        cap(Reason.MATCH_PER_COMMUNITY, rule.match_per_community, key)
    if with_gap:
        found.append(Room(Reason.FUNDING_GAP, gap_in_fund(books, rule, contribution), None, 0))
    if fund.yearly_envelope is not None:
        cap(Reason.YEARLY_ENVELOPE, fund.yearly_envelope, accounts.fund_year(fund, contribution))
    cap(Reason.FUND_BUDGET, fund.budget, (accounts.FUND, "", fund.code, ""))
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
    for cap in under:
        room = cap.left if cap.left > 0 else 0
        before = granted
        if room < granted:
            granted, reason = room, cap.reason
        steps.append((cap.reason.value, before, room, granted))
    return granted, reason
