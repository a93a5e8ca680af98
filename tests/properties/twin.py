"""The independent model of the contract, told of each event as it is booked, and what it says should stand."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tests.oracle import model
from tests.oracle.model import Booked, Contribution, Counted, Event, Row, Sheets

Key = tuple[str, str, str, str]
"""(account, subject, owner, period), as balances are stored."""


class Line(NamedTuple):
    """What both say of a match entry."""

    booked_on: date
    contribution: str
    rule: str
    version: int
    desired: int
    granted: int
    released: int
    reason: str


class Twin:
    """Keeps its own sheets, which nothing of the application reads or writes."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
        self.books = model.Books(self.sheets)
        self.closed: list[str] = []
        self.counted_on: dict[str, date] = {}
        self.reversals: list[Row] = []
        self._seq = 0
        for row in self.sheets["projects"]:
            if row["approved_on"] is not None:
                self.approve(model.required_day(row["approved_on"]), str(row["code"]))

    # --- events

    def change(self, on: date, sheet: str, code: str, column: str, value: object) -> None:
        self._tell("change", on, code, {"sheet": sheet, "code": code, "column": column, "value": value})

    def approve(self, on: date, project: str) -> None:
        self.books.coded["projects"][project]["approved_on"] = on
        self._tell("approve", on, project, {})

    def other_funding(self, row: Row) -> None:
        self._tell("other_funding", model.required_day(row["agreed_on"]), str(row["reference"]), row)

    def verify(self, row: Row) -> None:
        reference = str(row["reference"])
        self.counted_on[reference] = self.counting_day(model.required_day(row["received_on"]))
        self._tell("verify", model.required_day(row["verified_on"]), reference, row)

    def reverse(self, row: Row) -> None:
        self.reversals.append(row)
        self._tell("reverse", model.required_day(row["reversed_on"]), str(row["contribution"]), row)

    def settle(self, on: date, project: str, final_cost: object, status: str) -> None:
        self.books.coded["projects"][project] |= {"final_cost": final_cost, "status": status}
        self._tell("settle", on, project, {})

    def rematch(self, on: date, fund: str) -> int:
        """How many grants it makes."""
        before = len(self.books.entries)
        self._tell("re-match", on, fund, {})
        return len(self.books.entries) - before

    def pay(self, row: Row) -> None:
        self.sheets["disbursements"].append(row)

    def end_rule(self, code: str, version: int, on: date) -> None:
        for row in self.sheets["rules"]:
            if (row["code"], row["version"]) == (code, version):
                row["effective_to"] = on

    def new_rule(self, row: Row) -> None:
        self.sheets["rules"].append(row)
        currency = model.required(self.books.coded["funds"][str(row["fund"])]["currency"])
        self.books.rules.append(model.rule_of(row, currency))

    def close(self, quarter: str) -> None:
        self.closed.append(quarter)

    def _tell(self, kind: str, on: date, key: str, cells: Row) -> None:
        self._seq += 1
        model.HANDLERS[kind](self.books, Event(kind, on, key, self._seq, self._seq, cells))

    # --- what should stand

    def lines(self) -> list[Line]:
        return [
            Line(
                *(entry.event.on, entry.contribution.reference, entry.rule.code, entry.rule.version),
                *(entry.desired, entry.granted, entry.released, entry.reason),
            )
            for entry in self.books.entries
        ]

    def counting_day(self, on: date) -> date:
        """The day itself, or where its quarter is closed, the first day of the next quarter that is open."""
        while quarter(on) in self.closed:
            on = _next_quarter(on)
        return on

    def balance(self, key: Key) -> int:
        account, subject, owner, period = key
        return _FIGURES[account](self, subject, owner, period)

    def granted(self, fund: str) -> int:
        return self.books.net(lambda entry: entry.rule.fund == fund)

    def net_of(self, keep: Callable[[Booked], bool]) -> int:
        return self.books.net(keep)

    def counted_of(self, keep: Callable[[Counted], bool], of_base: bool = False) -> int:
        return sum(
            model.counted_left(self.books, each, each.b if of_base else each.q)
            for each in self.books.counted
            if keep(each)
        )

    def decided(self) -> set[tuple[Contribution, str]]:
        """Contributions and codes of rules that do not wait any more."""
        return {(e.contribution, e.rule.code) for e in self.books.decisions() if e.reason != "waiting"}

    def starts_month(self, fund: str) -> int:
        return int(model.number(self.books.fact("funds", fund, "year_starts_month")) or 1)


