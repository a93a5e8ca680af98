"""A large invented programme as a workbook: python -m benchmarks.generate OUT.xlsx --contributions 100000"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from openpyxl import Workbook

Row = dict[str, object]
Sheets = dict[str, Iterable[Row]]
"""Rows by sheet, made when they are asked for. The first row of a sheet has all of its columns."""

FIRST_DAY = date(2024, 1, 1)
DAYS = 700
SECTORS = ("14031", "12220", "21020", "23230", "11220")
MARGINALITY = ("low", "medium", "high", "very_high")
MONEY = ("bank_transfer", "money_transfer", "mobile_money", "cash")
IN_KIND = ("labour", "materials")
SOURCES = ("remittance", "remittance", "remittance", "local", "returnee")
OPERATORS = ("Unistream", "Koronapay", "Contact", "Western Union")
OFFICERS = tuple(f"officer {number}" for number in range(1, 13))
METHODS = ("bank_statement", "slip", "cash_count")
HOUSEHOLDS_PER_GROUP = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """Who answers and how. `funds` are (code, currency, budget for each contribution).

    `budgets` of projects are drawn from a range of hundreds of TJS; what follows are shares of contributions
    and, the last, of projects.
    """

    funds: tuple[tuple[str, str, int], ...]
    rules: tuple[Row, ...]
    budgets: tuple[int, int]
    in_rubles: float
    verified: float
    reversed: float
    settled: float


USUAL = Terms(
    funds=(("DONOR", "USD", 90), ("STATE", "TJS", 500), ("BANK", "USD", 80)),
    rules=(
        {
            "code": "J-DONOR",
            "fund": "DONOR",
            "priority": 1,
            "ratio": Decimal(1),
            "joint": "TWO-FOR-ONE",
            "in_kind": "match",
            "in_kind_weight": Decimal("0.5"),
            "in_kind_limit_share": Decimal("0.1"),
        },
        {
            "code": "J-STATE",
            "fund": "STATE",
            "priority": 1,
            "ratio": Decimal("0.5"),
            "joint": "TWO-FOR-ONE",
            "in_kind": "match",
            "match_per_contribution": Decimal(2_500),
        },
        {
            "code": "TIERS",
            "fund": "BANK",
            "priority": 2,
            "tiers": "0=2; 5000=1; 12000=0.5",
            "counted_min": Decimal(400),
            "match_per_household": Decimal(200),
            "match_per_group": Decimal(600),
            "cap_period": "quarter",
        },
    ),
    budgets=(2_300, 7_500),
    in_rubles=0.35,
    verified=0.97,
    reversed=0.005,
    settled=0.04,
)
"""Two funds that pay only in step, one alone with a threshold, tiers and limits by quarter; tight budgets."""

PLAIN = Terms(
    funds=(("BANK", "TJS", 5_000), ("DONOR", "TJS", 5_000), ("STATE", "TJS", 5_000)),
    rules=tuple(
        {"code": f"R-{fund}", "fund": fund, "priority": 1, "ratio": Decimal(ratio), "in_kind": "match"}
        for fund, ratio in (("BANK", "0.25"), ("DONOR", "0.5"), ("STATE", "0.25"))
    ),
    budgets=(20_000, 30_000),
    in_rubles=0,
    verified=1,
    reversed=0,
    settled=0,
)
"""Three funds that match every contribution, in one currency and for good: books that any ledger can hold."""


def large_programme(
    contributions: int = 100_000, seed: int = 1, terms: Terms = USUAL, first_day: date = FIRST_DAY
) -> Sheets:
    """Every 200 contributions a project, every 50 a group, every 1,000 a community; the same for one seed."""
    maker = _Maker(contributions, seed, terms, first_day)
    return {
        "programmes": maker.programmes(),
        "communities": maker.communities(),
        "groups": maker.groups(),
        "households": maker.households(),
        "projects": maker.projects.values(),
        "funds": maker.funds(),
        "receipts": maker.receipts(),
        "rules": maker.rules(),
        "rates": maker.rates(),
        "other_funding": maker.other_funding(),
        "contributions": maker.contributions(),
        "disbursements": maker.disbursements(),
        "expenditures": maker.expenditures(),
    }


def write_large_workbook(
    path: Path,
    contributions: int = 100_000,
    seed: int = 1,
    terms: Terms = USUAL,
    first_day: date = FIRST_DAY,
) -> None:
    write_sheets(path, large_programme(contributions, seed, terms, first_day))


def write_sheets(path: Path, sheets: Mapping[str, Iterable[Row]]) -> None:
    """One row in memory at a time."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        columns: list[str] = []
        for row in rows:
            if not columns:
                columns = list(row)
                sheet.append(columns)
            sheet.append([row.get(column) for column in columns])
    book.save(path)


