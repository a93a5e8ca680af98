"""Who wrote a contribution down and when, and who verified it how: never the one who recorded it."""

from datetime import date
from random import Random

from examples.making.days import later, on
from examples.making.tajikistan.communities import COMMUNITY
from examples.making.tajikistan.projects import PROJECT, Project
from examples.making.tajikistan.ways import Row

LAST_DAY = on("2020-12-23")
"""On which anything is verified: what is recorded later waits."""

_METHOD = {
    "bank_transfer": "bank_statement",
    "money_transfer": "slip",
    "mobile_money": "bank_statement",
    "cash": "cash_count",
    "labour": "site_visit",
    "materials": "site_visit",
    "skills": "site_visit",
}
_EVIDENCE = {
    "bank_transfer": "bank statement",
    "money_transfer": "transfer slip",
    "cash": "cash receipt",
    "labour": "list of days",
    "materials": "delivery note",
}
_NORTH = frozenset({"JAFR", "HOIT", "NAVDI", "CHORKU", "OSHOBA", "ANZOB", "ROSROVUT"})
_LOCKED = (on("2020-03-25"), on("2020-06-15"))
"""Few journeys to the bank and to the works."""


def record(rows: list[Row], project: Project) -> None:
    """Complete the contributions of one project, in the order in which they came."""
    chance = Random(f"recording of {project.code}")
    for number, row in enumerate(rows, 1):
        _identify(row, project, number)
        _write_down(chance, row)
        _verify(chance, row)


def _identify(row: Row, project: Project, number: int) -> None:
    kind, day = str(row["kind"]), _day(row, "received_on")
    place = f"{list(PROJECT).index(project.code) + 1:02}{number:03}"
    if kind == "money_transfer":
        row["transfer_reference"] = f"MT{day:%y%m%d}{place}"
    elif kind == "bank_transfer":
        row["bank_reference"] = f"BS{day:%y%m%d}{place}"
    elif kind == "mobile_money":
        row["transfer_reference"] = f"MM{day:%y%m%d}{place}"
    elif kind == "cash":
        row["bank_reference"] = f"DEP-{row['group']}-{row['banked_on']:%y%m%d}"
        row["receipt_no"] = f"{project.code}/{number}"
    if kind in _EVIDENCE:
        row["evidence"] = f"{_EVIDENCE[kind]} {project.code} {number}"


def _write_down(chance: Random, row: Row) -> None:
    """A few were forgotten in winter, or while nobody travelled."""
    community = COMMUNITY[PROJECT[str(row["project"])].community]
    days = chance.randint(0, community.habits.to_record)
    if chance.random() < 0.012 * (3 if community.habits.to_record > 9 else 1):
        days += chance.randint(55, 90)
    row["recorded_on"] = later(_day(row, "received_on"), days)
    row["recorded_by"] = community.officer
    row["status"] = "recorded"


def _verify(chance: Random, row: Row) -> None:
    recorded_on = _day(row, "recorded_on")
    banked_on = row.get("banked_on")
    ready_on = max(recorded_on, banked_on) if isinstance(banked_on, date) else recorded_on
    days = chance.randint(1, 8)
    if _LOCKED[0] <= ready_on <= _LOCKED[1]:
        days += chance.randint(4, 16)
    verified_on = later(ready_on, days)
    if verified_on <= LAST_DAY:
        row["status"] = "verified"
        row["verified_on"] = verified_on
        row["verified_by"] = _verifier(row)
        row["verification_method"] = _METHOD[str(row["kind"])]


def _verifier(row: Row) -> str:
    return "dushanbe-desk" if PROJECT[str(row["project"])].community in _NORTH else "bahrom"


def _day(row: Row, column: str) -> date:
    day = row[column]
    assert isinstance(day, date)
    return day
