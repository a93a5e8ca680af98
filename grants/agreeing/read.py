"""That somebody agrees to what they read: its digest comes with their yes, and is compared before it is kept."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from sqlmodel import Session, col, select

from grants.agreeing.english import agreed_sentence
from grants.agreeing.proposed import Version
from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.workbook.mapping import MAPPED


def versions_on_the_books(
    session: Session, programme_id: int, versions: Iterable[Version]
) -> Iterator[tuple[MatchingRule, Fund]]:
    """Those of these versions that are there, with their funds."""
    wanted = set(versions)
    query = (
        select(MatchingRule, Fund)
        .where(MatchingRule.programme_id == programme_id, MatchingRule.fund_id == Fund.id)
        .where(col(MatchingRule.code).in_({code for code, _ in wanted}))
        .order_by(col(MatchingRule.code), col(MatchingRule.version))
    )
    for version, fund in session.exec(query):
        if (version.code, version.version) in wanted:
            yield version, fund


def digest_of(session: Session, programme_id: int, versions: Iterable[Version]) -> str:
    """Of the sentences of these versions and of every term behind them, as the books have them at this moment."""
    found = versions_on_the_books(session, programme_id, versions)
    said = [(fund.code, agreed_sentence(version, fund), _terms(version)) for version, fund in found]
    return sha256(json.dumps(said, ensure_ascii=False, default=str).encode()).hexdigest()


def _terms(version: MatchingRule) -> list[object]:
    mapped = MAPPED["rules"]
    return [
        getattr(version, mapped.attribute(column.name)) for column in mapped.columns if column.name != "fund"
    ]
