"""The one line that a person reads after recording: what the contribution lacks, as soon as it is verified."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import session
from core.outages import NotStored
from core.programmes import Programme, today_in
from grants.entering.entering import NotEntered, rehearse
from grants.entering.shown import shown
from grants.importing.importing import Occasion
from grants.importing.problems import RowProblem
from grants.recording.entries import as_if_verified
from grants.recording.missing import NO_RATE, UNVERIFIED, missing_line
from grants.recording.recording import SHEET
from household_groups.models.contributions import Contribution, ContributionStatus


def line_after(
    engine: sa.Engine, programme: Programme, reference: str, *, by: str, at: datetime
) -> str | None:
    """Found by verifying it and taking that back; where nothing more is missing, somebody to verify it is."""
    with session(engine) as reading:
        contribution = _get(reading, programme, reference)
        if contribution.status is not ContributionStatus.RECORDED:  # the form was sent once more, much later
            return missing_line(reading, contribution)
    row = as_if_verified(
        {"reference": reference},
        by=by,
        on=today_in(programme, at),
        received_on=contribution.received_on,
    )
    try:
        line = rehearse(
            *(engine, programme.code, {SHEET: [row]}, Occasion(by, at)),
            lambda rehearsed: missing_line(rehearsed, _get(rehearsed, programme, reference)),
        )
    except NotEntered as refused:
        rates = [problem for problem in refused.problems if problem.kind is RowProblem.RATE_MISSING]
        rates.sort(key=lambda rate: rate.details["currency"] != contribution.currency)
        line = _without_rate(**rates[0].details) if rates else None
    except NotStored:  # what was recorded is recorded
        line = None
    return line or str(UNVERIFIED)


def _without_rate(*, currency: str, month: str, **_details: str) -> str:
    return str(NO_RATE) % {"currency": currency, "month": shown("rates", "month", month)}


def _get(books: Session, programme: Programme, reference: str) -> Contribution:
    query = select(Contribution).where(
        Contribution.programme_id == programme.id, Contribution.reference == reference
    )
    return books.exec(query).one()
