"""What changed in the rows of a dossier, and what was taken back: the sheets that no table stands behind alone."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.audit import AuditEntry
from core.programmes import FactChange
from core.roles import Action
from core.tables import in_clauses, table
from grants.reviewing.payees import shown_payee
from grants.workbook.mapping import as_text
from household_groups.models.contributions import Contribution, Reversal
from reports.dossier.asker import Asker
from reports.dossier.sheets import Keys
from reports.dossier.tables import Table, is_altered, is_withheld

MADE = "dossier"
"""The field of the audit that says a dossier was made; none of them speaks of the others."""

_CHANGES = (
    "sheet",
    "code",
    "column",
    "old",
    "value",
    "effective_on",
    "reason",
    "document",
    "seq",
    "counted_on",
)
_AUDIT = ("at", "by", "sheet", "key", "field", "old", "new", "reason")
_REVERSALS = ("contribution", "reversed_on", "amount", "currency", "reason", "seq", "counted_on")


def changes_of(session: Session, asker: Asker, keys: Keys) -> Table:
    """Of a column that is left out of its table, or shortened there, no change says more than the table."""
    t = table(FactChange).c
    found: list[Any] = []
    for sheet, clause in _clauses(t.code, keys):
        query = sa.select(*(t[name] for name in _CHANGES)).where(
            t.programme_id == asker.reach.programme_id, t.sheet == sheet, clause
        )
        found += session.execute(query).all()
    shown = [row for row in found if not is_withheld(asker, row.sheet, row.column)]
    shown.sort(key=lambda row: row.seq)
    return Table("changes", list(_CHANGES), [_change(asker, row) for row in shown])


def _change(asker: Asker, row: Any) -> list[str | None]:
    told = dict(row._mapping)
    if is_altered(asker, row.sheet, row.column):
        told |= {name: shown_payee(told[name], False) for name in ("old", "value")}
    return [as_text(told[name]) for name in _CHANGES]


def reversals_of(session: Session, asker: Asker, keys: Keys) -> Table:
    """Why one was taken back is for who may see households: families tell of themselves there."""
    of = (col(Contribution.id) == col(Reversal.contribution_id)) & (
        col(Contribution.project_id) == asker.project.id
    )
    query = sa.select(Reversal, Contribution).where(of).order_by(col(Reversal.seq))
    rows = []
    withheld = () if asker.sees_households else ("reason",)
    columns = [name for name in _REVERSALS if name not in withheld]
    for back, given in session.execute(query):
        if given.reference not in keys["contributions"]:
            continue
        told = {
            **back.model_dump(),
            "contribution": given.reference,
            "amount": as_text(back.amount_minor, given.currency),
            "currency": given.currency,
        }
        rows.append([as_text(told[name]) for name in columns])
    return Table("reversals", columns, rows, withheld)


def audit_of(session: Session, asker: Asker, keys: Keys) -> Table | None:
    """Who changed what is not money, of the rows in the dossier; for who may read the audit."""
    if not asker.may(Action.SEE_AUDIT):
        return None
    t = table(AuditEntry).c
    found: list[Any] = []
    for sheet, clause in _clauses(t.key, keys):
        query = sa.select(t.id, *(t[name] for name in _AUDIT)).where(
            t.programme_id == asker.reach.programme_id, t.sheet == sheet, clause, t.field != MADE
        )
        found += session.execute(query).all()
    found.sort(key=lambda row: row.id)
    return Table("audit", list(_AUDIT), [[as_text(value) for value in row[1:]] for row in found])


def _clauses(column: sa.ColumnElement[Any], keys: Keys) -> Iterator[tuple[str, sa.ColumnElement[bool]]]:
    for sheet, of_sheet in keys.items():
        for clause in in_clauses(column, of_sheet):
            yield sheet, clause
