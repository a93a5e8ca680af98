"""A village with a project, a group and a fund, to which things happen one after the other.

Amounts are written in major units. What follows from an event is read as text, one line an entry:
`C1 R: 40.00 of 100.00 funding_gap` granted 40.00 of the 100.00 desired, `C1 R: 100.00 full` all of it, and
`C1 R: -30.00 reversed` released 30.00.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.calendar import month_name, quarter_name
from core.exchange import Exchange
from core.money import to_major, to_minor
from grants.matching import accounts, engine
from grants.matching.accounts import Key
from grants.matching.books import Books
from grants.matching.scale import Scale
from grants.matching.terms import Community, Contribution, Entry, Fraction, Fund, Group, Project, Rule

Number = int | str
MONEY = frozenset(
    {
        *("project_cost_min", "counted_per_household", "counted_min", "match_per_contribution"),
        *("match_per_household", "match_per_group", "match_per_project", "match_per_community"),
    }
)
SHARES = frozenset({"in_kind_weight", "in_kind_limit_share", "counted_min_share", "match_share_of_cost"})
IN_KIND = frozenset({"labour", "materials", "skills"})


class Village:
    """A project W of 1,000.00 in the community V, approved; a group G; a fund F of 100,000.00; no rule."""

    def __init__(
        self,
        currency: str = "USD",
        budget: Number = 1000,
        fund: Number = 100_000,
        rates: Mapping[str, Number] | None = None,
        is_approved: bool = True,
    ) -> None:
        months = [f"{year}-{month:02}" for year in (2019, 2020, 2021) for month in range(1, 13)]
        self.rates = {
            (currency, month): Decimal(units) for currency, units in (rates or {}).items() for month in months
        }
        self.books = Books(Exchange(self.rates))
        self.seq = 0
        self.entries: list[Entry] = []
        self.community("V")
        self.group("G")
        self.fund("F", fund)
        self.project("W", budget, currency, is_approved=is_approved)

    # --- who and what there is

    def community(self, code: str, marginality: str | None = None) -> Community:
        self.books.communities[code] = Community(code, marginality)
        return self.books.communities[code]

    def group(self, code: str, registered_on: str = "2019-01-01", **facts: Any) -> Group:
        self.books.groups[code] = Group(code, date.fromisoformat(registered_on), **facts)
        return self.books.groups[code]

    def fund(
        self,
        code: str,
        budget: Number = 100_000,
        currency: str = "USD",
        closes_on: str | None = None,
        yearly_envelope: Number | None = None,
        year_starts_month: int = 1,
    ) -> Fund:
        self.books.funds[code] = Fund(
            code,
            currency,
            _minor(budget, currency),
            date(2019, 1, 1),
            date.fromisoformat(closes_on) if closes_on else None,
            None if yearly_envelope is None else _minor(yearly_envelope, currency),
            year_starts_month,
        )
        return self.books.funds[code]

    def project(
        self,
        code: str,
        budget: Number = 1000,
        currency: str = "USD",
        community: str = "V",
        sector: str = "14031",
        is_approved: bool = True,
    ) -> Project:
        project = Project(code, self.books.communities[community], sector, currency, _minor(budget, currency))
        self.books.projects[code] = project
        if is_approved:
            self.approve(code, "2020-01-01")
        return project

    def rule(
        self,
        code: str = "R",
        ratio: Number = 1,
        tiers: Mapping[Number, Number] | None = None,
        fund: str = "F",
        since: str = "2019-01-01",
        until: str | None = None,
        version: int = 1,
        priority: int = 1,
        **terms: Any,
    ) -> Rule:
        payer = self.books.funds[fund]
        scale = [
            (_minor(start, payer.currency), _fraction(rate)) for start, rate in (tiers or {0: ratio}).items()
        ]
        rule = Rule(
            code,
            version,
            payer,
            date.fromisoformat(since),
            date.fromisoformat(until) if until else None,
            priority,
            Scale(scale),
            **{name: _term(name, term, payer.currency) for name, term in terms.items()},
        )
        self.books.add_rules([rule])
        return rule

    # --- what happens

    def give(
        self,
        amount: Number,
        on: str = "2020-02-01",
        currency: str = "USD",
        kind: str = "cash",
        project: str = "W",
        group: str = "G",
        household: str | None = None,
        source: str | None = None,
        days_to_record: int = 0,
        reference: str | None = None,
    ) -> list[str]:
        """A contribution is verified."""
        day = date.fromisoformat(on)
        contribution = Contribution(
            reference or f"C{len(self.books.contributions) + 1}",
            self.books.projects[project],
            self.books.groups[group],
            household,
            day,
            _minor(amount, currency),
            currency,
            kind,
            kind in IN_KIND,
            source,
            days_to_record,
            month_name(day),
            quarter_name(day),
        )
        return self._booked(engine.verify(self.books, contribution, self._next(), day))

    def approve(self, project: str = "W", on: str = "2020-06-01") -> list[str]:
        day = date.fromisoformat(on)
        approved = self.books.projects[project]
        return self._booked(engine.approve(self.books, approved, month_name(day), self._next(), day))

    def reverse(self, reference: str, amount: Number, on: str = "2020-07-01") -> list[str]:
        contribution = self.books.contributions[reference]
        minor = _minor(amount, contribution.currency)
        day = date.fromisoformat(on)
        return self._booked(engine.reverse(self.books, contribution, minor, self._next(), day))

    def settle(
        self, final_cost: Number, paid: Mapping[str, Number] | None = None, project: str = "W"
    ) -> list[str]:
        settled = self.books.projects[project]
        disbursed = {
            code: _minor(amount, self.books.funds[code].currency) for code, amount in (paid or {}).items()
        }
        cost = _minor(final_cost, settled.currency)
        day = date(2020, 12, 31)
        return self._booked(engine.settle(self.books, settled, cost, disbursed, self._next(), day))

    def rematch(self, fund: str = "F") -> list[str]:
        day = date(2020, 11, 1)
        return self._booked(engine.rematch_fund(self.books, self.books.funds[fund], self._next(), day))

    def agree(
        self, amount: Number, currency: str = "USD", month: str = "2020-01", project: str = "W"
    ) -> None:
        """Another partner's part of a project."""
        agreed = self.books.projects[project]
        engine.add_other_funding(self.books, agreed, _minor(amount, currency), currency, month)

    def set_budget(self, budget: Number, project: str = "W") -> None:
        changed = self.books.projects[project]
        engine.change_budget(changed, _minor(budget, changed.currency))

    def set_fund(self, column: str, value: object, fund: str = "F") -> None:
        changed = self.books.funds[fund]
        is_date = column == "closes_on"
        engine.change_fund(
            self.books,
            changed,
            column,
            date.fromisoformat(str(value)) if is_date else _minor(value, changed.currency),
        )

    # --- what stands then

    def balance(self, account: str, subject: str, owner: str, period: str = "") -> str:
        """In major units of the fund F."""
        key: Key = (account, subject, owner, period)
        return str(to_major(self.books.balance(key), self.books.funds["F"].currency))

    def counted(self, project: str = "W", rule: str = "R") -> str:
        return self.balance(accounts.COUNTED, project, rule)

    def gap(self, project: str = "W") -> str:
        of = self.books.projects[project]
        return str(to_major(self.books.gap(of), of.currency))

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def _booked(self, entries: Sequence[Entry]) -> list[str]:
        self.entries += entries
        return [_line(entry) for entry in entries]


def lines(*several: Sequence[str]) -> list[str]:
    """What followed from several events."""
    return [line for each in several for line in each]


def _line(entry: Entry) -> str:
    currency = entry.rule.fund.currency
    amount = str(to_major(entry.granted - entry.released, currency))
    if entry.of is None and entry.desired != entry.granted:
        amount += f" of {to_major(entry.desired, currency)}"
    return f"{entry.contribution.reference} {entry.rule.code}: {amount} {entry.reason}"


def _term(name: str, term: Any, currency: str) -> Any:
    if name in MONEY:
        return _minor(term, currency)
    return _fraction(term) if name in SHARES else term


def _minor(amount: object, currency: str) -> int:
    return to_minor(Decimal(str(amount)), currency)


def _fraction(number: object) -> Fraction:
    return Decimal(str(number)).as_integer_ratio()
