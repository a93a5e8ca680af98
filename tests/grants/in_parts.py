"""A programme as its workbook stood on an earlier day, and with the sheets that random ones lack."""

from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import count, groupby

from tests.grants.programme import Row, Sheets
from tests.oracle.programmes import random_programme, with_rematches

_DATED = {
    "other_funding": "agreed_on",
    "reversals": "reversed_on",
    "disbursements": "paid_on",
    "expenditures": "spent_on",
    "receipts": "received_on",
    "bank_lines": "booked_on",
    "rematches": "booked_on",
    "closings": "closed_on",
    "progress": "on",
    "measurements": "measured_on",
    "documents": "added_on",
    "variances": "explained_on",
    "reviews": "said_on",
    "clawbacks": "said_on",
    "meetings": "held_on",
    "reached": "measured_on",
    "service_checks": "checked_on",
    "grievances": "received_on",
    "grievance_steps": "decided_on",
    "project_steps": "decided_on",
    "narrative": "written_on",
    "signatures": "signed_on",
}


APPRAISED = "APPRAISED"
"""A project that is proposed and appraised, and nothing else."""


def until(sheets: Sheets, last: date) -> Sheets:
    """What the workbook said on that day: rows of later days are not there, later events did not happen.

    Of projects without a status.
    """
    earlier = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    for name, column in _DATED.items():
        earlier[name] = [row for row in earlier.get(name, []) if _is_past(row[column], last)]
    earlier["projects"] = [_project(row, last) for row in earlier["projects"]]
    earlier["contributions"] = [
        _contribution(row, last) for row in earlier["contributions"] if _is_past(row["received_on"], last)
    ]
    _undo(earlier, last)
    return earlier


def days_of_events(sheets: Sheets) -> list[date]:
    cells = [
        *(
            row[column]
            for row in sheets["contributions"]
            for column in ("verified_on", "reversed_on")
            if column in row
        ),
        *(row[column] for row in sheets["projects"] for column in ("approved_on", "settled_on")),
        *(row["effective_on"] for row in sheets["changes"]),
    ]
    return sorted({cell for cell in cells if isinstance(cell, date)})


def _is_past(cell: object, last: date) -> bool:
    return isinstance(cell, date) and cell <= last


def _project(row: Row, last: date) -> Row:
    if not _is_past(row["settled_on"], last):
        row |= {"settled_on": None, "final_cost": None}
    if not _is_past(row["approved_on"], last):
        row["approved_on"] = None
    return row


def _contribution(row: Row, last: date) -> Row:
    if row["status"] == "verified" and not _is_past(row["verified_on"], last):
        row |= {"status": "recorded", "verified_on": None, "verified_by": None, "verification_method": None}
    if not _is_past(row.get("reversed_on"), last):
        row |= {"reversed_on": None, "reversed_amount": None, "reversal_reason": None}
    return row


def _undo(sheets: Sheets, last: date) -> None:
    """Facts as they were: `old` of the earliest later change of a cell."""

    def cell(row: Row) -> tuple[str, ...]:
        return str(row["sheet"]), str(row["code"]), str(row["column"])

    later = [row for row in sheets["changes"] if not _is_past(row["effective_on"], last)]
    sheets["changes"] = [row for row in sheets["changes"] if _is_past(row["effective_on"], last)]
    for (sheet, code, column), changes in groupby(sorted(later, key=cell), key=cell):
        first = min(changes, key=lambda row: str(row["effective_on"]))
        for row in sheets[sheet]:
            if row["code"] == code:
                row[column] = first["old"]


def with_rows_in_every_sheet() -> Sheets:
    """The first random programme in which everything happens."""
    return deepcopy(_in_which_everything_happens())


@cache
def _in_which_everything_happens() -> Sheets:
    for seed in count():
        sheets = with_all_sheets(with_rematches(random_programme(seed, contributions=25), seed))
        columns = {row["column"] for row in sheets["changes"]}
        settled = any(row["settled_on"] for row in sheets["projects"])
        if all(sheets.values()) and settled and {"budget", "closes_on", "members"} <= columns:
            return sheets
    raise AssertionError


