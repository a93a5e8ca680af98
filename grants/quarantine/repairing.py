"""Setting right what is stored to what the events give, in one transaction, with an audit of every old value."""

import json
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session

from core.audit import note
from core.programmes import Rate
from core.tables import insert_rows, table
from grants.ledger.rows import COLUMNS, Row
from grants.ledger.storing import balance_row, store_entries
from grants.models.matches import Balance, MatchEntry
from grants.verifying.rebuilding import BalancePair, Consequences, EntryPair
from household_groups.models.contributions import Contribution, ContributionTally


def digest_of(found: Consequences) -> str:
    """By which one knows whether two people mean the same repair."""
    told = json.dumps([found.entries, found.balances], default=str)
    return sha256(told.encode()).hexdigest()


def set_right(
    session: Session, programme_id: int, found: Consequences, *, by: str, at: datetime, reason: str
) -> None:
    """The caller holds the head's lock, and a repair of the programme stands as being booked."""

    def tell(sheet: str, key: str, old: str | None, new: str | None) -> None:
        note(
            *(session, programme_id, sheet, key),
            by=by,
            at=at,
            field="set right",
            old=old,
            new=new,
            reason=reason,
        )

    _set_entries(session, programme_id, found.entries)
    for stored, rebuilt in found.entries:
        row = stored or rebuilt
        assert row is not None
        tell("matches", f"{row[1]}.{row[2]}", _told(stored), _told(rebuilt))
    _set_balances(session, programme_id, found.balances)
    for key, was, is_ in found.balances:
        old, new = (None if minor is None else str(minor) for minor in (was, is_))
        tell("balances", " ".join(part for part in key if part), old, new)
    _set_rates(session, programme_id, found.rates_used)
    _set_tallies(session, programme_id)


def _set_entries(session: Session, programme_id: int, pairs: list[EntryPair]) -> None:
    t = table(MatchEntry)
    statement = sa.delete(t).where(
        t.c.programme_id == programme_id,
        t.c.seq == sa.bindparam("of_seq_"),
        t.c.line == sa.bindparam("of_line_"),
    )
    gone = [{"of_seq_": row[1], "of_line_": row[2]} for row, _ in pairs if row is not None]
    if gone:
        session.connection().execute(statement, gone)
    store_entries(session, [row for _, row in pairs if row is not None])


def _set_balances(session: Session, programme_id: int, pairs: list[BalancePair]) -> None:
    t = table(Balance)
    for key, was, _ in pairs:
        if was is not None:
            row = balance_row(programme_id, key)
            session.execute(sa.delete(t).where(*(t.c[name] == value for name, value in row.items())))
    insert_rows(
        session,
        Balance,
        [balance_row(programme_id, key) | {"minor": is_} for key, _, is_ in pairs if is_ is not None],
    )


def _set_rates(session: Session, programme_id: int, used: frozenset[tuple[str, str]]) -> None:
    t = table(Rate)
    rows = session.execute(
        sa.select(t.c.id, t.c.currency, t.c.month, t.c.is_used).where(t.c.programme_id == programme_id)
    ).all()
    for id, currency, month, is_used in rows:
        if is_used != ((currency, month) in used):
            session.execute(sa.update(t).where(t.c.id == id).values(is_used=not is_used))


def _set_tallies(session: Session, programme_id: int) -> None:
    """Counted anew: there are few of them."""
    tally, t = table(ContributionTally), table(Contribution).c
    key = (t.programme_id, t.status, t.currency, t.project_id)
    counted = sa.select(*key, sa.func.count(), sa.cast(sa.func.sum(t.amount_minor), sa.BigInteger))
    session.execute(sa.delete(tally).where(tally.c.programme_id == programme_id))
    columns = ["programme_id", "status", "currency", "project_id", "contributions", "minor"]
    session.execute(
        sa.insert(tally).from_select(columns, counted.where(t.programme_id == programme_id).group_by(*key))
    )


def _told(row: Row | None) -> str | None:
    if row is None:
        return None
    return json.dumps(dict(zip(COLUMNS[1:], row[1:], strict=True)), default=str)
