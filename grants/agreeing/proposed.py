"""Which versions of which funds a proposal of rules is about."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.models.funds import Fund
from grants.models.proposals import Proposal, ProposalKind
from grants.models.rules import MatchingRule
from grants.workbook.texts import clean_code

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def funds_of(session: Session, programme_id: int, rows: Rows) -> list[str]:
    """Codes of the funds whose rules the rows make, change or end."""
    codes = {code for code, _ in versions_of(rows)}
    named = {clean_code(row.get("fund", "").strip()) for row in rows.get("rules", ())}
    known = (
        sa.select(col(Fund.code))
        .where(col(MatchingRule.programme_id) == programme_id, col(MatchingRule.fund_id) == Fund.id)
        .where(col(MatchingRule.code).in_(codes))
    )
    return sorted((named | set(session.execute(known).scalars())) - {""})


def versions_of(rows: Rows) -> Iterator[tuple[str, int]]:
    """(code, version) of each."""
    for row in rows.get("rules", ()):
        version = row.get("version", "").strip()
        if version.isdecimal():
            yield clean_code(row.get("code", "").strip()), int(version)


def known_versions(session: Session, programme_id: int, rows: Rows) -> set[tuple[str, int]]:
    """Those that are on the books already: the rows end them, or mend them."""
    wanted = set(versions_of(rows))
    query = select(MatchingRule.code, MatchingRule.version).where(
        MatchingRule.programme_id == programme_id,
        col(MatchingRule.code).in_({code for code, _ in wanted}),
    )
    return wanted & set(session.exec(query).all())


def is_within(session: Session, reach: Reach, proposal: Proposal, rows: Rows) -> bool:
    """Whether it is about the rules of somebody's own funds, and of nobody else's."""
    if proposal.kind is not ProposalKind.RULES or proposal.programme_id != reach.programme_id:
        return False
    funds = funds_of(session, reach.programme_id, rows)
    return bool(funds) and all(reach.has_fund(fund) for fund in funds)
