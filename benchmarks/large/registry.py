"""Who and where: the programme, its communities, groups, households and projects."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from benchmarks.large.plan import (
    DAYS,
    HOUSEHOLDS_PER_GROUP,
    Plan,
    Row,
    community_code,
    group_code,
    household_code,
    project_code,
)
from benchmarks.large.terms import Terms

SECTORS = ("14031", "12220", "21020", "23230", "11220")
MARGINALITY = ("low", "medium", "high", "very_high")


def programmes(plan: Plan) -> Iterator[Row]:
    yield {
        "code": "LARGE",
        "name": "Large programme",
        "country": "TJ",
        "currency": "USD",
        "starts_on": plan.first_day,
        "time_zone": "Asia/Dushanbe",
        "language": "en",
    }


def communities(plan: Plan) -> Iterator[Row]:
    draw = plan.draw("communities")
    for number in range(plan.community_count):
        households = draw.randrange(150, 900)
        yield {
            "code": community_code(number),
            "programme": "LARGE",
            "name": f"Village {number}",
            "admin1": f"District {number % 12}",
            "admin2": f"Jamoat {number % 40}",
            "population": households * 6,
            "households": households,
            "marginality": draw.choice(MARGINALITY),
        }


def groups(plan: Plan) -> Iterator[Row]:
    draw = plan.draw("groups")
    for number in range(plan.group_count):
        members = draw.randrange(8, 40)
        yield {
            "code": group_code(number),
            "community": community_code(number % plan.community_count),
            "name": f"Group {number}",
            "registered_on": plan.first_day - timedelta(days=draw.randrange(30, 400)),
            "members": members,
            "women": members // 3,
            "leader_sex": draw.choice("fm"),
            "certificate_until": plan.first_day + timedelta(days=draw.randrange(400, 900)),
        }


def households(plan: Plan) -> Iterator[Row]:
    draw = plan.draw("households")
    for group in range(plan.group_count):
        for number in range(HOUSEHOLDS_PER_GROUP):
            yield {
                "code": household_code(group, number),
                "group": group_code(group),
                "head_sex": draw.choice("fm"),
                "migrants_abroad": draw.randrange(4),
                "host_country": draw.choice(("RU", "KZ")),
            }


def projects(plan: Plan, terms: Terms) -> Iterator[Row]:
    draw = plan.draw("projects")
    for number in range(plan.project_count):
        late = draw.random() < 0.1
        approved_on = plan.first_day + timedelta(
            days=draw.randrange(120, 240) if late else draw.randrange(30)
        )
        row: Row = {
            "code": project_code(number),
            "community": community_code(number % plan.community_count),
            "name": f"Water line {number}",
            "sector": draw.choice(SECTORS),
            "budget": Decimal(draw.randrange(*terms.budgets) * 100),
            "currency": "TJS",
            "approved_on": approved_on,
            "starts_on": approved_on + timedelta(days=20),
            "ends_on": approved_on + timedelta(days=500),
            "status": "in_progress",
            "settled_on": None,
            "final_cost": None,
        }
        if draw.random() < terms.settled:
            row |= {"status": "completed", "settled_on": plan.first_day + timedelta(days=DAYS - 60)}
            row["final_cost"] = Decimal(draw.randrange(2_000, 5_000) * 100)
        yield row
