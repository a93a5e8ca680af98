"""The caps, in their order, and the funding gap: steps 6 and 7 of what a rule grants."""

from collections.abc import Iterator, Sequence

from grants.matching import accounts, placing
from grants.matching.accounts import Account
from grants.matching.books import Books
from grants.matching.placing import GAP, Cap, RuleInBooks, RuleInProject
from grants.matching.terms import Contribution, Reason, Step

_FULL = Reason.FULL


def lowered(
    books: Books,
    placed: RuleInProject,
    contribution: Contribution,
    raised: Sequence[Account],
    desired: int,
    limited_by: Reason | None,
    steps: list[Step],
    already: int = 0,
) -> tuple[int, Reason]:
    """What is left of `desired` under every cap, and the step that lowered it last. Raises MissingRate.

    `raised` are the accounts that a grant raises; `already` is what the match has, net, when more is granted to
    it: it takes from match_per_contribution. Under a limit that was lowered there is nothing left, not less.
    """
    granted, reason = desired, limited_by or _FULL
    for cap, name, limit, account in placed.books.caps or caps_of(placed.books):
        if limit is None:
            limit = _share_of_cost(books, placed)
        if account >= 0:
            room = limit - raised[account].minor
        else:
            room = gap_in_fund(books, placed, contribution) if account == GAP else limit - already
        if room < 0:
            room = 0
        before = granted
        if room < granted:
            granted, reason = room, cap
        steps.append((name, before, room, granted))
    return granted, reason


def raise_ceilings(books: Books, placed: RuleInProject, raised: Sequence[Account]) -> None:
    """Note the limits above what a grant is about to raise. Of match_share_of_cost also the project's own."""
    for _, _, limit, account in placed.books.caps:
        if account >= 0:
            raised[account].ceiling = _share_of_cost(books, placed) if limit is None else limit
    matched, gap = placed.project.matched, placed.project.gap
    matched.ceiling = matched.minor + (gap if gap > 0 else 0)


def caps_of(books: RuleInBooks) -> tuple[Cap, ...]:
    """Every cap of a rule that is given, in the order of the contract; the rule keeps them.

    In a joint scheme the funding gap is looked at once for all of its rules.
    """
    books.caps = tuple(_caps(books))
    return books.caps


def _caps(books: RuleInBooks) -> Iterator[Cap]:
    rule, fund = books.rule, books.rule.fund
    if rule.match_per_contribution is not None:
        yield _cap(Reason.MATCH_PER_CONTRIBUTION, rule.match_per_contribution, placing.ALREADY)
    if rule.match_per_household is not None:
        meter = _place_of(books, accounts.RULE_HOUSEHOLD)
        yield _cap(Reason.MATCH_PER_HOUSEHOLD, rule.match_per_household, meter)
    if rule.match_per_group is not None:
        yield _cap(Reason.MATCH_PER_GROUP, rule.match_per_group, _place_of(books, accounts.RULE_GROUP))
    if rule.match_per_project is not None:
        yield _cap(Reason.MATCH_PER_PROJECT, rule.match_per_project, placing.RULE_PROJECT)
    if rule.match_share_of_cost is not None:
        yield _cap(Reason.MATCH_SHARE_OF_COST, None, placing.FUND_PROJECT)
    if rule.match_per_community is not None:
        meter = _place_of(books, accounts.RULE_COMMUNITY)
        yield _cap(Reason.MATCH_PER_COMMUNITY, rule.match_per_community, meter)
    if not rule.joint:
        yield _cap(Reason.FUNDING_GAP, 0, GAP)
    if fund.yearly_envelope is not None:
        yield _cap(Reason.YEARLY_ENVELOPE, fund.yearly_envelope, placing.FUND_YEAR)
    yield _cap(Reason.FUND_BUDGET, fund.budget, placing.FUND)


def _cap(reason: Reason, limit: int | None, account: int) -> Cap:
    return Cap(reason, reason.value, limit, account)


def _place_of(books: RuleInBooks, meter: str) -> int:
    return placing.METERS + books.granted.index(books.own(meter))


def _share_of_cost(books: Books, placed: RuleInProject) -> int:
    """floor(share x budget in f)."""
    numerator, denominator = placed.rule.match_share_of_cost or (0, 1)
    return numerator * books.budget_in(placed.project.project, placed.rule.fund.currency) // denominator


def gap_in_fund(books: Books, placed: RuleInProject, contribution: Contribution) -> int:
    """floor(gap x rate(f) / rate(project)) at the contribution's month; a negative gap is not converted."""
    gap = placed.project.gap
    source, target = placed.project.project.currency, placed.rule.fund.currency
    if source == target or gap <= 0:
        return gap
    numerator, denominator = books.exchange.factor(source, target, contribution.month)
    return gap * numerator // denominator
