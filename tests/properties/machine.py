"""Random histories of one programme, step by step: after each, the books say what the independent model says."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, cast

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.oracle import model
from tests.oracle.model import Row
from tests.oracle.programmes import IN_KIND, MARGINALITY, MONEY, RATIOS
from tests.properties.office import Office
from tests.properties.people import People, one, refused
from tests.properties.steps import Step, days, percent, step, which
from tests.properties.twin import Twin
from tests.properties.worlds import ALL_FUNDS_OPEN, typed, world

Begin = Callable[[int], AbstractContextManager[sa.Engine]]
"""A database of a world, by its seed."""

WORLDS = 12
CAPS = ("match_per_contribution", "match_per_household", "match_per_group", "match_per_project")


class History(People, RuleBasedStateMachine):
    """People at work in one programme. Every argument of a step is a whole number."""

    begin_in: ClassVar[Begin]
    latest: ClassVar[list[Step]] = []
    """The history that ran last: after a failure the shortest that was found."""
    steps_run: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).latest = []
        self.granted: dict[str, int] = {}
        self.place: AbstractContextManager[sa.Engine] | None = None

    @initialize(seed=st.integers(0, WORLDS - 1))
    def begin(self, seed: int) -> None:
        type(self).latest.append(("begin", {"seed": seed}))
        sheets = world(seed)
        place = type(self).begin_in(seed)
        self.office = Office(place.__enter__())
        self.twin = Twin(sheets)
        self.place = place

    def teardown(self) -> None:
        try:
            if self.place is not None:
                assert self.office.differences() == []
        finally:
            self.leave()

    def leave(self) -> None:
        if self.place is not None:
            self.place.__exit__(None, None, None)
            self.place = None

    # --- what people do: money and work come, sooner or later somebody verifies

    @step(by=days, of=which, household=which, much=percent)
    def bring_money(self, by: int, of: int, household: int, much: int) -> None:
        self.verify_now(self.entered(by, 0, of, one(MONEY, of), household, much))

    @step(by=days, of=which, household=which, much=percent)
    def bring_more_money(self, by: int, of: int, household: int, much: int) -> None:
        """The same once more: without it most of a history would be decisions of the office."""
        self.verify_now(self.entered(by, 3, of, one(MONEY, of), household, 3 * much))

    @step(by=days, of=which, household=which, much=percent)
    def bring_in_kind(self, by: int, of: int, household: int, much: int) -> None:
        self.verify_now(self.entered(by, 0, of, one(IN_KIND, of), household, much))

    @step(ago=(30, 400), of=which, household=which, much=percent)
    def enter_late(self, ago: int, of: int, household: int, much: int) -> None:
        """What was received long ago, perhaps in a quarter that is closed since."""
        self.verify_now(self.entered(0, ago, of, one(MONEY, of), household, much))

    @step(by=days, of=which, household=which, much=percent)
    def only_record(self, by: int, of: int, household: int, much: int) -> None:
        self.entered(by, 5, of, one((*MONEY, *IN_KIND), of), household, much)

    @step(only_if=lambda self: self.recorded, contribution=which)
    def verify(self, contribution: int) -> None:
        self.verify_now(one(list(self.recorded), contribution))

    @step(only_if=lambda self: any(self.left.values()), contribution=which, part=percent)
    def reverse(self, contribution: int, part: int) -> None:
        """In part, or above a hundred percent all that is left."""
        reference = one([each for each, left in self.left.items() if left], contribution)
        self.take_back(reference, max(1, self.left[reference] * min(part, 100) // 100), part > 100)

    @step(only_if=lambda self: self.projects(approved=False), project=which)
    def approve(self, project: int) -> None:
        code = one(self.projects(approved=False), project)
        row = {"code": code, "approved_on": self.today, "status": "approved"}
        self.office.enter(self.now(), self.today, projects=typed(row))
        self.twin.approve(self.today, code)

    @step(project=which, partner=which, much=percent)
    def find_a_partner(self, project: int, partner: int, much: int) -> None:
        currency = str(one(self.rows("funds"), partner)["currency"])
        row: Row = {
            "reference": f"O-{next(self.numbers)}",
            "project": one(self.rows("projects"), project)["code"],
            "partner": "The jamoat",
            "agreed_on": self.today,
            "amount": self.sum_of(much, currency),
            "currency": currency,
        }
        self.office.enter(self.now(), self.today, other_funding=typed(row))
        self.twin.other_funding(row)

    @step(what=which, of=which, to=percent)
    def raise_or_lower(self, what: int, of: int, to: int) -> None:
        """A budget of a fund or a project, or an envelope, to so many percent of what the budget is."""
        sheet, column = one((("funds", "budget"), ("projects", "budget"), ("funds", "yearly_envelope")), what)
        row = one(self.rows(sheet), of)
        is_open = column == "yearly_envelope" and to % 10 == 0
        value = None if is_open else self.part_of(row["budget"], to, str(row["currency"]))
        self.change(sheet, row, column, value)

    @step(what=which, of=which, to=which)
    def change_a_fact(self, what: int, of: int, to: int) -> None:
        day = self.today + timedelta(days=to % 300 - 100)
        values = {
            ("funds", "closes_on"): max(day, ALL_FUNDS_OPEN) if to % 3 else None,
            ("groups", "members"): to % 15,
            ("groups", "leader_sex"): one("fm", to // 3),
            ("groups", "certificate_until"): day,
            ("communities", "marginality"): one(MARGINALITY, to),
        }
        sheet, column = one(list(values), what)
        self.change(sheet, one(self.rows(sheet), of), column, values[sheet, column])

    @step(rule=which, ratio=which, cap=which, to=percent)
    def make_a_rule_version(self, rule: int, ratio: int, cap: int, to: int) -> None:
        """From the day after the latest that was decided on; an open version is ended the day before."""
        code = one(sorted({str(row["code"]) for row in self.rows("rules")}), rule)
        last = max(
            (row for row in self.rows("rules") if row["code"] == code),
            key=lambda row: int(str(row["version"])),
        )
        decided = [cast(date, row["received_on"]) for row in self.verified.values()]
        ends_on = cast(date | None, last["effective_to"])
        until = max([cast(date, last["effective_from"]), ends_on or date.min, *decided])
        ended = last | {"effective_to": ends_on or until}
        currency = str(self.row("funds", last["fund"])["currency"])
        new = last | {
            "version": int(str(last["version"])) + 1,
            "effective_from": until + timedelta(days=1),
            "effective_to": None,
            "ratio": Decimal(one(RATIOS, ratio)),
            "tiers": None,
            one(CAPS, cap): self.sum_of(to * 2, currency),
        }
        for row in (ended, new) if ends_on is None else (new,):
            self.office.enter(self.now(), self.today, rules=typed(row))
        if ends_on is None:
            self.twin.end_rule(code, int(str(last["version"])), until)
        self.twin.new_rule(new)

    @step(only_if=lambda self: self.projects(approved=True), project=which, fund=which, much=percent)
    def pay(self, project: int, fund: int, much: int) -> None:
        of_fund = one(self.rows("funds"), fund)
        row: Row = {
            "reference": f"D-{next(self.numbers)}",
            "fund": of_fund["code"],
            "project": one(self.projects(approved=True), project),
            "paid_on": self.today,
            "amount": self.sum_of(much, str(of_fund["currency"])),
            "override_reason": "Agreed with the donor",
        }
        self.office.enter(self.now(), self.today, disbursements=typed(row))
        self.twin.pay(row)

    @step(only_if=lambda self: self.projects(approved=True), project=which, cost=percent)
    def settle(self, project: int, cost: int) -> None:
        """With a final cost, or above 200 percent cancelled."""
        code = one(self.projects(approved=True), project)
        row = self.row("projects", code)
        is_cancelled = cost > 200
        final_cost = 0 if is_cancelled else self.part_of(row["budget"], cost, str(row["currency"]))
        status = "cancelled" if is_cancelled else "completed"
        cells = {"code": code, "settled_on": self.today, "final_cost": final_cost, "status": status}
        self.office.enter(self.now(), self.today, projects=typed(cells))
        self.twin.settle(self.today, code, final_cost, status)

    @step(fund=which)
    def rematch(self, fund: int) -> None:
        """Where there is nothing to grant it is refused, and no event."""
        code = str(one(self.rows("funds"), fund)["code"])
        at = self.now()
        if self.twin.rematch(self.office.day(at), code):
            self.office.rematch(code, at)
        else:
            with refused():
                self.office.rematch(code, at)

    @step(fund=which, contribution=which, beyond=percent)
    def try_what_is_refused(self, fund: int, contribution: int, beyond: int) -> None:
        """To confirm a list that is outdated, and to take back more than is left."""
        with refused():
            self.office.confirm_outdated(str(one(self.rows("funds"), fund)["code"]), self.now())
        if self.left:
            reference = one(list(self.left), contribution)
            row = self.reversal(reference, self.left[reference] + beyond)
            if not self.is_booked(row):
                with refused():
                    self.office.enter(self.now(), self.today, reversals=typed(row))

    @step(only_if=lambda self: self.quarter_to_close() is not None)
    def close_a_quarter(self) -> None:
        closed = self.quarter_to_close()
        assert closed is not None
        self.office.enter(
            self.now(), self.today, closings=typed({"quarter": closed, "closed_on": self.today})
        )
        self.twin.close(closed)

    # --- what must then hold

    @invariant()
    def is_as_the_model_says(self) -> None:
        if self.place is None:
            return
        assert self.office.lines() == self.twin.lines()
        balances = self.office.balances()
        assert balances == {key: self.twin.balance(key) for key in balances}
        assert self.office.counted_on() == self.twin.counted_on
        assert self.office.least() >= 0
        for fund in self.rows("funds"):
            self.check_budget(fund)

    def check_budget(self, fund: Row) -> None:
        """Above its budget only where that was lowered: then no grant has raised it."""
        code = str(fund["code"])
        granted = self.twin.granted(code)
        budget = model.whole_minor(self.twin.books.fact("funds", code, "budget"), str(fund["currency"]))
        assert granted <= max(budget, self.granted.get(code, 0))
        self.granted[code] = granted


def history_in(begin_in: Begin, **attributes: object) -> type[History]:
    """The machine over databases of these worlds, with what it keeps of its own."""
    own = {"begin_in": staticmethod(begin_in), "latest": [], "steps_run": 0}
    return cast(type[History], type("History", (History,), own | attributes))
