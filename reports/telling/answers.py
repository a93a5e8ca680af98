"""For donors: vouchers whose questions were answered since they were last told."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col

from core.journal.append import row_key
from core.journal.models import JournalEntry
from core.roles import Action
from core.tables import table
from grants.models.funds import Fund
from grants.models.reviews import Review, Verdict
from grants.visible import funds_within
from reports.waiting.task import Place, Task

_NAMED = 3
_COMMITTED = timedelta(minutes=10)
"""What was booked longer ago is there to be read: whatever is dated before is told, and told once."""
_SHEET = "reviews"


def tasks(session: Session, place: Place, since: datetime, at: datetime) -> Iterator[Task]:
    """Of what was booked between the last letter and this one, each reckoned a little earlier."""
    if not place.may(Action.REVIEW):
        return
    found = _answered(session, place, since - _COMMITTED, at - _COMMITTED)
    for voucher in found[:_NAMED]:
        url = place.url("expenditures.expenditure_detail", expenditure=voucher)
        yield Task(
            str(_("Your question about voucher %(voucher)s is answered", voucher=voucher)), "", url, ""
        )
    if len(found) > _NAMED:
        more = len(found) - _NAMED
        what = ngettext("%(num)s more answer to you", "%(num)s more answers to you", more)
        yield Task(str(what), "", place.url("expenditures.expenditure_list"), "")


def _answered(session: Session, place: Place, since: datetime, until: datetime) -> list[str]:
    """Vouchers of their funds; when an answer came in is known to the journal, which dates it to the second."""
    booked, said = table(JournalEntry).c, table(Review).c
    keys = sa.select(booked.key).where(
        *(booked.programme_id == place.programme_id, booked.sheet == _SHEET),
        *(booked.booked_at > since, booked.booked_at <= until),
    )
    late = set(session.execute(keys).scalars())
    query = (
        sa.select(said.expenditure, table(Fund).c.code, said.number)
        .where(said.fund_id == col(Fund.id), funds_within(place.reach(Action.REVIEW)))
        .where(said.verdict == Verdict.ANSWERED)
        .order_by(said.expenditure)
    )
    found = [row.expenditure for row in session.execute(query) if row_key(*row) in late] if late else []
    return list(dict.fromkeys(found))