class _Maker:
    """Each sheet draws from a generator of its own, so that none depends on which was made before."""

    def __init__(self, contributions: int, seed: int, terms: Terms, first_day: date) -> None:
        self.first_day = first_day
        self.count = contributions
        self.seed = seed
        self.terms = terms
        self.community_count = max(2, contributions // 1_000)
        self.group_count = max(2 * self.community_count, contributions // 50)
        self.project_count = max(self.community_count, contributions // 200)
        self.projects = {str(row["code"]): row for row in self._projects()}

    def _draw(self, sheet: str) -> Random:
        return Random(f"{self.seed} {sheet}")

    # --- who and where

    def programmes(self) -> Iterator[Row]:
        yield {
            "code": "LARGE",
            "name": "Large programme",
            "country": "TJ",
            "currency": "USD",
            "starts_on": self.first_day,
            "time_zone": "Asia/Dushanbe",
            "language": "en",
        }

    def communities(self) -> Iterator[Row]:
        draw = self._draw("communities")
        for number in range(self.community_count):
            households = draw.randrange(150, 900)
            yield {
                "code": _community(number),
                "programme": "LARGE",
                "name": f"Village {number}",
                "admin1": f"District {number % 12}",
                "admin2": f"Jamoat {number % 40}",
                "population": households * 6,
                "households": households,
                "marginality": draw.choice(MARGINALITY),
            }

    def groups(self) -> Iterator[Row]:
        draw = self._draw("groups")
        for number in range(self.group_count):
            members = draw.randrange(8, 40)
            yield {
                "code": _group(number),
                "community": _community(number % self.community_count),
                "name": f"Group {number}",
                "registered_on": self.first_day - timedelta(days=draw.randrange(30, 400)),
                "members": members,
                "women": members // 3,
                "leader_sex": draw.choice("fm"),
                "certificate_until": self.first_day + timedelta(days=draw.randrange(400, 900)),
            }

    def households(self) -> Iterator[Row]:
        draw = self._draw("households")
        for group in range(self.group_count):
            for number in range(HOUSEHOLDS_PER_GROUP):
                yield {
                    "code": _household(group, number),
                    "group": _group(group),
                    "head_sex": draw.choice("fm"),
                    "migrants_abroad": draw.randrange(4),
                    "host_country": draw.choice(("RU", "KZ")),
                }

    def _projects(self) -> Iterator[Row]:
        draw = self._draw("projects")
        for number in range(self.project_count):
            late = draw.random() < 0.1
            approved_on = self.first_day + timedelta(
                days=draw.randrange(120, 240) if late else draw.randrange(30)
            )
            row: Row = {
                "code": _project(number),
                "community": _community(number % self.community_count),
                "name": f"Water line {number}",
                "sector": draw.choice(SECTORS),
                "budget": Decimal(draw.randrange(*self.terms.budgets) * 100),
                "currency": "TJS",
                "approved_on": approved_on,
                "starts_on": approved_on + timedelta(days=20),
                "ends_on": approved_on + timedelta(days=500),
                "status": "in_progress",
                "settled_on": None,
                "final_cost": None,
            }
            if draw.random() < self.terms.settled:
                row |= {"status": "completed", "settled_on": self.first_day + timedelta(days=DAYS - 60)}
                row["final_cost"] = Decimal(draw.randrange(2_000, 5_000) * 100)
            yield row

    # --- who answers, and how

    def funds(self) -> Iterator[Row]:
        for code, currency, per_contribution in self.terms.funds:
            yield {
                "code": code,
                "programme": "LARGE",
                "name": f"{code.title()} fund",
                "donor": code.title(),
                "currency": currency,
                "budget": Decimal(per_contribution * self.count),
                "opens_on": self.first_day,
                "yearly_envelope": None if code == "STATE" else Decimal(per_contribution * self.count),
                "year_starts_month": 7 if code == "DONOR" else 1,
            }

    def receipts(self) -> Iterator[Row]:
        for fund in self.funds():
            for part in range(4):
                yield {
                    "reference": f"{fund['code']}-{part}",
                    "fund": fund["code"],
                    "received_on": self.first_day + timedelta(days=180 * part),
                    "amount": Decimal(str(fund["budget"])) / 4,
                }

    def rules(self) -> Iterator[Row]:
        columns = dict.fromkeys(name for rule in self.terms.rules for name in rule)
        for rule in self.terms.rules:
            yield {**columns, **rule, "version": 1, "effective_from": self.first_day}

    def rates(self) -> Iterator[Row]:
        draw = self._draw("rates")
        for currency, units in (("RUB", 90.0), ("TJS", 10.9)):
            for month in range(27):
                units *= draw.uniform(0.98, 1.02)
                years, index = divmod(self.first_day.month - 1 + month, 12)
                yield {
                    "currency": currency,
                    "month": f"{self.first_day.year + years}-{1 + index:02}",
                    "units_per_usd": Decimal(f"{units:.4f}"),
                    "source": "invented",
                }

    def other_funding(self) -> Iterator[Row]:
        draw = self._draw("other_funding")
        for number in range(0, self.project_count, 3):
            yield {
                "reference": f"O-{number}",
                "project": _project(number),
                "partner": f"Jamoat {number % 40}",
                "partner_type": "local_government",
                "agreed_on": self.first_day + timedelta(days=draw.randrange(300)),
                "amount": Decimal(draw.randrange(10, 400) * 100),
                "currency": "TJS",
            }

    # --- what is given and paid

    def contributions(self) -> Iterator[Row]:
        draw = self._draw("contributions")
        groups_each = self.group_count // self.community_count
        for number in range(self.count):
            project = draw.randrange(self.project_count)
            group = project % self.community_count + self.community_count * draw.randrange(groups_each)
            household = _household(group, draw.randrange(HOUSEHOLDS_PER_GROUP))
            received_on = self.first_day + timedelta(days=number * DAYS // self.count)
            recorded_on = received_on + timedelta(days=draw.randrange(4))
            in_kind, in_rubles = draw.random() < 0.04, draw.random() < self.terms.in_rubles
            currency = "RUB" if in_rubles and not in_kind else "TJS"
            minor = draw.randrange(20_000, 200_000) * (8 if currency == "RUB" else 1)
            row: Row = {
                "reference": f"C-{number:07}",
                "project": _project(project),
                "group": _group(group),
                "household": household if draw.random() < 0.5 else None,
                "received_on": received_on,
                "amount": Decimal(minor).scaleb(-2),
                "currency": currency,
                "kind": draw.choice(IN_KIND if in_kind else MONEY),
                "source": "local" if in_kind else draw.choice(SOURCES),
                "transfer_operator": None if in_kind else draw.choice(OPERATORS),
                "transfer_reference": None if in_kind else f"T{number * 7919 + 100_000_000}",
                "recorded_on": recorded_on,
                "recorded_by": OFFICERS[group % len(OFFICERS)],
            }
            yield row | self._verification(draw, recorded_on, minor)

    def _verification(self, draw: Random, recorded_on: date, minor: int) -> Row:
        """Verified within three weeks; of those that are reversed later, half in part."""
        is_verified = draw.random() < self.terms.verified
        row: Row = {
            "status": "verified" if is_verified else draw.choice(("recorded", "withdrawn")),
            "verified_on": None,
            "verified_by": None,
            "verification_method": None,
            "reversed_on": None,
            "reversed_amount": None,
            "reversal_reason": None,
        }
        if not is_verified:
            return row
        verified_on = recorded_on + timedelta(days=draw.randrange(21))
        row |= {
            "verified_on": verified_on,
            "verified_by": "verifier",
            "verification_method": draw.choice(METHODS),
        }
        if draw.random() < self.terms.reversed:
            part = draw.choice((1.0, draw.uniform(0.1, 0.9)))
            row["reversed_on"] = verified_on + timedelta(days=draw.randrange(1, 90))
            row["reversed_amount"] = Decimal(int(minor * part)).scaleb(-2)
            row["reversal_reason"] = "sent twice" if part == 1 else "part sent back"
        return row

    def disbursements(self) -> Iterator[Row]:
        """In parts within what is surely matched, and some in advance of it, with the reason."""
        draw = self._draw("disbursements")
        for number, project in enumerate(self.projects):
            for part in range(4):
                in_advance = part == 0 and draw.random() < 0.2
                paid_on = self.first_day + timedelta(days=60 if in_advance else 420 + 60 * part)
                yield {
                    "reference": f"D-{number}-{part}",
                    "fund": "DONOR",
                    "project": project,
                    "paid_on": paid_on,
                    "amount": Decimal(draw.randrange(2_000, 9_000 if in_advance else 4_000)).scaleb(-1),
                    "paid_to": "Contractor",
                    "bank_reference": f"B-{number}-{part}",
                    "milestone": f"part {part + 1}",
                    "override_reason": "advance for pipes" if in_advance else None,
                }

    def expenditures(self) -> Iterator[Row]:
        draw = self._draw("expenditures")
        for number, project in enumerate(self.projects):
            for part in range(10):
                yield {
                    "reference": f"E-{number}-{part}",
                    "project": project,
                    "spent_on": self.first_day + timedelta(days=250 + 45 * part),
                    "amount": Decimal(draw.randrange(100_000, 3_000_000)).scaleb(-2),
                    "currency": "TJS",
                    "category": draw.choice(("works", "materials", "equipment", "labour")),
                    "payee": f"Contractor {number % 50}",
                    "invoice_no": f"INV-{number}-{part}",
                    "fund": "DONOR" if part % 5 == 0 else None,
                }


def _community(number: int) -> str:
    return f"V{number:04}"


def _group(number: int) -> str:
    return f"G{number:05}"


def _household(group: int, number: int) -> str:
    return f"{_group(group)}-{number}"


def _project(number: int) -> str:
    return f"P{number:04}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a large invented programme as a workbook.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--contributions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write_large_workbook(asked.path, asked.contributions, asked.seed)
    print(asked.path)


if __name__ == "__main__":
    main()
