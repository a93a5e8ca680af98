"""Lines of a bank's file into the books: those that are there already are left as they are."""

from collections.abc import Sequence

from sqlmodel import Session

from core.journal.append import lock_head
from core.tables import in_clauses, table
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.bank import BankLine
from grants.models.funds import Fund

SHEET = "bank_lines"


def known_lines(session: Session, fund: Fund, rows: Sequence[Typed]) -> set[str]:
    """The references of those that were entered before."""
    t = table(BankLine).c
    query = table(BankLine).select().with_only_columns(t.reference).where(t.programme_id == fund.programme_id)
    return {
        reference
        for clause in in_clauses(t.reference, (row["reference"] for row in rows))
        for reference in session.scalars(query.where(clause))
    }


def enter_lines(
    session: Session, programme: str, fund: Fund, rows: Sequence[Typed], occasion: Occasion
) -> int:
    """How many were new. Raises NotEntered, with row numbers among the rows that are new."""
    lock_head(session, fund.programme_id)
    known = known_lines(session, fund, rows)
    new = [row for row in rows if row["reference"] not in known]
    if new:
        enter_new(session, programme, {SHEET: new}, occasion)
    return len(new)
