"""What families give to a project: money, each way as it comes there, and work and materials."""

from datetime import date
from random import Random

from examples.making.days import on
from examples.making.tajikistan.communities import COMMUNITY, Habits, Way
from examples.making.tajikistan.groups import GROUP, Group
from examples.making.tajikistan.plans import PLAN, Plan
from examples.making.tajikistan.projects import Project
from examples.making.tajikistan.seasons import days_of_gifts
from examples.making.tajikistan.ways import COLUMNS_OF, Row

_WORK = (
    ("labour", "person_day", 70, (12, 16, 20, 24, 30, 36, 45)),
    ("labour", "person_day", 70, (10, 15, 18, 25, 40)),
    ("materials", "m3", 95, (12, 18, 24, 30, 42)),
    ("materials", "trip", 320, (3, 4, 6, 8)),
    ("skills", "person_day", 160, (4, 6, 9, 12)),
)
"""Days of a hashar, stone and gravel, a mason's or a welder's days: their unit, what one is worth, how many."""


def gifts_of(project: Project) -> list[Row]:
    """In the order of their days; without references, and nobody has written them down yet."""
    chance = Random(f"gifts to {project.code}")
    habits, plan = COMMUNITY[project.community].habits, PLAN[project.code]
    span = on(plan.gives_from), on(plan.gives_to)
    gifts = [_money(chance, plan, habits, day) for day in days_of_gifts(chance, *span, plan.gifts)]
    gifts += [_in_kind(chance, plan, day) for day in days_of_gifts(chance, *span, plan.works)]
    return sorted(gifts, key=lambda row: str(row["received_on"]))


def _money(chance: Random, plan: Plan, habits: Habits, day: date) -> Row:
    group = _group(chance, plan, day)
    way = chance.choices(tuple(Way), [getattr(habits, way) for way in Way])[0]
    row = {"project": plan.project, "group": group.code, "household": _household(chance, group, way)}
    return row | {"received_on": day} | COLUMNS_OF[way](chance, habits.size, day)


def _group(chance: Random, plan: Plan, day: date) -> Group:
    """The first of a project gives most; one that was not there yet gives nothing."""
    there = [GROUP[code] for code in plan.groups if on(GROUP[code].registered_on) <= day]
    return chance.choices(there, [5, 2][: len(there)])[0]


def _household(chance: Random, group: Group, way: Way) -> str | None:
    """Some give often. What is collected at a meeting names none."""
    if chance.random() < (0.16 if way == Way.CASH else 0.02):
        return None
    numbers = range(1, group.households + 1)
    return group.household(chance.choices(numbers, [12 if number % 5 == 2 else 4 for number in numbers])[0])


def _in_kind(chance: Random, plan: Plan, day: date) -> Row:
    kind, unit, rate, quantities = chance.choice(_WORK)
    quantity = chance.choice(quantities)
    group = _group(chance, plan, day)
    women = quantity * group.women * chance.choice((3, 5, 6)) // (group.members * 6)
    return {
        "project": plan.project,
        "group": group.code,
        "household": group.household(chance.randint(1, group.households)),
        "received_on": day,
        "amount": quantity * rate,
        "currency": "TJS",
        "kind": kind,
        "source": "local",
        "quantity": quantity,
        "unit": unit,
        "unit_rate": rate,
        "quantity_female": women if unit == "person_day" else None,
    }
