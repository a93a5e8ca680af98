"""What of an uploaded workbook waits for a second person: rules, payments, settlements, reversals, the limit."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from grants.entering.typed import Rows, Typed
from grants.importing.changes import Change
from grants.importing.checking import Checked
from grants.importing.reversals import ReversalRow
from grants.importing.upload import Row, Upload
from grants.models.proposals import ProposalKind
from grants.uploading.texts import typed_content, typed_row, typed_text
from grants.workbook.mapping import MAPPED
from grants.workbook.sheets import SHEETS

SETTLED = ("settled_on", "final_cost")
LIMIT = "reversal_limit"


@dataclass(frozen=True)
class Draft:
    """Rows for a proposal, as `grants/proposing.py` keeps them."""

    kind: ProposalKind
    rows: Rows

    @property
    def count(self) -> int:
        return max(len(rows) for rows in self.rows.values())

    @property
    def project(self) -> str | None:
        """The project that a settlement is of."""
        return self.rows["projects"][0]["code"] if self.kind is ProposalKind.SETTLEMENT else None


@dataclass
class Held:
    """`changes` of the sheet of that name that go with a proposal are not booked at once."""

    drafts: list[Draft] = field(default_factory=list)
    changes: set[int] = field(default_factory=set)
    """Numbers of its rows in the file."""

    def hold(self, kind: ProposalKind, rows: Rows, told: list[Change]) -> None:
        self.changes |= {change.number for change in told}
        also = {"changes": [_typed_change(change) for change in told]} if told else {}
        self.drafts.append(Draft(kind, {**rows, **also}))


def held(upload: Upload, checked: Checked) -> Held:
    """In the order in which they build on each other."""
    found = Held()
    _hold_limit(found, upload, checked)
    for rules in _rules_by_fund(upload):
        found.hold(ProposalKind.RULES, {"rules": list(_typed_rules(upload, rules))}, [])
    payments = [row for row in upload.of("disbursements") if row.is_new]
    if payments:
        names = [name for name in upload.sheets["disbursements"].columns if name in _columns("disbursements")]
        typed = [typed_row(upload, row, names) for row in payments]
        references = {row.key for row in payments}
        told = [it for it in checked.changes if it.sheet == "disbursements" and it.code in references]
        found.hold(ProposalKind.DISBURSEMENTS, {"disbursements": typed}, told)
    for row in upload.of("projects"):
        settlement = _settlement(upload, row)
        if settlement is not None:
            told = [it for it in checked.changes if _is_cancelling(it, row)] if "status" in settlement else []
            found.hold(ProposalKind.SETTLEMENT, {"projects": [settlement]}, told)
    if checked.reversals:
        typed = [_typed_reversal(upload, reversal) for reversal in checked.reversals]
        found.hold(ProposalKind.REVERSALS, {"reversals": typed}, [])
    return found


def _hold_limit(found: Held, upload: Upload, checked: Checked) -> None:
    """Up to which one person may take money back alone is not changed by one person alone."""
    told = [it for it in checked.changes if (it.sheet, it.column) == ("programmes", LIMIT)]
    changed = [row for row in upload.of("programmes") if LIMIT in row.changed]
    if told or changed:
        typed = [typed_row(upload, row, ("code", LIMIT)) for row in changed]
        found.hold(ProposalKind.LIMIT, {"programmes": typed} if typed else {}, told)


def is_cancelled_here(upload: Upload, row: Row) -> bool:
    """Whether the file cancels a project: that is part of its settlement."""
    if row.content["status"] != "cancelled":
        return False
    return row.is_new or "status" in row.changed


def _settlement(upload: Upload, row: Row) -> Typed | None:
    """The key, and the columns of a settlement that the file brings."""
    changed = [
        name for name in SETTLED if row.content[name] is not None and (row.is_new or name in row.changed)
    ]
    if is_cancelled_here(upload, row):
        changed.append("status")
    return typed_row(upload, row, ("code", *changed)) if changed else None


def _is_cancelling(change: Change, row: Row) -> bool:
    return (change.sheet, change.code, change.column) == ("projects", row.key, "status")


def _rules_by_fund(upload: Upload) -> list[list[Row]]:
    """Each donor agrees to the rules of their own fund."""
    found: dict[str, list[Row]] = {}
    for row in upload.of("rules"):
        if row.is_new or row.changed:
            found.setdefault(row.content["fund"], []).append(row)
    return list(found.values())


def _typed_rules(upload: Upload, rows: list[Row]) -> Iterator[Typed]:
    """New versions whole; of known ones what changes. All rows have the columns of the others too."""
    mapped = MAPPED["rules"]
    given = [name for name in upload.sheets["rules"].columns if name in _columns("rules")]
    if not any(row.is_new for row in rows):
        changed = {column for row in rows for column in row.changed}
        given = [name for name in given if name in changed or name in mapped.sheet.key]
    for row in rows:
        yield typed_content(upload, mapped, row.content, given)


def _columns(sheet: str) -> set[str]:
    return {column.name for column in MAPPED[sheet].columns}


def _typed_reversal(upload: Upload, reversal: ReversalRow) -> Typed:
    contribution = upload.look_up("contributions", reversal.contribution) or {}
    amount = SHEETS["reversals"].column("amount")
    return {
        "contribution": reversal.contribution,
        "reversed_on": reversal.reversed_on.isoformat(),
        "amount": typed_text(reversal.amount, amount, contribution["currency"]),
        "reason": reversal.reason or "",
    }


def _typed_change(change: Change) -> Typed:
    return {
        "sheet": change.sheet,
        "code": change.code,
        "column": change.column,
        "value": change.value_text or "",
        "effective_on": change.effective_on.isoformat(),
        "reason": change.reason or "",
        "document": change.document or "",
    }
