"""Sheets of a programme straight into the engine, without database and importer.

The order of the events is that of the independent model; what they do is the engine's.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from core.exchange import Exchange
from core.money import to_minor
from grants.ledger import events as ev
from grants.ledger.applying import Booked, Payments, apply_all
from grants.matching.books import Books
from grants.matching.scale import Scale
from grants.matching.terms import Community, Entry, Fund, Group, Project, Rule
from tests.oracle import model
from tests.oracle.model import Row, Sheets
from tests.oracle.programmes import days_of_news, random_programme

RULE_MONEY = (
    *("project_cost_min", "counted_per_household", "counted_min", "match_per_contribution"),
    *("match_per_household", "match_per_group", "match_per_project", "match_per_community"),
)
RULE_SHARES = ("in_kind_weight", "in_kind_limit_share", "counted_min_share", "match_share_of_cost")
RULE_SETS = ("projects", "communities", "marginality", "kinds", "sources")
RULE_NUMBERS = ("group_min_members", "group_min_days", "record_within_days")


@dataclass(frozen=True)
class Programme:
    """Events, and what it takes to open empty books before the first of them."""

    sheets: Sheets
    events: list[ev.Event]
    payments: Payments

    def books(self) -> Books:
        return _Opening(self.sheets).books

    def feed(self, books: Books) -> Iterator[Booked]:
        return apply_all(books, self.events, self.payments)

    def entries(self) -> list[Entry]:
        """All entries, in the order in which they are booked."""
        return [entry for booked in self.feed(self.books()) for entry in booked.entries]


def eventful_sheets(seed: int, contributions: int = 30) -> Sheets:
    """A random programme with re-matches of any of its funds, whether there is something to grant or not."""
    sheets = random_programme(seed, contributions)
    draw = random.Random(seed)
    funds = sorted(str(row["code"]) for row in sheets["funds"])
    days = days_of_news(sheets)
    rematches: list[Row] = [
        {"fund": draw.choice(funds), "booked_on": draw.choice(days)} for _ in range(draw.randint(0, 5))
    ]
    return {**sheets, "rematches": rematches}


def programme_of(sheets: Sheets) -> Programme:
    currencies = {row["code"]: row["currency"] for row in model.rows_of(sheets, "funds")}
    payments: dict[str, list[tuple[date, str, int]]] = {}
    for row in model.rows_of(sheets, "disbursements"):
        minor = _minor(row["amount"], currencies[row["fund"]])
        paid = model.required_day(row["paid_on"]), str(row["fund"]), minor
        payments.setdefault(str(row["project"]), []).append(paid)
    return Programme(sheets, list(_events(sheets)), payments)


class _Opening:
    """Empty books with the facts that held at the start."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.first: dict[tuple[object, ...], object] = {}
        for event in model.events_of(sheets):
            if event.kind == "change":
                cells = event.cells
                self.first.setdefault((cells["sheet"], cells["code"], cells["column"]), cells.get("old"))
        rates = {
            (str(row["currency"]), model.month(row["month"])): _decimal(row["units_per_usd"])
            for row in model.rows_of(sheets, "rates")
        }
        self.books = Books(Exchange(rates))
        self.books.funds = {str(row["code"]): self._fund(row) for row in self._rows("funds")}
        self.books.communities = {str(row["code"]): self._community(row) for row in self._rows("communities")}
        self.books.groups = {str(row["code"]): self._group(row) for row in self._rows("groups")}
        self.books.projects = {str(row["code"]): self._project(row) for row in self._rows("projects")}
        self.books.add_rules(self._rule(row) for row in model.rows_of(sheets, "rules"))

    def _rows(self, sheet: str) -> Iterator[Row]:
        """As they stood before the first event."""
        for row in model.rows_of(self.sheets, sheet):
            cells = {
                column: self.first.get((sheet, row["code"], column), cell) for column, cell in row.items()
            }
            yield cells

    def _fund(self, row: Row) -> Fund:
        code, currency = str(row["code"]), str(row["currency"])
        return Fund(
            code,
            currency,
            _minor(row["budget"], currency),
            model.required_day(row["opens_on"]),
            model.day(row.get("closes_on")),
            _optional_minor(row.get("yearly_envelope"), currency),
            _whole(row.get("year_starts_month")) or 1,
        )

    def _community(self, row: Row) -> Community:
        return Community(str(row["code"]), model.text(row.get("marginality")))

    def _group(self, row: Row) -> Group:
        return Group(
            str(row["code"]),
            model.required_day(row["registered_on"]),
            _whole(row.get("members")),
            model.text(row.get("leader_sex")),
            model.day(row.get("certificate_until")),
        )

    def _project(self, row: Row) -> Project:
        currency = str(row["currency"])
        community = self.books.communities[str(row["community"])]
        budget = _minor(row["budget"], currency)
        return Project(str(row["code"]), community, str(row["sector"]), currency, budget)

    def _rule(self, row: Row) -> Rule:
        fund = self.books.funds[str(row["fund"])]
        terms: dict[str, Any] = {name: model.text(row.get(name)) for name in ("joint", "group_leader")}
        terms |= {name: frozenset(model.listed(row.get(name))) for name in RULE_SETS}
        terms |= {name: _optional_minor(row.get(name), fund.currency) for name in RULE_MONEY}
        terms |= {name: _fraction(row.get(name)) for name in RULE_SHARES}
        terms |= {name: _whole(row.get(name)) for name in RULE_NUMBERS}
        return Rule(
            code=str(row["code"]),
            version=int(str(row["version"])),
            fund=fund,
            effective_from=model.required_day(row["effective_from"]),
            effective_to=model.day(row.get("effective_to")),
            priority=int(str(row["priority"])),
            scale=_scale(row, fund.currency),
            sectors=model.listed(row.get("sectors")),
            group_certificate=model.text(row.get("group_certificate")) == "yes",
            in_kind=model.text(row.get("in_kind")) or "none",
            cap_period=model.text(row.get("cap_period")) or "total",
            **terms,
        )


