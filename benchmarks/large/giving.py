"""What is given: contributions, most of them verified, some reversed later."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from benchmarks.large.plan import (
    DAYS,
    HOUSEHOLDS_PER_GROUP,
    Plan,
    Row,
    group_code,
    household_code,
    project_code,
)
from benchmarks.large.terms import Terms

MONEY = ("bank_transfer", "money_transfer", "mobile_money", "cash")
IN_KIND = ("labour", "materials")
SOURCES = ("remittance", "remittance", "remittance", "local", "returnee")
OPERATORS = ("Unistream", "Koronapay", "Contact", "Western Union")
OFFICERS = tuple(f"officer {number}" for number in range(1, 13))
METHODS = ("bank_statement", "slip", "cash_count")


def contributions(plan: Plan, terms: Terms) -> Iterator[Row]:
    draw = plan.draw("contributions")
    groups_each = plan.group_count // plan.community_count
    for number in range(plan.count):
        project = draw.randrange(plan.project_count)
        group = project % plan.community_count + plan.community_count * draw.randrange(groups_each)
        household = household_code(group, draw.randrange(HOUSEHOLDS_PER_GROUP))
        received_on = plan.first_day + timedelta(days=number * DAYS // plan.count)
        recorded_on = received_on + timedelta(days=draw.randrange(4))
        in_kind, in_rubles = draw.random() < 0.04, draw.random() < terms.in_rubles
        currency = "RUB" if in_rubles and not in_kind else "TJS"
        minor = draw.randrange(20_000, 200_000) * (8 if currency == "RUB" else 1)
        row: Row = {
            "reference": f"C-{number:07}",
            "project": project_code(project),
            "group": group_code(group),
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
        yield row | _verification(terms, draw, recorded_on, minor)


def _verification(terms: Terms, draw: Random, recorded_on: date, minor: int) -> Row:
    """Verified within three weeks; of those that are reversed later, half in part."""
    is_verified = draw.random() < terms.verified
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
    if draw.random() < terms.reversed:
        part = draw.choice((1.0, draw.uniform(0.1, 0.9)))
        row["reversed_on"] = verified_on + timedelta(days=draw.randrange(1, 90))
        row["reversed_amount"] = Decimal(int(minor * part)).scaleb(-2)
        row["reversal_reason"] = "sent twice" if part == 1 else "part sent back"
    return row
