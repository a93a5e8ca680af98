"""Which versions of which funds a proposal of rules is about."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.models.funds import Fund
from grants.models.proposals import Proposal, ProposalKind
from grants.models.rules import MatchingRule
from grants.workbook.texts import clean_code

Rows = Mapping[str, Sequence[Mapping[str, str]]]
Version = tuple[str, int]
"""Code and number."""


def funds_of(session: Session, programme_id: int, rows: Rows) -> list[str]:
    """Codes of the funds whose rules the rows make, change or end."""
    return sorted(
        _funds(rows, _funds_of_rules(session, programme_id, {code for code, _ in versions_of(rows)}))
    )


def versions_of(rows: Rows) -> Iterator[Version]:
    for row in rows.get("rules", ()):
        version = row.get("version", "").strip()
        if version.isdecimal():
            yield clean_code(row.get("code", "").strip()), int(version)


def known_versions(session: Session, programme_id: int, rows: Rows) -> set[Version]:
    """Those that are on the books already: the rows end them, or mend them."""
    wanted = set(versions_of(rows))
    query = select(MatchingRule.code, MatchingRule.version).where(
        MatchingRule.programme_id == programme_id,
        col(MatchingRule.code).in_({code for code, _ in wanted}),
    )
    return wanted & set(session.exec(query).all())


def those_within(session: Session, reach: Reach, proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Of these proposals those about the rules of somebody's own funds, and of nobody else's."""
    known = _funds_of_rules(session, reach.programme_id)
    for each in proposals:
        if each.kind is ProposalKind.RULES and each.programme_id == reach.programme_id:
            funds = _funds(json.loads(each.rows), known)
            if funds and all(reach.has_fund(fund) for fund in funds):
                yield each


def _funds(rows: Rows, known: Mapping[str, str]) -> set[str]:
    """Those that the rows name, and those of the rules that are known."""
    named = {clean_code(row.get("fund", "").strip()) for row in rows.get("rules", ())}
    return (named | {known[code] for code, _ in versions_of(rows) if code in known}) - {""}


def _funds_of_rules(
    session: Session, programme_id: int, codes: Collection[str] | None = None
) -> dict[str, str]:
    """By code of the rule, of all or of these."""
    query = sa.select(col(MatchingRule.code), col(Fund.code)).where(
        col(MatchingRule.programme_id) == programme_id, col(MatchingRule.fund_id) == Fund.id
    )
    if codes is not None:
        query = query.where(col(MatchingRule.code).in_(codes))
    return dict(session.execute(query.distinct()).all())
