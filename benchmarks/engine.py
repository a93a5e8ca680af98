"""The matching engine alone, and a loop for just these rules: python -m benchmarks.engine ours|loop

Three rules with three caps each decide on every contribution; all is in one currency, and no project is short
of budget. The engine besides looks at conditions, threshold and funding gap, and explains every step. Both
print how many rules a second they evaluated, and what each granted.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from random import Random
from time import process_time
from typing import NamedTuple

from core.calendar import month_name, quarter_name
from core.exchange import Exchange
from core.garbage import uncollected
from grants.matching import engine
from grants.matching.books import Books
from grants.matching.scale import Scale
from grants.matching.terms import Community, Contribution, Fund, Group, Project, Rule

CONTRIBUTIONS, PROJECTS, GROUPS = 100_000, 500, 2_000
AT_ONCE = 1_000
FIRST_DAY = date(2024, 1, 1)


class Terms(NamedTuple):
    """Of one rule, and of its fund. Amounts are minor units."""

    numerator: int
    denominator: int
    per_group: int
    per_project: int
    budget: int


RULES = (
    Terms(2, 1, 20_000_000, 60_000_000, 20_000_000_000),
    Terms(1, 1, 8_000_000, 40_000_000, 16_000_000_000),
    Terms(1, 2, 10_000_000, 9_000_000, 6_000_000_000),
)
"""Each cap is reached now and then."""


def given() -> list[tuple[int, int, int]]:
    """Project, group and amount of each contribution; always the same, and even: nothing is rounded."""
    draw = Random(1)
    return [
        (draw.randrange(PROJECTS), draw.randrange(GROUPS), draw.randrange(20_000, 200_000, 2))
        for _ in range(CONTRIBUTIONS)
    ]


def decide_by_hand(contributions: Iterable[tuple[int, int, int]]) -> tuple[float, list[int]]:
    """What suffices where no rule ever changes. Returns seconds, and what each rule granted."""
    rules = list(enumerate((*terms[:4], [0] * GROUPS, [0] * PROJECTS) for terms in RULES))
    left = [terms.budget for terms in RULES]
    grants: list[int] = []
    started = process_time()
    for project, group, amount in contributions:
        for place, (numerator, denominator, per_group, per_project, of_groups, of_projects) in rules:
            granted = amount * numerator // denominator
            room = per_group - of_groups[group]
            if granted > room:
                granted = room
            room = per_project - of_projects[project]
            if granted > room:
                granted = room
            if granted > left[place]:
                granted = left[place]
            if granted:
                of_groups[group] += granted
                of_projects[project] += granted
                left[place] -= granted
            grants.append(granted)
    return process_time() - started, [terms.budget - rest for terms, rest in zip(RULES, left, strict=True)]


def decide_by_engine(contributions: Iterable[tuple[int, int, int]]) -> tuple[float, list[int]]:
    """Returns seconds, and what each rule granted. Making the contributions does not count."""
    books = _books()
    projects, groups = list(books.projects.values()), list(books.groups.values())
    made = (
        _contribution(seq, projects[project], groups[group], amount)
        for seq, (project, group, amount) in enumerate(contributions, 1)
    )
    seconds = 0.0
    while batch := list(islice(made, AT_ONCE)):
        booked = []
        started = process_time()
        for contribution in batch:
            booked += engine.verify(books, contribution, contribution.verified_seq, contribution.received_on)
        seconds += process_time() - started
        for entry in booked:
            entry.steps = ()  # as an import does once they are stored
    return seconds, [books.balance(("fund_granted", "", fund, "")) for fund in books.funds]


def _books() -> Books:
    books = Books(Exchange({}))
    for place, terms in enumerate(RULES):
        fund = Fund(f"F{place}", "USD", terms.budget, FIRST_DAY)
        books.funds[fund.code] = fund
        scale = Scale([(0, (terms.numerator, terms.denominator))])
        rule = Rule(f"R{place}", 1, fund, FIRST_DAY, None, place, scale)
        rule.match_per_group, rule.match_per_project = terms.per_group, terms.per_project
        books.add_rules([rule])
    for number in range(GROUPS):
        books.groups[f"G{number}"] = Group(f"G{number}", FIRST_DAY)
    community = Community("V")
    for number in range(PROJECTS):
        project = Project(f"P{number}", community, "14031", "USD", 10**12, "2024-01")
        books.projects[project.code] = project
    return books


def _contribution(seq: int, project: Project, group: Group, amount: int) -> Contribution:
    on = FIRST_DAY + timedelta(days=seq * 700 // CONTRIBUTIONS)
    return Contribution(
        reference=f"C{seq}",
        project=project,
        group=group,
        household=None,
        received_on=on,
        amount=amount,
        currency="USD",
        kind="bank_transfer",
        is_in_kind=False,
        source="remittance",
        days_to_record=0,
        month=month_name(on),
        quarter=quarter_name(on),
        verified_seq=seq,
    )


def main(side: str) -> None:
    decide = {"ours": decide_by_engine, "loop": decide_by_hand}[side]
    contributions = given()
    with uncollected():
        seconds, granted = decide(contributions)
    print(json.dumps({"per_second": len(RULES) * CONTRIBUTIONS / seconds, "granted": granted}))


if __name__ == "__main__":
    main(sys.argv[1])
