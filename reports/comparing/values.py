"""What a row is worth on either side, where it enters them at all; and what a reader may be told of it."""

from datetime import date

from reports.comparing.causes import Cause
from reports.comparing.shifts import Placed, is_elsewhere
from reports.comparing.sides import Sides


class Values:
    def __init__(self, sides: Sides) -> None:
        self._counted, self._known = sides.counted.books, sides.known.books
        self._span = sides.sealed.span
        self._is_whole = self._counted.scope.is_whole
        self._has_other_rates = any(
            sides.rates_known.get(key) != rate for key, rate in sides.rates_signed.items()
        )

    def of(
        self, on: date, counted_on: date, project_id: int, minor: int, currency: str, rated_on: date
    ) -> Placed | None:
        """None where both sides have the row in the same place with the same value."""
        has_moved = is_elsewhere(on, counted_on, self._span)
        if not has_moved and self._is_whole and not self._has_other_rates:
            return None
        until = self._span.ends_on
        was_shown, is_shown = self._counted.shows(project_id), self._known.shows(project_id)
        signed = known = 0
        if counted_on <= until and was_shown:
            signed = self._counted.value(minor, currency, rated_on)
        if on <= until and is_shown:
            known = self._known.value(minor, currency, rated_on)
        if signed == known and not (has_moved and (was_shown or is_shown)):
            return None
        return Placed(on, counted_on, signed, known)

    def cause(self, placed: Placed, own: Cause) -> Cause:
        """That of its kind, unless it stands in its place with another value."""
        if placed.has_moved(self._span) or 0 in (placed.signed, placed.known):
            return own
        return Cause.RATE


def names_of(sides: Sides) -> dict[int, str]:
    """References of contributions that the reader may be told of: a fund's report names those it decided on."""
    scope = sides.known.books.scope
    decided = {each.row.contribution_id for each in sides.records.entries if scope.owns(each.row.fund_id)}
    return {
        each.row.id: each.row.reference
        for each in sides.records.contributions
        if scope.is_whole or each.row.id in decided
    }
