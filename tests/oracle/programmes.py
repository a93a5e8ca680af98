"""Random programmes, small and awkward, and workbooks of them.

`random_programme` is made for corners: budgets near the sums, tight caps, thresholds, coarse and fine
currencies, many events on one date, references whose order as text is not their number. All of it is valid.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook, load_workbook

from tests.oracle.model import Row, Sheets, rematch_proposal

T = TypeVar("T")

FIRST_DAY, LAST_DAY = date(2020, 1, 2), date(2021, 6, 30)
DECIMALS = {"USD": 2, "TJS": 2, "JPY": 0, "KWD": 3}
SECTORS = ("14031", "14032", "21020", "11220")
MARGINALITY = ("low", "medium", "high", "very_high")
MONEY = ("bank_transfer", "money_transfer", "mobile_money", "cash")
IN_KIND = ("labour", "materials", "skills")
SOURCES = ("remittance", "local", "returnee", "other")
RATIOS = ("0.25", "0.333", "0.5", "1", "1", "1.5", "2", "3")
CAPS = {
    "match_per_contribution": (0.4, 2),
    "match_per_household": (0.5, 4),
    "match_per_group": (1, 7),
    "match_per_project": (1, 7),
    "match_per_community": (2, 12),
}


def random_programme(seed: int, contributions: int = 60) -> Sheets:
    return Maker(seed, contributions).sheets


def with_rematches(sheets: Sheets, seed: int, tries: int = 10) -> Sheets:
    """The same programme with a few re-matches booked, as the model proposes them."""
    draw = random.Random(seed)
    funds = sorted({str(row["fund"]) for row in sheets["rules"] if not row["joint"]})
    booked: Sheets = {**sheets, "rematches": []}
    for on, fund in sorted({(on, draw.choice(funds)) for on in draw.choices(days_of_news(sheets), k=tries)}):
        booked["rematches"].extend(rematch_rows(booked, fund, on))
    return booked


def days_of_news(sheets: Sheets) -> list[date]:
    """When something was raised, lowered or reversed, and a while later."""
    cells = [row.get("effective_on") or row.get("reversed_on") for row in news_of(sheets)]
    days = [day for day in cells if isinstance(day, date)] or [LAST_DAY]
    return sorted({*days, *(day + timedelta(days=40) for day in days)})


def news_of(sheets: Sheets) -> list[Row]:
    changes = [row for row in sheets["changes"] if row["sheet"] in ("funds", "projects")]
    return changes + sheets["reversals"] + sheets["contributions"]


def rematch_rows(sheets: Sheets, fund: str, on: date) -> list[Row]:
    (currency,) = (str(row["currency"]) for row in sheets["funds"] if row["code"] == fund)
    return [
        {
            "fund": fund,
            "booked_on": on,
            "contribution": proposal.contribution,
            "rule": proposal.rule,
            "version": proposal.version,
            "granted": Decimal(proposal.granted).scaleb(-DECIMALS[currency]),
        }
        for proposal in rematch_proposal(sheets, fund, on)
    ]


class Maker:
    """Draws one programme.

    `unit` is the usual size of a contribution in USD. `generous` funds are limited by little but the gap.
    `steady` rates are constant and even, and amounts whole units: halves of a minor unit abound, and sums
    that are exactly what is left.
    """

    def __init__(self, seed: int, contributions: int) -> None:
        self.draw = random.Random(seed)
        self.wanted = contributions
        self.unit = self.draw.choice((0.06, 0.06, 3, 12, 40))
        self.generous = self.chance(0.3)
        self.currencies = self.draw.sample(sorted(DECIMALS), self.draw.choice((1, 2, 3, 3, 4)))
        self.currencies.sort(key=lambda currency: DECIMALS[currency])
        self.steady = self.chance(0.25)
        jpy = 50 if self.steady else self.draw.choice((2.9, 41.3, 131.7))
        self.bases = {"USD": 1.0, "TJS": 8.0, "JPY": jpy, "KWD": 0.25}
        span = (LAST_DAY - FIRST_DAY).days
        self.days = sorted(FIRST_DAY + timedelta(days=n) for n in self.draw.sample(range(span), 70))
        self.sheets: Sheets = {}
        for sheet, make in self.makers().items():
            self.sheets[sheet] = list(make())
        self.change_facts()
        self.draw.shuffle(self.sheets["contributions"])

    def makers(self) -> dict[str, Callable[[], Iterator[Row]]]:
        return {
            "programmes": self.programmes,
            "communities": self.communities,
            "groups": self.groups,
            "households": self.households,
            "projects": self.projects,
            "funds": self.funds,
            "rules": self.rules,
            "rates": self.rates,
            "other_funding": self.other_funding,
            "contributions": self.contributions,
            "reversals": self.reversals,
            "disbursements": self.disbursements,
        }

    # --- drawing

    def chance(self, probability: float) -> bool:
        return self.draw.random() < probability

    def maybe(self, probability: float, make: Callable[[], T]) -> T | None:
        return make() if self.chance(probability) else None

    def between(self, first: float, last: float) -> float:
        return self.draw.uniform(first, last)

    def money(self, units: float, currency: str) -> Decimal:
        """About so many units, at least one minor unit."""
        units = max(1, round(units)) if self.steady else units
        least = Decimal(1).scaleb(-DECIMALS[currency])
        return max(least, Decimal(units * self.unit * self.bases[currency]).quantize(least))

    def sized(self, first: float, last: float, currency: str) -> Decimal:
        return self.money(self.between(first, last), currency)

    def of(self, share: float, amount: Decimal, currency: str) -> Decimal:
        least = Decimal(1).scaleb(-DECIMALS[currency])
        return max(least, (amount * Decimal(share)).quantize(least))

    def some(self, of: Sequence[str], most: int = 3) -> str:
        return ";".join(self.draw.sample(list(of), self.draw.randint(1, min(most, len(of)))))

    def day(self, first: float = 0, last: float = 1) -> date:
        """A day of the pool, by its place between 0 and 1."""
        return self.days[int(self.between(first, last) * (len(self.days) - 1))]

    def day_since(self, since: date, steps: int) -> date:
        later = [day for day in self.days if day >= since] or [since]
        return later[min(self.draw.randint(0, steps), len(later) - 1)]

    def codes(self, sheet: str) -> list[str]:
        return [str(row["code"]) for row in self.sheets[sheet]]

    def row(self, sheet: str, code: object) -> Row:
        return next(row for row in self.sheets[sheet] if row["code"] == code)

    # --- master data

    def programmes(self) -> Iterator[Row]:
        yield {
            "code": "PROG",
            "name": "Random programme",
            "country": "TJ",
            "currency": "USD",
            "starts_on": date(2019, 1, 1),
            "time_zone": "Asia/Dushanbe",
        }

    def communities(self) -> Iterator[Row]:
        for code in ("A", "b"):
            yield {
                "code": code,
                "programme": "PROG",
                "name": f"Village {code}",
                "marginality": self.maybe(0.8, lambda: self.draw.choice(MARGINALITY)),
            }

    def groups(self) -> Iterator[Row]:
        for number, community in enumerate(("A", "A", "b", "b"), start=1):
            yield {
                "code": f"G{number}",
                "community": community,
                "name": f"Group {number}",
                "registered_on": date(2019, 3, 1) + timedelta(days=self.draw.randrange(350)),
                "members": self.maybe(0.9, lambda: self.draw.randint(5, 15)),
                "leader_sex": self.maybe(0.8, lambda: self.draw.choice("fm")),
                "certificate_until": self.maybe(0.7, lambda: self.day(0.4, 1)),
            }

    def households(self) -> Iterator[Row]:
        for group in self.codes("groups"):
            for number in range(self.draw.randint(2, 3)):
                yield {"code": f"{group}-H{number}", "group": group}

    def projects(self) -> Iterator[Row]:
        projects = self.draw.randint(3, 8)
        usual = self.wanted / projects
        for number in range(projects):
            approved_on = self.draw.choices((self.day(0, 0.1), self.day(0.2, 0.6), None), (6, 3, 1))[0]
            currency = self.currencies[0] if self.chance(0.65) else self.draw.choice(self.currencies)
            budget = self.sized(usual * 1.5, usual * (4 if self.generous else 6), currency)
            yield {
                "code": f"W{9 + number}",
                "community": self.draw.choice("AAb"),
                "name": f"Work {number}",
                "sector": self.draw.choice(SECTORS),
                "budget": budget,
                "currency": currency,
                "approved_on": approved_on,
                **self.end_of_project(approved_on, budget, currency),
            }

    def end_of_project(self, approved_on: date | None, budget: Decimal, currency: str) -> Row:
        if approved_on is None:
            return {"status": "proposed", "settled_on": None, "final_cost": None}
        if self.chance(0.6):
            return {"status": "in_progress", "settled_on": None, "final_cost": None}
        settled_on = self.day(0.65, 0.95)
        if self.chance(0.3):
            return {"status": "cancelled", "settled_on": settled_on, "final_cost": Decimal(0)}
        final_cost = self.of(self.between(0.2, 0.9), budget, currency)
        return {"status": "completed", "settled_on": settled_on, "final_cost": final_cost}

    def funds(self) -> Iterator[Row]:
        for number in range(self.draw.randint(3, 5)):
            currency = self.currencies[-1] if self.chance(0.65) else self.draw.choice(self.currencies)
            budget = self.sized(self.wanted * 0.15, self.wanted * (4 if self.generous else 1.2), currency)
            yield {
                "code": f"{self.draw.choice('fFñ')}{number}",
                "programme": "PROG",
                "name": f"Fund {number}",
                "donor": f"Donor {number}",
                "currency": currency,
                "budget": budget,
                "opens_on": self.day(0, 0.2) if self.chance(0.2) else date(2019, 1, 1),
                "closes_on": self.maybe(0.25, lambda: self.day(0.5, 1)),
                "yearly_envelope": self.maybe(0.35, partial(self.part_of, budget, currency)),
                "year_starts_month": self.maybe(0.5, lambda: self.draw.randint(1, 12)),
            }

    def rates(self) -> Iterator[Row]:
        months = [f"{2019 + n // 12}-{1 + n % 12:02}" for n in range(36)]
        for currency in sorted(set(self.currencies) - {"USD"}):
            for month in months:
                moved = 1 if self.steady else self.between(0.8, 1.25)
                units = Decimal(self.bases[currency] * moved).quantize(Decimal("0.0001"))
                yield {"currency": currency, "month": month, "units_per_usd": units, "source": "invented"}

    # --- rules

    def rules(self) -> Iterator[Row]:
        funds = self.codes("funds")
        letters = iter(self.draw.sample("abcdeABCDEFG", 12))
        for number in range(self.draw.choice((1, 1, 2))):
            terms = self.equal_parties if self.chance(0.4) else self.joint_terms
            for fund in self.draw.sample(funds, self.draw.choice((2, 3, 3))):
                yield from self.versions(f"{next(letters)}-J", fund, f"SCHEME{number}", terms)
        for _ in range(self.draw.randint(2, 4)):
            code = f"{next(letters)}-{self.draw.randint(1, 12)}"
            yield from self.versions(code, self.draw.choice(funds[:2]), None, self.terms)

    def equal_parties(self, currency: str) -> Row:
        return {"ratio": Decimal(1), "in_kind": "match"}

    def joint_terms(self, currency: str) -> Row:
        return self.terms(currency, conditions=0.02, without_in_kind=0.1)

    def terms(self, currency: str, conditions: float = 0.08, without_in_kind: float = 0.3) -> Row:
        return {
            **self.rate_of_match(currency),
            **self.conditions(currency, conditions),
            **self.counting(currency, without_in_kind),
            **self.thresholds(currency),
            **self.caps(currency),
        }

    def versions(self, code: str, fund: str, joint: str | None, terms: Callable[[str], Row]) -> Iterator[Row]:
        cuts = sorted(self.draw.sample(self.days[16:60], self.draw.choice((0, 0, 1, 1, 2))))
        starts = [self.day(0, 0.2) if self.chance(0.2) else date(2019, 6, 1), *cuts]
        ends: list[date | None] = [
            max(start, cut - timedelta(days=self.draw.choice((1, 1, 1, 6))))
            for start, cut in zip(starts, cuts, strict=False)
        ]
        ends.append(self.maybe(0.15, lambda: self.day(0.9, 1)))
        currency = str(self.row("funds", fund)["currency"])
        for version, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
            yield {
                "code": code,
                "fund": fund,
                "version": version,
                "effective_from": start,
                "effective_to": end,
                "priority": self.draw.choice((1, 1, 2, 3)),
                "joint": joint,
                **terms(currency),
            }

    def rate_of_match(self, currency: str) -> Row:
        if self.chance(0.6):
            return {"ratio": Decimal(self.draw.choice(RATIOS)), "tiers": None}
        bounds = sorted({self.sized(0.5, 8, currency) for _ in range(self.draw.randint(1, 3))})
        starts = ["0", *map(str, bounds)]
        ratios = [*self.draw.choices(RATIOS, k=len(bounds)), self.draw.choice(("0", "0.5", "1"))]
        return {"ratio": None, "tiers": "; ".join(f"{s}={r}" for s, r in zip(starts, ratios, strict=True))}

    def conditions(self, currency: str, often: float) -> Row:
        makers: dict[str, Callable[[], object]] = {
            "projects": lambda: self.some(self.codes("projects"), 4),
            "sectors": lambda: self.some(("14", "21", "11220", "14031", "1")),
            "communities": lambda: self.some(("A", "b")),
            "marginality": lambda: self.some(MARGINALITY),
            "kinds": lambda: self.some(MONEY + IN_KIND, 7),
            "sources": lambda: self.some(SOURCES, 4),
            "group_min_members": lambda: self.draw.randint(6, 12),
            "group_leader": lambda: self.draw.choice("fm"),
            "group_min_days": lambda: self.draw.randint(100, 500),
            "group_certificate": lambda: self.draw.choice(("yes", "yes", "no")),
            "project_cost_min": lambda: self.sized(self.wanted * 0.25, self.wanted * 0.75, currency),
            "record_within_days": lambda: self.draw.randint(0, 20),
        }
        return {column: self.maybe(often, make) for column, make in makers.items()}

    def counting(self, currency: str, without_in_kind: float) -> Row:
        accepted = (None, "none") if self.chance(without_in_kind) else ("match", "match", "threshold")
        weights, shares = ("0.25", "0.5", "0.85"), ("0.02", "0.055", "0.1")
        return {
            "in_kind": self.draw.choice(accepted),
            "in_kind_weight": self.maybe(0.5, lambda: Decimal(self.draw.choice(weights))),
            "in_kind_limit_share": self.maybe(0.4, lambda: Decimal(self.draw.choice(shares))),
            "counted_per_household": self.maybe(0.2, lambda: self.sized(0.5, 3, currency)),
        }

    def thresholds(self, currency: str) -> Row:
        shares = ("0.015", "0.05", "0.125", "0.3")
        return {
            "counted_min": self.maybe(0.2, lambda: self.sized(0.5, 5, currency)),
            "counted_min_share": self.maybe(0.2, lambda: Decimal(self.draw.choice(shares))),
        }

    def caps(self, currency: str) -> Row:
        often = 0.04 if self.generous else 0.25
        caps: Row = {}
        for cap, span in CAPS.items():
            caps[cap] = self.maybe(often, partial(self.sized, *span, currency))
        if self.chance(0.03):
            caps[self.draw.choice(sorted(CAPS))] = Decimal(0)
        shares = ("0.1", "0.25", "0.333")
        return caps | {
            "match_share_of_cost": self.maybe(often, lambda: Decimal(self.draw.choice(shares))),
            "cap_period": self.draw.choice((None, "total", "year", "quarter")),
        }

    # --- what happens

    def other_funding(self) -> Iterator[Row]:
        for number in range(self.draw.randint(2, 6)):
            project = self.draw.choice(self.sheets["projects"])
            currency = self.draw.choice(self.currencies)
            yield {
                "reference": f"O-{number}",
                "project": project["code"],
                "partner": f"Partner {number}",
                "partner_type": self.draw.choice(("local_government", "ngo", "private", "other_donor")),
                "agreed_on": self.day(0, 0.6),
                "amount": self.sized(0.2, 5, currency),
                "currency": currency,
            }

    def contributions(self) -> Iterator[Row]:
        projects = self.sheets["projects"]
        weights = [self.draw.choice((1, 2, 4)) for _ in projects]
        for number in range(1, self.wanted + 1):
            project = self.draw.choices(projects, weights)[0]
            groups = [row for row in self.sheets["groups"] if row["community"] == project["community"]]
            yield self.contribution(f"{self.draw.choice('aBcñ')}-{number}", project, self.draw.choice(groups))

    def contribution(self, reference: str, project: Row, group: Row) -> Row:
        registered_on = group["registered_on"]
        assert isinstance(registered_on, date)
        received_on = self.day_since(max(registered_on, self.day()), 2)
        households = [row["code"] for row in self.sheets["households"] if row["group"] == group["code"]]
        currency = str(project["currency"]) if self.chance(0.7) else self.draw.choice(self.currencies)
        amount = self.money(self.draw.choice((0.01, 0.3, 1, 1, 1, 2)) * self.between(0.5, 1.5), currency)
        row: Row = {
            "reference": reference,
            "project": project["code"],
            "group": group["code"],
            "household": self.maybe(0.93, lambda: self.draw.choice(households)),
            "received_on": received_on,
            "amount": amount,
            "currency": currency,
            "kind": self.draw.choice(MONEY if self.chance(0.68) else IN_KIND),
            "source": self.maybe(0.85, lambda: self.draw.choice(SOURCES)),
        }
        return row | self.fate(received_on, amount, currency)

    def fate(self, received_on: date, amount: Decimal, currency: str) -> Row:
        if self.chance(0.06):
            return {"status": self.draw.choice(("recorded", "returned", "withdrawn")), "reversed_on": None}
        verified_on = received_on if self.chance(0.5) else self.day_since(received_on, 5)
        recorded_on = received_on + (verified_on - received_on) // 2
        reversed_on = self.maybe(0.2, lambda: self.day_since(verified_on, 15))
        partly = self.maybe(0.7, lambda: self.part_of(amount, currency))
        return {
            "status": "verified",
            "verified_on": verified_on,
            "recorded_on": self.maybe(0.4, lambda: recorded_on),
            "reversed_on": reversed_on,
            "reversed_amount": partly if reversed_on else None,
            "reversal_reason": "Returned to sender" if reversed_on else None,
        }

    def part_of(self, amount: Decimal, currency: str) -> Decimal:
        """More than nothing and at most all; often the half."""
        share = 0.5 if self.chance(0.4) else self.between(0.05, 0.95)
        return self.of(share, amount, currency)

    def reversals(self) -> Iterator[Row]:
        for row in self.sheets["contributions"]:
            untouched = row["status"] == "verified" and row["reversed_on"] is None
            if untouched and self.chance(0.08):
                yield from self.parts_reversed(row)

    def parts_reversed(self, contribution: Row) -> Iterator[Row]:
        on, left = contribution["verified_on"], contribution["amount"]
        assert isinstance(on, date)
        assert isinstance(left, Decimal)
        for _ in range(self.draw.randint(2, 3)):
            if left:
                on = self.day_since(on, 6)
                part = left if self.chance(0.2) else self.part_of(left, str(contribution["currency"]))
                left -= part
                reference = contribution["reference"]
                yield {"contribution": reference, "reversed_on": on, "amount": part, "reason": "Wrong amount"}

    def disbursements(self) -> Iterator[Row]:
        approved = [row for row in self.sheets["projects"] if row["approved_on"]]
        numbers = count(1)
        for _ in range(self.draw.randint(4, 12) if approved else 0):
            project, fund = self.draw.choice(approved), self.draw.choice(self.sheets["funds"])
            approved_on = project["approved_on"]
            assert isinstance(approved_on, date)
            paid: Row = {
                "reference": f"D-{next(numbers)}",
                "fund": fund["code"],
                "project": project["code"],
                "paid_on": self.paid_on(approved_on, project["settled_on"]),
                "amount": self.sized(0.1, 4, str(fund["currency"])),
                "refund_of": None,
                "override_reason": "Agreed with the donor",
            }
            yield paid
            if self.chance(0.15):
                yield self.refund(paid, f"D-{next(numbers)}", str(fund["currency"]))

    def paid_on(self, approved_on: date, settled_on: object) -> date:
        if isinstance(settled_on, date) and self.chance(0.2):
            return settled_on
        return self.day_since(approved_on, 60)

    def refund(self, paid: Row, reference: str, currency: str) -> Row:
        amount, paid_on = paid["amount"], paid["paid_on"]
        assert isinstance(amount, Decimal)
        assert isinstance(paid_on, date)
        return paid | {
            "reference": reference,
            "paid_on": self.day_since(paid_on, 10),
            "amount": -self.part_of(amount, currency),
            "refund_of": paid["reference"],
        }

    # --- changes

    def change_facts(self) -> None:
        changes: list[Row] = []
        for sheet, column, make, often in self.changeable():
            for row in self.sheets[sheet]:
                if self.chance(often):
                    changes += self.changes_of_cell(sheet, row, column, make)
        self.sheets["changes"] = sorted(changes, key=lambda change: str(change["effective_on"]))

    def changeable(self) -> list[tuple[str, str, Callable[[Row], object], float]]:
        return [
            ("funds", "budget", lambda row: self.other_amount(row, "budget"), 0.5),
            ("funds", "yearly_envelope", lambda row: self.other_amount(row, "yearly_envelope"), 0.3),
            ("funds", "closes_on", lambda row: self.day(0.4, 1), 0.25),
            ("projects", "budget", lambda row: self.other_amount(row, "budget"), 0.5),
            ("groups", "members", lambda row: self.draw.randint(5, 15), 0.4),
            ("groups", "leader_sex", lambda row: self.draw.choice("fm"), 0.3),
            ("groups", "certificate_until", lambda row: self.day(0.3, 1), 0.3),
            ("communities", "marginality", lambda row: self.draw.choice(MARGINALITY), 0.4),
        ]

    def other_amount(self, row: Row, column: str) -> Decimal:
        before, currency = row[column] or row["budget"], str(row["currency"])
        assert isinstance(before, Decimal)
        return self.of(self.between(0.4, 1.9), before, currency)

    def changes_of_cell(
        self, sheet: str, row: Row, column: str, make: Callable[[Row], object]
    ) -> Iterator[Row]:
        """Changes the row as it goes, so that the sheet shows the value after the last change."""
        latest = row.get("settled_on") or LAST_DAY
        days = sorted(self.day() for _ in range(self.draw.choice((1, 1, 2, 3))))
        for on in days:
            old, new = row[column], make(row)
            if new != old and str(on) < str(latest):
                row[column] = new
                yield {
                    "sheet": sheet,
                    "code": row["code"],
                    "column": column,
                    "old": old,
                    "value": new,
                    "effective_on": on,
                    "reason": "Decided by the board",
                }


# --- workbooks ----------------------------------------------------------------------------------


def write_workbook(sheets: Sheets, path: Path | str) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if columns:
            sheet = book.create_sheet(name)
            sheet.append(columns)
            for row in rows:
                sheet.append([row.get(column) for column in columns])
    book.save(path)


def read_workbook(path: Path | str) -> Sheets:
    sheets: Sheets = {}
    for sheet in load_workbook(path, data_only=True):
        columns, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(columns, row, strict=True)) for row in rows]
    return sheets