def with_all_sheets(sheets: Sheets) -> Sheets:
    """The programme with rows in every sheet; its quarters were closed six weeks after their end."""
    project, fund = str(sheets["projects"][0]["code"]), str(sheets["funds"][0]["code"])
    currency = sheets["projects"][0]["currency"]
    days = [date(2020, 2, 1) + timedelta(days=50 * number) for number in range(10)]
    return sheets | {
        "projects": [*sheets["projects"], _appraised(sheets)],
        "receipts": [
            {"reference": f"RC-{n}", "fund": fund, "received_on": on, "amount": 7, "bank_reference": f"B{n}"}
            for n, on in enumerate(days)
        ],
        "expenditures": [
            {
                "reference": f"E-{n}",
                "project": project,
                "spent_on": on,
                "amount": 3,
                "currency": currency,
                "category": "works",
                "budget_line": "1.1",
                "payee": "+Mason",
                "invoice_no": f"00{n}",
                "fund": fund if n % 2 else None,
            }
            for n, on in enumerate(days)
        ],
        "budget_lines": [
            {
                "project": project,
                "line": "1.1",
                "category": "works",
                "description": "-Trench",
                "unit": "m",
                "quantity": "12.5",
                "unit_cost": "0.123456789",
                "amount": 4,
                "source": "@donor",
            }
            for project in (project, APPRAISED)
        ],
        "progress": [
            {"project": project, "on": on, "planned": n * 10, "actual": "33.3", "certified_by": "+Engineer"}
            for n, on in enumerate(days)
        ],
        "indicators": [
            {
                "project": project,
                "code": "BENEF",
                "name": "People",
                "unit": "person",
                "baseline": 1,
                "target": 9,
                "catalogue": "people_reached",
                "baseline_on": days[0],
                "baseline_source": "Census",
            }
        ],
        "measurements": [
            {
                "project": project,
                "indicator": "BENEF",
                "measured_on": on,
                "value": n,
                "female": n,
                "source": "Visit",
            }
            for n, on in enumerate(days)
        ],
        **_paying(sheets, project, fund, days),
        **_quarter(sheets, project, days),
        "closings": [
            {
                "quarter": f"2020-Q{n}",
                "closed_on": date(2020, 3 * n, 28) + timedelta(days=45),
                "closed_by": "Zarina",
                "sha256": f"{n}" * 64,
            }
            for n in (1, 2, 3)
        ],
    }


def _paying(sheets: Sheets, project: str, fund: str, days: list[date]) -> Sheets:
    """What was agreed, asked for, certified, approved, explained, reviewed and claimed back."""
    rule, currency = sheets["rules"][0], sheets["programmes"][0]["currency"]
    asked = {"project": project, "fund": fund, "asked_on": days[1], "asked_by": "Olim"}
    decided = {"decided_on": days[2], "decided_by": "Zarina"}
    said = {"said_on": days[3], "said_by": "Donor"}
    return {
        "agreements": [
            {
                "rule": rule["code"],
                "version": rule["version"],
                "side": side,
                "agreed_on": days[0],
                "agreed_by": "+Donor" if side == "donor" else "Zarina",
                "sentence": "One for each one.",
                "document": "Letter 7",
            }
            for side in ("manager", "donor")
        ],
        "milestones": [
            {
                "project": project,
                "fund": fund,
                "code": f"M{n}",
                "name": "-Trench dug",
                "share": "0.25",
                "due_on": on,
                "gate": "works",
                "works": 50,
            }
            for n, on in enumerate(days[:3])
        ],
        "certifications": [{"reference": "C-1", "milestone": "M0", "words": "Dug", **asked}],
        "tranches": [
            {"reference": "T-1", "milestone": "M0", "amount": 5, "words": "First", **asked},
            {"reference": "T-2", "amount": 5, "override_reason": "Winter", **asked},
        ],
        "steps": [
            {
                "subject": "certifications",
                "reference": "C-1",
                "number": 1,
                "decision": "certified",
                "reason": "The engineer was ill",
                **decided,
            },
            {
                "subject": "tranches",
                "reference": "T-2",
                "number": 1,
                "decision": "declined",
                "reason": "Wait for spring",
                "document": "Minutes 4",
                **decided,
            },
        ],
        "bank_lines": [
            {
                "reference": f"BL-{n}",
                "fund": fund,
                "booked_on": on,
                "amount": 7,
                "party": "+Donor",
                "bank_reference": f"S{n}",
                "statement": "2020/1",
                **(
                    {"ticks_sheet": "receipts", "ticks": f"RC-{n}", "ticked_on": on, "ticked_by": "Olim"}
                    if n
                    else {}
                ),
            }
            for n, on in enumerate(days[:3])
        ],
        "variances": [
            {
                "project": project,
                "line": "1.1",
                "number": 1,
                "explained_on": days[4],
                "explained_by": "Olim",
                "words": "-Rock",
            }
        ],
        "reviews": [
            {
                "expenditure": "E-1",
                "fund": fund,
                "number": 1,
                "side": "donor",
                "verdict": "disallowed",
                "words": "No invoice",
                "sample": "0" * 64,
                **said,
            }
        ],
        "clawbacks": [
            {
                "expenditure": "E-1",
                "source": f"fund {fund}",
                "number": n,
                "step": step,
                "amount": 3,
                "currency": currency,
                "reason": "No invoice",
                "payment": "S9",
                **said,
            }
            for n, step in enumerate(("opened", "repaid"), 1)
        ],
        "documents": [
            {
                "reference": "D-1",
                "sheet": "expenditures",
                "key": "E-1",
                "kind": "invoice",
                "title": "-Invoice",
                "dated_on": days[1],
                "sha256": "a" * 64,
                "added_on": days[2],
                "added_by": "Olim",
            },
            *(
                {
                    "reference": f"D-{kind}",
                    "kind": kind,
                    "title": kind,
                    "added_on": days[0],
                    "added_by": "Olim",
                }
                | {"sheet": sheet, "key": key}
                for kind, sheet, key in (
                    ("minutes", "meetings", "MT-1"),
                    ("bill_of_quantities", "projects", APPRAISED),
                )
            ),
        ],
    }


