"""Deciding on a contribution: conditions, threshold, ratio and caps, rule by rule; steps 4 and 5."""

from core.money import round_half_even
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.caps import lowered
from grants.matching.counting import enter
from grants.matching.joint import decide_together
from grants.matching.placing import Counted, RuleInProject, Unit
from grants.matching.ratio import desire
from grants.matching.scope import failed_condition, units_in_scope
from grants.matching.terms import Contribution, Match, Project, Reason, Step


def decide(booking: Booking, contribution: Contribution) -> None:
    """Decide rule by rule, the ones that wait before it; a rule alone, or those of a joint scheme as one.

    Its project is approved and its value stands in the gap already. What counts under one rule is no concern of
    another, so that it is entered under each when it is its turn. Raises MissingRate.
    """
    for unit in units_in_scope(booking.books, contribution):
        if not _is_refused(booking, contribution, unit):
            _decide_counted(booking, contribution, unit)


def _is_refused(booking: Booking, contribution: Contribution, unit: Unit) -> bool:
    """Where one rule of a scheme does not apply it keeps its own reason, the others get joint_condition."""
    if not contribution.is_in_kind:
        for placed in unit:
            if placed.rule.has_conditions:
                break
        else:
            return False
    failures = [failed_condition(booking.books, placed.rule, contribution) for placed in unit]
    if not any(failures):
        return False
    decided = list(zip(unit, failures, strict=True))
    because = next(
        (Reason.JOINT_CONDITION, placed.rule.code, failure[0]) for placed, failure in decided if failure
    )
    for placed, failure in decided:
        reason, step = failure or (Reason.JOINT_CONDITION, because)
        booking.refuse(contribution, placed.rule, reason, (step,))
    return True


def _decide_counted(booking: Booking, contribution: Contribution, unit: Unit) -> None:
    counted = []
    is_reached = True
    for placed in unit:
        match, steps = enter(booking.books, placed, contribution)
        counted.append((placed, match, steps))
        is_reached = is_reached and placed.reached.minor != 0
    if is_reached or _is_reached(booking, contribution, counted):
        decide_now(booking, contribution, counted)
        return
    booking.books.wait(contribution, unit[0].rule.scheme)
    for _, match, steps in counted:
        booking.wait(contribution, match, steps)


def _is_reached(booking: Booking, contribution: Contribution, counted: list[Counted]) -> bool:
    """Whether the threshold of each rule is reached; where it is now, those who wait for it are decided first."""
    reached_now = False
    is_reached = True
    for placed, _, steps in counted:
        if placed.reached.minor:
            continue
        if _reaches(booking.books, placed, steps):
            placed.reached.post(1)
            reached_now = True
        else:
            is_reached = False
    if reached_now:
        free_queue(booking, contribution.project, counted[0][0].rule.scheme)
    return is_reached


def _reaches(books: Books, placed: RuleInProject, steps: list[Step]) -> bool:
    """Whether the counted value reaches the threshold of this version; an empty one is reached at once."""
    counted, needed = placed.counted.minor, threshold_of(books, placed)
    if needed:
        steps.append(("threshold", counted, needed))
    return counted >= needed


def threshold_of(books: Books, placed: RuleInProject) -> int:
    """From what counted value on a version grants anything to a project; 0 where it has no threshold."""
    rule = placed.rule
    needed = rule.counted_min or 0
    if rule.counted_min_share is not None:
        numerator, denominator = rule.counted_min_share
        budget = books.budget_in(placed.project.project, rule.fund.currency)
        needed = max(needed, round_half_even(numerator * budget, denominator))
    return needed


def free_queue(booking: Booking, project: Project, scheme: tuple[str, str]) -> None:
    """Decide the waiting ones, in their order, whose rules have all reached their thresholds."""
    books = booking.books
    queue = books.waiting.get((scheme, project.code), {})
    for waiter in list(queue.values()):
        matches = [match for match in _of_scheme(waiter, scheme) if match.is_waiting]
        placed = [books.placed(match.rule, project) for match in matches]
        if all(each.reached.minor for each in placed):
            del queue[waiter.reference]
            freed = [(each, match, [_waited(match)]) for each, match in zip(placed, matches, strict=True)]
            decide_now(booking, waiter, freed)


def _waited(match: Match) -> Step:
    """What was counted on entry stands in the entry of that day; here is what came of it."""
    return ("waited", match.counted, match.limited_by)


def _of_scheme(contribution: Contribution, scheme: tuple[str, str]) -> list[Match]:
    found = [match for match in contribution.matches.values() if match.rule.scheme == scheme]
    return sorted(found, key=lambda match: match.rule.code)


def decide_now(booking: Booking, contribution: Contribution, counted: list[Counted]) -> None:
    if counted[0][0].rule.joint:
        decide_together(booking, contribution, counted)
    else:
        _decide_alone(booking, contribution, *counted[0])


def _decide_alone(
    booking: Booking, contribution: Contribution, placed: RuleInProject, match: Match, steps: list[Step]
) -> None:
    books = booking.books
    desired = desire(placed, contribution, match, steps)
    raised = placed.raised_by(contribution)
    granted, reason = lowered(books, placed, contribution, raised, desired, match.limited_by, steps)
    booking.grant(contribution, match, placed, desired, granted, reason, steps, raised)
