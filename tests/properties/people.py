"""The people of a programme, who tell both the office and the model what they do, and know what there is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import ClassVar, TypeVar, cast

from tests.oracle import model
from tests.oracle.model import Row
from tests.oracle.programmes import SOURCES
from tests.properties.office import REFUSED, Office
from tests.properties.twin import Twin, quarter
from tests.properties.worlds import FIRST_DAY, LAST_DAY, amount, typed

T = TypeVar("T")


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


class People:
    """What they have done so far, and what they can do next. `today` is the day on which they stand."""

    clock: ClassVar[Callable[[date], datetime]] = staticmethod(noon)
    """What the server's clock shows on a day; a wrong one must do no harm."""
    office: Office
    twin: Twin

    def __init__(self) -> None:
        super().__init__()
        self.numbers = count(1)
        self.today = FIRST_DAY
        self.recorded: dict[str, Row] = {}
        self.verified: dict[str, Row] = {}
        self.left: dict[str, int] = {}

    def entered(self, by: int, ago: int, of: int, kind: str, household: int, much: int) -> str:
        """A contribution is recorded, `by` days after the latest step, that came `ago` days before."""
        self.today = min(self.today + timedelta(days=by), LAST_DAY)
        project = one(self.rows("projects"), of)
        group = one([row for row in self.rows("groups") if row["community"] == project["community"]], of // 7)
        homes = [row["code"] for row in self.rows("households") if row["group"] == group["code"]]
        # Now and then it is in the currency of some fund, and now and then nobody says of which household.
        currency = str(one([project, project, project, *self.rows("funds")], of // 11)["currency"])
        at = self.now()
        row: Row = {
            "project": project["code"],
            "group": group["code"],
            "household": None if household % 8 == 7 else one(homes, household),
            "received_on": max(self.today - timedelta(days=ago), cast(date, group["registered_on"])),
            "amount": self.sum_of(much, currency),
            "currency": currency,
            "kind": kind,
            "source": one([*SOURCES, None], of // 13),
            "recorded_on": self.office.day(at),
        }
        reference = self.office.record(typed(row), f"{next(self.numbers):032x}", at)
        self.recorded[reference] = row | {"reference": reference, "status": "verified"}
        return reference

    def verify_now(self, reference: str) -> None:
        """What a clock that was ahead has recorded waits for that day: nothing is verified before."""
        if cast(date, self.recorded[reference]["recorded_on"]) > self.today:
            with refused():
                self.office.verify(reference, self.now(), self.today)
            return
        self.office.verify(reference, self.now(), self.today)
        row = self.recorded.pop(reference) | {"verified_on": self.today}
        self.verified[reference] = row
        self.left[reference] = model.whole_minor(row["amount"], str(row["currency"]))
        self.twin.verify(row)

    # --- what there is

    def now(self) -> datetime:
        return type(self).clock(self.today)

    def rows(self, sheet: str) -> Sequence[Row]:
        """As they stand now."""
        rows = self.twin.sheets[sheet]
        if sheet not in self.twin.books.coded:
            return rows
        books = self.twin.books
        return [row | {name: books.fact(sheet, str(row["code"]), name) for name in row} for row in rows]

    def row(self, sheet: str, code: object) -> Row:
        return next(row for row in self.rows(sheet) if row["code"] == code)

    def projects(self, approved: bool) -> list[str]:
        """Those that wait for their approval, or that are approved and not settled."""
        books = self.twin.books
        codes = [str(row["code"]) for row in self.twin.sheets["projects"]]
        return [code for code in codes if code not in books.settled and (code in books.approved) is approved]

    def sum_of(self, share: int, currency: str) -> Decimal:
        """So many thousandths of what the first project costs, about which the caps of this world are."""
        first, books = self.twin.sheets["projects"][0], self.twin.books
        own = str(first["currency"])
        minor = model.convert(books, model.whole_minor(first["budget"], own), own, currency, "2020-01")
        return amount(max(1, minor * share // 1000), currency)

    def part_of(self, whole: object, share: int, currency: str) -> Decimal:
        return amount(max(1, model.whole_minor(whole, currency) * share // 100), currency)

    def change(self, sheet: str, row: Row, column: str, value: object) -> None:
        """A value that is there already is no change."""
        if model.text(row[column]) == model.text(value) or row[column] == value:
            return
        self.office.enter(self.now(), self.today, **{sheet: typed({"code": row["code"], column: value})})
        self.twin.change(self.today, sheet, str(row["code"]), column, value)

    def take_back(self, reference: str, minor: int, wholly: bool) -> None:
        row = self.reversal(reference, self.left[reference] if wholly else minor)
        if self.is_booked(row):
            return
        self.office.enter(self.now(), self.today, reversals=typed(row))
        self.left[reference] -= self.left[reference] if wholly else minor
        self.twin.reverse(row)

    def reversal(self, reference: str, minor: int) -> Row:
        currency = str(self.verified[reference]["currency"])
        return {
            "contribution": reference,
            "reversed_on": self.today,
            "amount": amount(minor, currency),
            "reason": "Returned",
        }

    def is_booked(self, row: Row) -> bool:
        """The same amount of the same contribution on the same day is the same reversal."""
        same = ("contribution", "reversed_on", "amount")
        return any(all(row[name] == booked[name] for name in same) for booked in self.twin.reversals)

    def quarter_to_close(self) -> str | None:
        """The first of this programme that is open and over."""
        on = date(2020, 1, 1)
        while quarter(on) in self.twin.closed:
            on = self.twin.counting_day(on)
        return quarter(on) if quarter(on) < quarter(self.today) else None


@contextmanager
def refused() -> Iterator[None]:
    """Fails where the block is not refused."""
    try:
        yield
    except REFUSED:
        return
    raise AssertionError("this should have been refused")


def one(of: Sequence[T], chosen: int) -> T:
    return of[chosen % len(of)]
