"""Usage for cap periods that a new rule version asks for and no earlier version of its code did."""

from collections import defaultdict
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import insert_rows, table
from grants.ledger import events as ev
from grants.ledger.facts import load_books
from grants.ledger.opening import reopen
from grants.ledger.storing import balance_row
from grants.matching import accounts
from grants.matching.accounts import Key
from grants.matching.books import meters_of
from grants.matching.placing import Meter
from grants.matching.ratio import fallen
from grants.matching.terms import Contribution, Match, Rule
from grants.models.matches import Balance, MatchEntry
from household_groups.models import contributions

Version = tuple[str, int]


def add_missing_meters(session: Session, programme_id: int, new: Collection[Version], seq: int) -> None:
    """Count what the earlier versions granted and counted, up to `seq`, for the periods of the new ones."""
    opened = load_books(session, programme_id, seq)
    books, ids = opened.books, opened.ids
    missing = _missing(books.rules, new)
    if not missing:
        return
    rule_ids = [ids.of_rule(rule)[0] for rule in books.rules if rule.code in missing]
    past = _contributions_under(session, programme_id, rule_ids, seq)
    balances: dict[Key, int] = defaultdict(int)
    for contribution in reopen(session, opened, past, seq):
        for match in contribution.matches.values():
            for meter in missing.get(match.rule.code, ()):
                _count(balances, contribution, match, meter)
    rows = [balance_row(programme_id, key) | {"minor": minor} for key, minor in balances.items()]
    insert_rows(session, Balance, rows)


def _missing(rules: Iterable[Rule], new: Collection[Version]) -> dict[str, list[Meter]]:
    versions: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        versions[rule.code].append(rule)
    missing: dict[str, list[Meter]] = {}
    for code, of_code in versions.items():
        before = [rule for rule in of_code if (code, rule.version) not in new]
        added = [meter for meter in meters_of(of_code) if meter not in meters_of(before)]
        if before and added:
            missing[code] = added
    return missing


def _contributions_under(
    session: Session, programme_id: int, rule_ids: list[int], seq: int
) -> list[ev.ContributionVerified]:
    entry, contribution = table(MatchEntry).c, table(contributions.Contribution).c
    entries = sa.select(entry.contribution_id).where(
        entry.programme_id == programme_id, entry.rule_id.in_(rule_ids)
    )
    under = contribution.id.in_(entries) & (contribution.verified_seq <= seq)
    return list(ev.verified_contributions(session, programme_id, 0, under))


def _count(balances: dict[Key, int], contribution: Contribution, match: Match, meter: Meter) -> None:
    account, cap_period = meter
    if account in accounts.ABOUT_HOUSEHOLDS and contribution.household is None:
        return
    key = accounts.of_period(account, match.rule, contribution, cap_period)
    if account == accounts.COUNTED_HOUSEHOLD:
        entered = match.reversed_at_entry
        balances[key] += match.counted - fallen(match.counted, contribution, entered, contribution.reversed)
    elif match.grants:  # what nothing was ever granted to has no account
        balances[key] += match.net
