"""Joint schemes: rules of several funds that pay only in step (3x1)."""

from grants.matching import caps
from grants.matching.booking import Booking
from grants.matching.books import Books
from grants.matching.placing import Counted
from grants.matching.ratio import desire
from grants.matching.terms import Contribution, Fraction, Match, Reason

_JOINT = Reason.JOINT.value


def decide_together(booking: Booking, contribution: Contribution, counted: list[Counted]) -> None:
    """Grant the same share k of what each rule desires, the largest that every cap and the gap allow."""
    books = booking.books
    desired = [desire(placed, contribution, match, steps) for placed, match, steps in counted]
    if 0 in desired:
        _nothing(booking, contribution, counted, desired)
        return
    raised = [placed.raised_by(contribution) for placed, _, _ in counted]
    capped = [
        caps.lowered(books, placed, contribution, raised[at], desired[at], None, steps)
        for at, (placed, _, steps) in enumerate(counted)
    ]
    share = _smallest([(granted, wanted) for (granted, _), wanted in zip(capped, desired, strict=True)])
    gap = counted[0][0].project.gap
    gap_share = _gap_share(books, contribution, counted, desired, gap)
    gap_rules = _less(gap_share, share)
    if gap_rules:
        share = gap_share
    granted = [wanted * share[0] // share[1] for wanted in desired]
    trimmed: set[int] = set()
    if not _is_clear_of(gap, gap_share, share, len(counted)):
        trimmed = _trim_to_gap(books, contribution, counted, granted, gap)
    in_full = share[0] == share[1]
    held_by = None if gap_rules or in_full else _held_by(counted, desired, capped, share)
    for at, (placed, match, steps) in enumerate(counted):
        wanted, grant = desired[at], granted[at]
        reason = _reason(match, wanted, grant, capped[at], share, gap_rules or at in trimmed)
        steps.append((_JOINT, wanted, share[0], share[1], grant, gap, held_by))
        booking.grant(contribution, match, placed, wanted, grant, reason, steps, raised[at])


def _nothing(
    booking: Booking, contribution: Contribution, counted: list[Counted], desired: list[int]
) -> None:
    """One rule desires nothing, so none grants: it says why nothing of it counted, the others say `joint`."""
    wants_nothing = counted[desired.index(0)][0].rule.code
    for wanted, (placed, match, steps) in zip(desired, counted, strict=True):
        reason = Reason.JOINT if wanted else match.limited_by or Reason.FULL
        if wanted:
            steps.append(("joint_nothing", wanted, wants_nothing))
        booking.grant(contribution, match, placed, wanted, 0, reason, steps, ())


def _gap_share(
    books: Books, contribution: Contribution, counted: list[Counted], desired: list[int], gap: int
) -> Fraction:
    """K = max(gap, 0) / sum of the desired amounts, each exact in the project's currency."""
    total, denominator = 0, 1
    for wanted, (placed, _, _) in zip(desired, counted, strict=True):
        n, d = books.exchange.factor(
            placed.rule.fund.currency, contribution.project.currency, contribution.month
        )
        total, denominator = total * d + wanted * n * denominator, denominator * d
    return max(gap, 0) * denominator, total


def _is_clear_of(gap: int, gap_share: Fraction, share: Fraction, rules: int) -> bool:
    """Whether the grants stay within the gap however their conversions are rounded, half a unit each at most."""
    if gap <= rules:
        return False
    with_room_to_round = gap_share[0] // gap * (gap - rules), gap_share[1]
    return not _less(with_room_to_round, share)


def _trim_to_gap(
    books: Books, contribution: Contribution, counted: list[Counted], granted: list[int], gap: int
) -> set[int]:
    """While the grants, each converted, add up to more than the gap, the last above 0 gives a unit."""
    project, month = contribution.project, contribution.month
    currencies = [placed.rule.fund.currency for placed, _, _ in counted]
    values = [
        books.exchange.convert(minor, currency, project.currency, month)
        for minor, currency in zip(granted, currencies, strict=True)
    ]
    trimmed: set[int] = set()
    while sum(values) > max(gap, 0):
        place = max(place for place, minor in enumerate(granted) if minor)
        granted[place] -= 1
        values[place] = books.exchange.convert(granted[place], currencies[place], project.currency, month)
        trimmed.add(place)
    return trimmed


def _reason(
    match: Match, desired: int, granted: int, capped: tuple[int, Reason], share: Fraction, by_gap: bool
) -> Reason:
    if granted == desired:
        return match.limited_by or Reason.FULL
    if by_gap:
        return Reason.FUNDING_GAP
    under_caps, cap = capped
    if under_caps < desired and under_caps * share[1] == desired * share[0]:
        return cap
    return Reason.JOINT


def _held_by(
    counted: list[Counted], desired: list[int], capped: list[tuple[int, Reason]], share: Fraction
) -> str | None:
    """The first rule whose caps leave it no more than this share; None where all may pay in full."""
    for (placed, _, _), wanted, (under_caps, _) in zip(counted, desired, capped, strict=True):
        if under_caps < wanted and under_caps * share[1] == wanted * share[0]:
            return placed.rule.code
    return None


def _smallest(fractions: list[Fraction]) -> Fraction:
    smallest = fractions[0]
    for fraction in fractions[1:]:
        if _less(fraction, smallest):
            smallest = fraction
    return smallest


def _less(one: Fraction, other: Fraction) -> bool:
    return one[0] * other[1] < other[0] * one[1]