def _appraised(sheets: Sheets) -> Row:
    """A project of which nothing else is told."""
    like = {column: sheets["projects"][0][column] for column in ("community", "sector", "currency")}
    none = dict.fromkeys(("approved_on", "settled_on", "final_cost"))
    return {"code": APPRAISED, "name": "+Spring", "budget": 9, **like, **none}


def _quarter(sheets: Sheets, project: str, days: list[date]) -> Sheets:
    """What was chosen, decided, found in use, told, signed and complained of."""
    community = sheets["projects"][0]["community"]
    return {
        "meetings": [
            {
                "code": "MT-1",
                "community": community,
                "held_on": days[0],
                "women": 12,
                "men": 9,
                "households": 18,
                "sent_from_abroad": 4,
                "words": "-Water first",
                "kept_by": "Olim",
            }
        ],
        "choices": [
            {
                "meeting": "MT-1",
                "rank": rank,
                "work": "-Water pipe",
                "project": APPRAISED if rank == 1 else None,
                "votes_for": 20 - rank,
                "votes_from_abroad": 3,
            }
            for rank in (1, 2)
        ],
        "project_steps": [
            {
                "project": APPRAISED,
                "number": number,
                "step": step,
                "decided_on": on,
                "decided_by": by,
                "words": "Chosen",
                "meeting": "MT-1" if number == 1 else None,
            }
            for number, (step, by, on) in enumerate(
                zip(("proposed", "appraised"), ("Olim", "Zarina"), days, strict=False), 1
            )
        ],
        "reached": [
            {
                "project": project,
                "community": community,
                "measured_on": on,
                "people": 60 + n,
                "female": 31,
                "male": 29 + n,
                "households": 11,
                "source": "Count",
            }
            for n, on in enumerate(days[:2])
        ],
        "service_checks": [
            {
                "project": project,
                "checked_on": on,
                "months": months,
                "functional": functional,
                "fee_due": 9,
                "fee_paid": 7,
                "fund_balance": 5,
                "repairs": 2,
                "days_down": 3,
                "checked_by": "+Engineer",
                "words": "Pump",
            }
            for months, functional, on in zip((6, 12), ("yes", "partly"), days[5:], strict=False)
        ],
        "grievances": [
            {
                "code": "G-1",
                "received_on": days[3],
                "channel": "phone",
                "category": "works",
                "access": "restricted",
                "community": community,
                "project": project,
                "words": "-The trench is open",
                "recorded_by": "Olim",
            }
        ],
        "grievance_steps": [
            {
                "grievance": "G-1",
                "number": 1,
                "step": "resolved",
                "decided_on": days[4],
                "decided_by": "Zarina",
                "words": "Filled",
            }
        ],
        "narrative": [
            {
                "quarter": "2020-Q4",
                "section": "achievements",
                "number": number,
                "words": "+Two works completed",
                "written_on": days[7],
                "written_by": "Zarina",
            }
            for number in (1, 2)
        ],
        "signatures": [
            {
                "quarter": "2020-Q4",
                "part": "prepared",
                "number": 1,
                "statement": "Expenditures were for the agreed purposes.",
                "signed_on": days[8],
                "signed_by": "Zarina",
                "figures": "b" * 64,
            }
        ],
    }
