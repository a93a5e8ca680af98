"""One contribution more in a large programme: python -m benchmarks.posting sqlite:///FILE.db"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.database import make_engine, session, transaction
from core.journal.append import Journal, given, lock_head
from core.journal.models import EntryKind
from core.tables import insert_rows, table
from grants.importing.known import Codes, content_of, content_query
from grants.ledger.booking import book_since
from grants.workbook.mapping import MAPPED, Content
from household_groups.models.contributions import Contribution

TIMES = 20
_CONTRIBUTIONS = MAPPED["contributions"]


def post(engine: sa.Engine, values: dict[str, Any], content: Content) -> float:
    """Write a verified contribution and its line in the journal, match it, commit. Returns milliseconds."""
    programme_id, on = values["programme_id"], values["verified_on"]

    def work(writing: Session) -> None:
        _, seq, _ = lock_head(writing, programme_id)
        insert_rows(writing, Contribution, [values | {"verified_seq": seq + 1}])
        journal = Journal(writing, programme_id, by="benchmark", at=datetime.now(UTC))
        journal.append(
            EntryKind.VERIFY, "contributions", values["reference"], given(content), seq + 1, on
        )
        journal.close()
        book_since(writing, programme_id, seq)

    started = perf_counter()
    transaction(engine, work)
    return (perf_counter() - started) * 1_000


def contributions_as_known(engine: sa.Engine, times: int) -> Iterator[tuple[dict[str, Any], Content]]:
    """New ones, each like one of the programme, as a row of the table and as the content of a row."""
    with session(engine) as reading:
        for number, (programme_id, id) in enumerate(_spread(reading, times)):
            new = {"reference": f"NEW-{number}", "transfer_reference": None, "client_id": None}
            t = table(Contribution)
            row = reading.execute(sa.select(t).where(t.c.id == id)).mappings().one()
            selected = reading.execute(content_query(_CONTRIBUTIONS).where(t.c.id == id)).one()
            codes = Codes(reading, programme_id)
            content = content_of(_CONTRIBUTIONS.columns, _CONTRIBUTIONS.refers_to, selected[1:], codes)
            yield {name: value for name, value in row.items() if name != "id"} | new, content | new


def _spread(reading: Session, times: int) -> list[tuple[int, int]]:
    """Programme and id of verified contributions, spread over the second half of the time."""
    t = table(Contribution).c
    query = sa.select(t.programme_id, t.id).where(t.verified_seq.is_not(None)).order_by(t.verified_seq)
    found = reading.execute(query).tuples().all()
    half = len(found) // 2
    return list(found[half :: max(1, half // times)])[:times]


def main(url: str) -> None:
    engine = make_engine(url)
    new = list(contributions_as_known(engine, TIMES))
    took = [post(engine, *each) for each in new]
    print(json.dumps({"median": median(took), "longest": max(took)}))


if __name__ == "__main__":
    main(sys.argv[1])
