"""Whether matches add up to balances, releases to their grants, and joint schemes grant in step."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import Balance, MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.results import Checked, Counted
from household_groups.models.projects import Project


def check_sums(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """Added up by the database: grants less releases of each fund in each project, beside the balance of both."""
    balances = _balances(session, programme_id)
    stored: dict[tuple[str, str], int] = {}
    for fund, project, currency, minor in session.execute(_matched(programme_id)):
        for key in ((fund, ""), (fund, project)):
            stored[key] = stored.get(key, 0) + int(minor)
        checked.money[currency] = checked.money.get(currency, 0) + int(minor)
    checked.counted[Counted.FUNDS] = len({fund for fund, _ in stored.keys() | balances.keys()})
    for fund, project in sorted(stored.keys() | balances.keys()):
        is_, should = stored.get((fund, project), 0), balances.get((fund, project), 0)
        if is_ != should:
            what = f"{fund} {project}".strip()
            yield Difference(DifferenceKind.SUM_DIFFERS, code, what, str(is_), str(should))


def _matched(programme_id: int) -> sa.Select[tuple[str, str, str, int]]:
    entry, fund, project = table(MatchEntry).c, table(Fund).c, table(Project).c
    net = sa.func.sum(entry.granted_minor - entry.released_minor).label("net")
    sums = (
        sa.select(entry.fund_id, entry.project_id, net)
        .where(entry.programme_id == programme_id)
        .group_by(entry.fund_id, entry.project_id)
        .subquery()
    )
    query = sa.select(fund.code, project.code, fund.currency, sums.c.net)
    return query.where(sums.c.fund_id == fund.id, sums.c.project_id == project.id)


def _balances(session: Session, programme_id: int) -> dict[tuple[str, str], int]:
    """By fund and project; '' is the fund as a whole."""
    t = table(Balance).c
    query = sa.select(t.owner, t.subject, t.minor).where(
        t.programme_id == programme_id, t.account.in_([accounts.FUND, accounts.FUND_PROJECT])
    )
    return {(fund, project): minor for fund, project, minor in session.execute(query)}


def check_releases(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """A release lowers one grant of the same contribution and rule version, never by more than it granted."""
    release, grant = table(MatchEntry).alias("release").c, table(MatchEntry).alias("granting")
    same = sa.and_(
        grant.c.programme_id == release.programme_id,
        grant.c.seq == release.of_seq,
        grant.c.line == release.of_line,
        grant.c.contribution_id == release.contribution_id,
        grant.c.rule_id == release.rule_id,
    )
    query = (
        sa.select(
            release.of_seq,
            release.of_line,
            sa.func.count(),
            sa.func.sum(release.released_minor),
            sa.func.max(grant.c.granted_minor),
        )
        .select_from(release.seq.table.outerjoin(grant, same))
        .where(release.programme_id == programme_id, release.released_minor > 0)
        .group_by(release.of_seq, release.of_line)
    )
    count = 0
    for seq, line, releases, released, granted in session.execute(query):
        count += releases
        if granted is None or released > granted:
            yield Difference(
                DifferenceKind.RELEASED_BEYOND, code, f"{seq}.{line}", str(released), str(granted or 0)
            )
    checked.counted[Counted.RELEASES] = count


def check_joint(session: Session, programme_id: int, code: str, checked: Checked) -> Iterator[Difference]:
    """The parts that rules of one scheme grant of what they desire are the same, to the unit that is floored."""
    entry, rule = table(MatchEntry).c, table(MatchingRule).c
    query = (
        sa.select(entry.seq, entry.contribution_id, rule.joint, entry.desired_minor, entry.granted_minor)
        .where(entry.programme_id == programme_id, entry.rule_id == rule.id)
        .where(rule.joint.is_not(None), entry.kind == MatchEntryKind.GRANT, entry.desired_minor > 0)
        .order_by(entry.seq, entry.contribution_id, rule.joint)
    )
    count = 0
    rows = session.execute(query)
    for (seq, _, scheme), group in groupby(rows, key=attrgetter("seq", "contribution_id", "joint")):
        grants = [(row.desired_minor, row.granted_minor) for row in group]
        count += len(grants) > 1
        if not _is_in_step(grants):
            yield Difference(DifferenceKind.OUT_OF_STEP, code, f"{scheme} ({seq})", str(grants))
    checked.counted[Counted.JOINT] = count


def _is_in_step(grants: Iterable[tuple[int, int]]) -> bool:
    """Each is floor(desired x k), less at most a unit a rule by which the gap would be passed."""
    grants = list(grants)
    slack = (len(grants) + 1) * max(desired for desired, _ in grants)
    return all(
        granted <= desired and abs(granted * other - other_granted * desired) <= slack
        for desired, granted in grants
        for other, other_granted in grants
    )