def quarter(on: date) -> str:
    return f"{on.year}-Q{(on.month + 2) // 3}"


def _next_quarter(on: date) -> date:
    first = (on.month - 1) // 3 * 3 + 4
    return date(on.year + 1, 1, 1) if first > 12 else date(on.year, first, 1)


def is_in(contribution: Contribution, period: str) -> bool:
    """Whether it was received in a cap period: '' is always."""
    return not period or period in (str(contribution.received_on.year), quarter(contribution.received_on))


def _fund(twin: Twin, subject: str, owner: str, period: str) -> int:
    return twin.granted(owner)


def _fund_year(twin: Twin, subject: str, owner: str, period: str) -> int:
    first = twin.starts_month(owner)
    return twin.net_of(
        lambda entry: (
            entry.rule.fund == owner and model.fund_year(entry.contribution.received_on, first) == int(period)
        )
    )


def _fund_project(twin: Twin, subject: str, owner: str, period: str) -> int:
    return twin.net_of(lambda e: e.rule.fund == owner and e.contribution.project == subject)


def _rule_of(of: Callable[[Twin, Contribution], str | None]) -> Callable[[Twin, str, str, str], int]:
    def figure(twin: Twin, subject: str, owner: str, period: str) -> int:
        return twin.net_of(
            lambda e: (
                e.rule.code == owner
                and (of(twin, e.contribution) or "") == subject
                and is_in(e.contribution, period)
            )
        )

    return figure


def _counted(keep: Callable[[Contribution, str, str], bool]) -> Callable[[Twin, str, str, str], int]:
    def figure(twin: Twin, subject: str, owner: str, period: str) -> int:
        return twin.counted_of(lambda c: c.rule.code == owner and keep(c.contribution, subject, period))

    return figure


def _base(twin: Twin, subject: str, owner: str, period: str) -> int:
    decided = twin.decided()

    def counts(counted: Counted) -> bool:
        c = counted.contribution
        return counted.rule.code == owner and c.project == subject and (c, owner) in decided

    return twin.counted_of(counts, of_base=True)


def _unreleased(twin: Twin, subject: str, owner: str, period: str) -> int:
    return sum(minor for project, fund, minor in twin.books.refunds if (project, fund) == (subject, owner))


_FIGURES: dict[str, Callable[[Twin, str, str, str], int]] = {
    "fund_granted": _fund,
    "fund_year_granted": _fund_year,
    "fund_project_granted": _fund_project,
    "rule_project_granted": _rule_of(lambda twin, c: c.project),
    "rule_household_granted": _rule_of(lambda twin, c: c.household),
    "rule_group_granted": _rule_of(lambda twin, c: c.group),
    "rule_community_granted": _rule_of(lambda twin, c: twin.books.community(c.project)),
    "counted": _counted(lambda c, subject, period: c.project == subject),
    "counted_in_kind": _counted(lambda c, subject, period: c.project == subject and c.in_kind),
    "counted_household": _counted(
        lambda c, subject, period: (c.household or "") == subject and is_in(c, period)
    ),
    "base": _base,
    "threshold_reached": lambda twin, subject, owner, period: int((subject, owner) in twin.books.reached),
    "unreleased": _unreleased,
    "contributed": lambda twin, subject, owner, period: model.contributed(twin.books, subject),
    "other_funding": lambda twin, subject, owner, period: model.partnered(twin.books, subject),
    "matched": lambda twin, subject, owner, period: model.matched(twin.books, subject),
}
