"""The rows of each sheet of an export, with the sequence numbers of its events."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.jobs.progress import counted
from core.money import to_major
from core.programmes import Closing, FactChange
from core.tables import alike, read_large, table
from grants.importing.known import Codes, content_of, content_query
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, Rematch
from grants.models.rules import MatchingRule
from grants.workbook.mapping import Content, Mapped
from household_groups.models.contributions import Contribution, Reversal

_SEQ = {
    "projects": ("approved_seq", "settled_seq"),
    "other_funding": ("seq",),
    "contributions": ("verified_seq",),
}


def contents(session: Session, programme_id: int, mapped: Mapped, codes: Codes) -> Iterator[Content]:
    """Rows by their key, with the places of their events. Each is a dict only while it is written."""
    names = _SEQ.get(mapped.name, ())
    t = table(mapped.model).c
    of_programme = t.id if mapped.name == "programmes" else t.programme_id
    query = content_query(mapped, names).where(of_programme == programme_id)
    columns = mapped.columns

    def content(row: Sequence[Any]) -> Content:
        known = content_of(columns, mapped.refers_to, row[1:], codes)
        return known | dict(zip(names, row[1 + len(columns) :], strict=True))

    rows = [(mapped.key(content(row)), row) for row in alike(read_large(session, query))]
    rows.sort(key=itemgetter(0))
    for _, row in counted(rows):
        yield content(row)


class Reversals:
    """What was reversed: one reversal stands on its contribution's row, several stand in their own sheet."""

    def __init__(self, session: Session, programme_id: int) -> None:
        t, contribution = table(Reversal).c, table(Contribution).c
        query = (
            sa.select(
                *(contribution.reference, contribution.currency),
                *(t.reversed_on, t.amount_minor, t.reason, t.seq),
            )
            .where(t.programme_id == programme_id, t.contribution_id == contribution.id)
            .order_by(t.seq)
        )
        self._of: dict[str, list[Any]] = defaultdict(list)
        for row in session.execute(query):
            self._of[row.reference].append(row)

    def own(self, reference: str) -> Content:
        rows = self._of.get(reference, ())
        if len(rows) != 1:
            return {}
        (row,) = rows
        return {
            "reversed_on": row.reversed_on,
            "reversed_amount": row.amount_minor,
            "reversal_reason": row.reason,
            "reversed_seq": row.seq,
        }

    def listed(self) -> Iterator[tuple[Content, str]]:
        """(row, currency) of those reversed more than once."""
        rows = [row for rows in self._of.values() if len(rows) > 1 for row in rows]
        for row in sorted(rows, key=lambda row: row.seq):
            yield (
                {
                    "contribution": row.reference,
                    "reversed_on": row.reversed_on,
                    "amount": to_major(row.amount_minor, row.currency),
                    "reason": row.reason,
                    "seq": row.seq,
                },
                row.currency,
            )


def changes(session: Session, programme_id: int) -> Iterator[Content]:
    t = table(FactChange).c
    names = ("sheet", "code", "column", "old", "value", "effective_on", "reason", "document", "seq")
    query = sa.select(*(t[name] for name in names)).where(t.programme_id == programme_id)
    for row in session.execute(query.order_by(t.seq)).mappings():
        yield dict(row)


def rematches(session: Session, programme_id: int) -> Iterator[Content]:
    t, fund, entry = table(Rematch).c, table(Fund).c, table(MatchEntry).c
    contribution, rule = table(Contribution).c, table(MatchingRule).c
    query = (
        sa.select(
            fund.code.label("fund"),
            t.booked_on,
            contribution.reference.label("contribution"),
            rule.code.label("rule"),
            rule.version,
            entry.granted_minor,
            fund.currency,
            t.seq,
        )
        .where(t.programme_id == programme_id, entry.programme_id == programme_id, entry.seq == t.seq)
        .where(t.fund_id == fund.id, entry.contribution_id == contribution.id, entry.rule_id == rule.id)
        .order_by(t.seq, entry.line)
    )
    for row in session.execute(query).mappings():
        content = dict(row)
        granted, currency = content.pop("granted_minor"), content.pop("currency")
        yield content | {"granted": to_major(granted, currency)}


def closings(session: Session, programme_id: int) -> Iterator[Content]:
    t = table(Closing).c
    names = ("quarter", "closed_on", "closed_by", "sha256", "seq")
    query = sa.select(*(t[name] for name in names)).where(t.programme_id == programme_id)
    for row in session.execute(query.order_by(t.seq)).mappings():
        yield dict(row)
