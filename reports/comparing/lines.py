"""The lines under a figure: what makes it another one, and by how much."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from core.calendar import quarter_name
from reports.comparing.causes import Cause, What
from reports.comparing.shifts import Shift, Source

Effect = Callable[[Shift], int]
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """`effect` is what it changes the figure by; None where only all lines together say that.

    `belongs` and `counted` are quarters. `rows` are several that are told as one. `was` and `is_` are the two
    values of a fact or a rate; `note` is what people wrote. `by` and `at` are those of the journal's entry.
    """

    cause: Cause
    what: What
    reference: str
    source: Source
    effect: Number | None = None
    on: date | None = None
    counted_on: date | None = None
    rows: int = 1
    column: str = ""
    was: str | None = None
    is_: str | None = None
    note: str = ""
    is_split: bool = False
    by: str | None = None
    at: datetime | None = None

    @property
    def belongs(self) -> str | None:
        return quarter_name(self.on) if self.on else None

    @property
    def counted(self) -> str | None:
        return quarter_name(self.counted_on) if self.counted_on else None

    def booked(self, by: str, at: datetime) -> "Line":
        return replace(self, by=by, at=at)


class Lines:
    """Makes lines of shifts. `rates` tells, by currency and month, what a rate was and is."""

    def __init__(self, currency: str, rates: dict[tuple[str, str], tuple[str, str]]) -> None:
        self._currency = currency
        self._rates = rates

    def of(self, shifts: Iterable[Shift], effect: Effect) -> list[Line]:
        """In the order of days; rows of one rate, and rows that are not told one by one, make one line each."""
        lines: list[Line] = []
        of_rates: defaultdict[tuple[str, ...], list[tuple[Shift, int]]] = defaultdict(list)
        unnamed: defaultdict[tuple[str, ...], list[tuple[Shift, int]]] = defaultdict(list)
        for shift in shifts:
            minor = effect(shift)
            if not minor:
                continue
            if shift.cause is Cause.RATE and not shift.is_split:
                of_rates[self._rates_of(shift)].append((shift, minor))
            elif not shift.reference or shift.what is What.OTHER_FUND:
                unnamed[_kind_of(shift)].append((shift, minor))
            else:
                lines.append(_line(shift, minor))
        lines += (self._of_rate(*rates, group=group) for rates, group in of_rates.items())
        lines += map(_together, unnamed.values())
        return sorted(lines, key=_order)

    def _rates_of(self, shift: Shift) -> tuple[str, ...]:
        """The month, and the currencies with another rate by now: the row's, the programme's, or both."""
        currencies = dict.fromkeys((shift.currency, self._currency))
        changed = [each for each in currencies if (each, shift.month) in self._rates]
        return (shift.month, *(changed or [shift.currency]))

    def _of_rate(self, month: str, *currencies: str, group: list[tuple[Shift, int]]) -> Line:
        values = [self._rates.get((each, month), ("", "")) for each in currencies]
        return Line(
            *(Cause.RATE, What.RATE, f"{', '.join(currencies)} {month}"),
            Source("rates", f"{currencies[0]}|{month}"),
            sum(minor for _, minor in group),
            rows=len(group),
            was=", ".join(was for was, _ in values),
            is_=", ".join(now for _, now in values),
        )


def _kind_of(shift: Shift) -> tuple[str, ...]:
    """What is told together: rows of one kind, cause and pair of quarters."""
    at = shift.placed
    return (shift.cause, shift.what, shift.reference, quarter_name(at.on), quarter_name(at.counted_on))


def _line(shift: Shift, minor: int) -> Line:
    return Line(
        cause=shift.cause,
        what=shift.what,
        reference=shift.reference,
        source=shift.source,
        effect=minor,
        on=shift.placed.on,
        counted_on=shift.placed.counted_on,
        note=shift.note,
        is_split=shift.is_split,
    )


def _together(group: list[tuple[Shift, int]]) -> Line:
    first = group[0][0]
    return Line(
        cause=first.cause,
        what=first.what,
        reference=first.reference,
        source=Source(first.source.sheet, ""),
        effect=sum(minor for _, minor in group),
        on=first.placed.on,
        counted_on=first.placed.counted_on,
        rows=len(group),
    )


def _order(line: Line) -> tuple[date, str, str]:
    return (line.on or date.min, line.what, line.reference)
