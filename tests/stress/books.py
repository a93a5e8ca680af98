"""The programme that is tried: a registry of some dozen rows, and five funds, each for one community."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.generate import write_sheets
from benchmarks.large.plan import Row
from core.roles import Role, ScopeKind
from grants.importing.importing import import_workbook
from tests.web import Membership

CODE = "TRIAL"
TIME_ZONE = "Asia/Dushanbe"
FUNDS = 5
GROUPS_EACH = 4
PROJECTS_EACH = 2
FIRST_DAY = date(2026, 1, 1)
RECEIVED_ON = "2026-06-15"
AMOUNT = 60
REVERSAL_LIMIT = 100
"""Up to this one manager reverses alone."""

OFFICER: Membership = (Role.OFFICER, ScopeKind.PROGRAMME, CODE)
VERIFIER: Membership = (Role.VERIFIER, ScopeKind.PROGRAMME, CODE)
MANAGER: Membership = (Role.MANAGER, ScopeKind.PROGRAMME, CODE)


def import_books(engine: Engine, budget: int, verified: int = 0) -> None:
    """`budget` of each fund, in whole somoni; every contribution asks its fund for its own amount once more.

    So many contributions are there already, verified.
    """
    sheets = _sheets(budget)
    if verified:
        sheets["contributions"] = map(_verified, range(verified))
    with TemporaryDirectory() as folder:
        workbook = Path(folder, "trial.xlsx")
        write_sheets(workbook, sheets)
        result = import_workbook(engine, workbook, by="trial")
    assert not result.problems, result.problems


def write_contributions(workbook: Path, numbers: Iterable[int]) -> None:
    """A workbook of some more, verified."""
    write_sheets(workbook, {"contributions": map(_verified, numbers)})


def project_code(number: int) -> str:
    """Projects by number, each fund's in turn."""
    return f"P{number % FUNDS}-{number // FUNDS % PROJECTS_EACH}"


def group_code(number: int) -> str:
    """A group of the community of the project with the same number."""
    return f"G{number % FUNDS}-{number // FUNDS % GROUPS_EACH}"


def reference(number: int) -> str:
    """Of one that is there already."""
    return f"C-{number:05}"


def _verified(number: int) -> Row:
    return {
        "reference": reference(number),
        "project": project_code(number),
        "group": group_code(number),
        "received_on": RECEIVED_ON,
        "amount": AMOUNT,
        "currency": "TJS",
        "kind": "cash",
        "source": "remittance",
        "recorded_on": RECEIVED_ON,
        "recorded_by": "officer",
        "status": "verified",
        "verified_on": RECEIVED_ON,
        "verified_by": "verifier",
        "verification_method": "slip",
    }


def _sheets(budget: int) -> dict[str, Iterable[Row]]:
    numbers = range(FUNDS)
    return {
        "programmes": [
            {
                "code": CODE,
                "name": "Trial",
                "country": "TJ",
                "currency": "TJS",
                "starts_on": FIRST_DAY,
                "time_zone": TIME_ZONE,
                "language": "en",
                "reversal_limit": REVERSAL_LIMIT,
            }
        ],
        "communities": [
            {"code": f"V{number}", "programme": CODE, "name": f"Village {number}"} for number in numbers
        ],
        "groups": [
            {
                "code": f"G{number}-{each}",
                "community": f"V{number}",
                "name": f"Group {number} {each}",
                "registered_on": FIRST_DAY,
                "members": 12,
            }
            for number in numbers
            for each in range(GROUPS_EACH)
        ],
        "projects": [
            {
                "code": f"P{number}-{each}",
                "community": f"V{number}",
                "name": f"Water line {number} {each}",
                "sector": "14031",
                "budget": Decimal(1_000_000_000),
                "currency": "TJS",
                "approved_on": FIRST_DAY,
                "status": "in_progress",
            }
            for number in numbers
            for each in range(PROJECTS_EACH)
        ],
        "funds": [
            {
                "code": f"F{number}",
                "programme": CODE,
                "name": f"Fund {number}",
                "donor": "A donor",
                "currency": "TJS",
                "budget": budget,
                "opens_on": FIRST_DAY,
            }
            for number in numbers
        ],
        "rules": [
            {
                "code": f"R{number}",
                "fund": f"F{number}",
                "version": 1,
                "effective_from": FIRST_DAY,
                "priority": 1,
                "ratio": 1,
                "communities": f"V{number}",
            }
            for number in numbers
        ],
    }