def _events(sheets: Sheets) -> Iterator[ev.Event]:
    currencies = {str(row["code"]): str(row["currency"]) for row in model.rows_of(sheets, "projects")}
    contributions = {str(row["reference"]): row for row in model.rows_of(sheets, "contributions")}
    left: dict[str, int] = {}
    ids = count(1)
    for seq, event in enumerate(model.events_of(sheets), start=1):
        on, key, cells = event.on, event.key, event.cells
        match event.kind:
            case "change":
                sheet, code, column = (str(cells[name]) for name in ("sheet", "code", "column"))
                yield ev.FactChanged(seq, on, sheet, code, column, _as_text(cells.get("value")))
            case "approve":
                yield ev.ProjectApproved(seq, on, key)
            case "other_funding":
                currency = str(cells["currency"])
                amount = _minor(cells["amount"], currency)
                yield ev.OtherFundingAgreed(seq, on, key, str(cells["project"]), amount, currency)
            case "verify":
                verified = _verified(seq, on, next(ids), cells)
                left[key] = verified.amount
                yield verified
            case "reverse":
                given = cells.get("amount" if "contribution" in cells else "reversed_amount")
                currency = str(contributions[key]["currency"])
                amount = left[key] if model.text(given) is None else _minor(given, currency)
                left[key] -= amount
                yield ev.ContributionReversed(seq, on, key, amount)
            case "settle":
                cost = (
                    0 if cells.get("status") == "cancelled" else _minor(cells["final_cost"], currencies[key])
                )
                yield ev.ProjectSettled(seq, on, key, cost)
            case "re-match":
                yield ev.FundRematched(seq, on, key)


def _verified(seq: int, on: date, id: int, cells: Row) -> ev.ContributionVerified:
    currency = str(cells["currency"])
    return ev.ContributionVerified(
        seq,
        on,
        id,
        str(cells["reference"]),
        str(cells["project"]),
        str(cells["group"]),
        model.text(cells.get("household")),
        model.required_day(cells["received_on"]),
        model.day(cells.get("recorded_on")),
        _minor(cells["amount"], currency),
        currency,
        str(cells["kind"]),
        model.text(cells.get("source")),
    )


def _scale(row: Row, currency: str) -> Scale:
    if model.text(row.get("ratio")) is not None:
        return Scale([(0, _decimal(row["ratio"]).as_integer_ratio())])
    pairs = (tier.split("=") for tier in model.listed(row["tiers"]))
    return Scale([(_minor(start, currency), Decimal(rate).as_integer_ratio()) for start, rate in pairs])


def _decimal(cell: object) -> Decimal:
    return Decimal(model.required(cell))


def _minor(cell: object, currency: object) -> int:
    return to_minor(_decimal(cell), str(currency))


def _optional_minor(cell: object, currency: str) -> int | None:
    return None if model.text(cell) is None else _minor(cell, currency)


def _fraction(cell: object) -> tuple[int, int] | None:
    return None if model.text(cell) is None else _decimal(cell).as_integer_ratio()


def _whole(cell: object) -> int | None:
    found = model.text(cell)
    return None if found is None else int(found)


def _as_text(cell: object) -> str | None:
    return cell.date().isoformat() if hasattr(cell, "date") else model.text(cell)
