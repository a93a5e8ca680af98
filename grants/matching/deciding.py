"""Deciding on a contribution: conditions, threshold, ratio and caps, rule by rule; steps 4 and 5."""

from typing import NamedTuple

from core.money import round_half_even
from grants.matching import accounts, caps
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.counting import enter
from grants.matching.joint import decide_together
from grants.matching.ratio import desire
from grants.matching.scope import failed_condition, rules_in_scope
from grants.matching.terms import Contribution, Match, Project, Reason, Rule, Step


class _Entered(NamedTuple):
    """A contribution under the rules that are taken as one: its refusals, or what counts under each."""

    rules: tuple[Rule, ...]
    failures: list[tuple[Reason, Step] | None]
    counted: list[tuple[Match, list[Step]]]


def decide(booking: Booking, contribution: Contribution) -> None:
    """Enter a verified contribution under all rules first, then decide rule by rule; waiting ones before it.

    Its project is approved and its value stands in the gap already. Raises MissingRate.
    """
    books = booking.books
    in_scope = rules_in_scope(books, contribution)
    if not in_scope:
        return
    for entered in [_enter(books, rules, contribution) for rules in books.units(in_scope)]:
        if entered.counted:
            _decide_counted(booking, contribution, entered)
        else:
            _refuse(booking, contribution, entered)


def _enter(books: Books, rules: tuple[Rule, ...], contribution: Contribution) -> _Entered:
    failures = [failed_condition(books, rule, contribution) for rule in rules]
    if any(failures):
        return _Entered(rules, failures, [])
    return _Entered(rules, failures, [enter(books, rule, contribution) for rule in rules])


def _refuse(booking: Booking, contribution: Contribution, entered: _Entered) -> None:
    """Where one rule of a scheme does not apply it keeps its own reason, the others get joint_condition."""
    decided = list(zip(entered.rules, entered.failures, strict=True))
    because = next((Reason.JOINT_CONDITION, rule.code, failure[0]) for rule, failure in decided if failure)
    for rule, failure in decided:
        if failure is None:
            booking.refuse(contribution, rule, Reason.JOINT_CONDITION, (because,))
        else:
            reason, step = failure
            booking.refuse(contribution, rule, reason, (step,))


def _decide_counted(booking: Booking, contribution: Contribution, entered: _Entered) -> None:
    books, project = booking.books, contribution.project
    reached_now = False
    is_reached = True
    for match, steps in entered.counted:
        key = accounts.of_rule(accounts.REACHED, match.rule, project)
        if not books.balance(key):
            if _reaches(books, match.rule, project, steps):
                books.balances[key] = 1
                reached_now = True
            else:
                is_reached = False
    if reached_now:
        _free_queue(booking, project, entered.rules[0].scheme)
    if is_reached:
        _decide_now(booking, contribution, entered.counted)
        return
    books.wait(contribution, entered.rules[0].scheme)
    for match, steps in entered.counted:
        booking.wait(contribution, match, steps)


def _reaches(books: Books, rule: Rule, project: Project, steps: list[Step]) -> bool:
    """Whether the counted value reaches the threshold of this version; an empty one is reached at once."""
    counted = books.balance(accounts.of_rule(accounts.COUNTED, rule, project))
    needed = rule.counted_min or 0
    if rule.counted_min_share is not None:
        numerator, denominator = rule.counted_min_share
        budget = books.budget_in(project, rule.fund.currency)
        needed = max(needed, round_half_even(numerator * budget, denominator))
    if needed:
        steps.append(("threshold", counted, needed))
    return counted >= needed


def _free_queue(booking: Booking, project: Project, scheme: tuple[str, str]) -> None:
    """Decide the waiting ones, in their order, whose rules have all reached their thresholds."""
    books = booking.books
    queue = books.waiting.get((scheme, project.code))
    for waiter in list(queue.values()) if queue else ():
        matches = [match for match in _of_scheme(waiter, scheme) if match.is_waiting]
        keys = [accounts.of_rule(accounts.REACHED, match.rule, project) for match in matches]
        if all(books.balance(key) for key in keys):
            assert queue is not None
            del queue[waiter.reference]
            _decide_now(booking, waiter, [(match, [_waited(match)]) for match in matches])


def _waited(match: Match) -> Step:
    """What was counted on entry stands in the entry of that day; here is what came of it."""
    return ("waited", match.counted, match.limited_by)


def _of_scheme(contribution: Contribution, scheme: tuple[str, str]) -> list[Match]:
    found = [match for match in contribution.matches.values() if match.rule.scheme == scheme]
    return sorted(found, key=lambda match: match.rule.code)


def _decide_now(
    booking: Booking, contribution: Contribution, counted: list[tuple[Match, list[Step]]]
) -> None:
    for match, _ in counted:
        match.is_waiting = False
        match.reversed_at_decision = contribution.reversed
    if counted[0][0].rule.joint:
        decide_together(booking, contribution, counted)
    else:
        _decide_alone(booking, contribution, *counted[0])


def _decide_alone(booking: Booking, contribution: Contribution, match: Match, steps: list[Step]) -> None:
    books, rule = booking.books, match.rule
    desired = desire(books, contribution, match, steps)
    under = caps.rooms(books, rule, contribution)
    granted, reason = caps.lowered(desired, under, match.limited_by, steps)
    booking.grant(contribution, match, desired, granted, reason, steps, under)
