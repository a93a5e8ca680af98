"""For donors: what their funds matched and got back since the last quarter ended, and its report."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col

from core.calendar import Span, quarter_of
from core.roles import Action
from core.web.i18n import day
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.visible import funds_within
from reports.waiting.task import Place, Task
from reports.words import in_words


def tasks(session: Session, place: Place) -> Iterator[Task]:
    if not place.may(Action.SEE_FUND) or place.may(Action.MANAGE):
        return
    quarter = quarter_of(place.today)
    ended = quarter_of(quarter.starts_on - timedelta(days=1))
    found = _matches(session, place, quarter, ended)
    now = [(row.minor, row.currency, row.matches) for row in found if row.matches]
    if now:
        count = sum(matches for _minor, _currency, matches in now)
        amounts = in_words([(minor, currency) for minor, currency, _matches in now])
        since = day(quarter.starts_on)
        yield Task(
            str(ngettext("%(num)s new match of your funds", "%(num)s new matches of your funds", count)),
            str(_("%(amounts)s since %(day)s.", amounts=amounts, day=since)),
            place.url("matches.match_list"),
            str(_("See them")),
        )
    back = [(row.back, row.currency) for row in found if row.back]
    if back:
        yield Task(
            str(_("Some of what was matched went back to your funds")),
            str(
                _(
                    "%(amounts)s since %(day)s, after a reversal or a settlement.",
                    amounts=in_words(back),
                    day=day(quarter.starts_on),
                )
            ),
            place.url("matches.match_list", outcome="released"),
            str(_("See why")),
        )
    if any(row.before for row in found):
        yield Task(
            str(_("The report of %(quarter)s is there", quarter=ended)),
            str(_("The quarter ended on %(day)s.", day=day(ended.ends_on))),
            place.url("reports.report_list"),
            str(_("Download")),
        )


def _matches(session: Session, place: Place, quarter: Span, ended: Span) -> Sequence[Any]:
    """(currency, matches, minor units granted and released since the quarter began, matches in the one before)."""
    booked, granted = col(MatchEntry.booked_on), col(MatchEntry.granted_minor)
    released = sa.case((booked >= quarter.starts_on, col(MatchEntry.released_minor)), else_=0)
    is_grant = (col(MatchEntry.kind) == MatchEntryKind.GRANT) & (granted > 0)
    is_new = is_grant & (booked >= quarter.starts_on)
    query = (
        sa.select(
            col(Fund.currency),
            sa.func.sum(sa.case((is_new, 1), else_=0)).label("matches"),
            sa.cast(sa.func.sum(sa.case((is_new, granted), else_=0)), sa.BigInteger).label("minor"),
            sa.cast(sa.func.sum(released), sa.BigInteger).label("back"),
            sa.func.sum(sa.case((booked < quarter.starts_on, 1), else_=0)).label("before"),
        )
        .where(col(MatchEntry.programme_id) == place.programme_id, col(MatchEntry.fund_id) == col(Fund.id))
        .where(funds_within(place.reach(Action.SEE_FUND)), booked >= ended.starts_on)
        .group_by(col(Fund.currency))
        .order_by(col(Fund.currency))
    )
    return session.execute(query).all()
