"""Stored entries folded back into matches, as the engine left them."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import in_clauses, table
from grants.matching.books import Books
from grants.matching.terms import CAPS, Contribution, Entry, Match, Reason, Rule
from grants.models.matches import MatchEntry

_COUNTED = CAPS | {
    *(Reason.FULL, Reason.JOINT, Reason.WAITING),
    *(Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD, Reason.IN_KIND_THRESHOLD),
}
"""Entries with these reasons are of contributions that count under the rule."""


def fold_entries(
    session: Session, books: Books, contributions: Mapping[int, Contribution], rules: Mapping[int, Rule]
) -> None:
    """Give contributions (by id) the matches that their entries (with rules by id) add up to."""
    t = table(MatchEntry).c
    query = sa.select(table(MatchEntry)).order_by(t.seq, t.line)
    for clause in in_clauses(t.contribution_id, contributions):
        for row in session.execute(query.where(clause)):
            _fold(row, contributions[row.contribution_id], rules[row.rule_id])
    for contribution in contributions.values():
        for match in contribution.matches.values():
            if not match.net:
                continue  # looking at a rate would freeze it
            match.value = books.exchange.convert(
                match.net, match.rule.fund.currency, contribution.project.currency, contribution.month
            )


def _fold(row: Any, contribution: Contribution, rule: Rule) -> None:
    if row.of_seq is not None:
        _fold_release(row, contribution.matches[rule.code])
    elif row.reason in _COUNTED:
        _fold_grant(row, contribution, rule)


def _fold_grant(row: Any, contribution: Contribution, rule: Rule) -> None:
    reason = Reason(row.reason)
    match = contribution.matches.get(rule.code)
    if match is None:
        match = Match(rule, row.counted_minor, row.base_minor, row.reversed_minor, limit_of(row.steps))
        contribution.matches[rule.code] = match
    if match.is_waiting and reason is not Reason.WAITING:
        match.desired = row.desired_minor
        match.reversed_at_decision = row.reversed_minor
    match.reason = reason
    match.net += row.granted_minor
    if row.granted_minor:
        entry = _entry(row, contribution, rule, reason)
        match.grants += (entry,)
        contribution.project.grants.append(entry)


def _fold_release(row: Any, match: Match) -> None:
    grant = next(grant for grant in match.grants if (grant.seq, grant.line) == (row.of_seq, row.of_line))
    grant.released_so_far += row.released_minor
    if row.reason == Reason.REVERSED:
        grant.released_for_reversals += row.released_minor
    match.net -= row.released_minor


def _entry(row: Any, contribution: Contribution, rule: Rule, reason: Reason) -> Entry:
    return Entry(
        seq=row.seq,
        line=row.line,
        booked_on=row.booked_on,
        contribution=contribution,
        rule=rule,
        desired=row.desired_minor,
        granted=row.granted_minor,
        released=0,
        reason=reason,
        counted=row.counted_minor,
        base=row.base_minor,
        reversed=row.reversed_minor,
        steps=(),
    )


def limit_of(steps: str) -> Reason | None:
    """The step that cut the counted value of a contribution on entry, if any did."""
    found: Reason | None = None
    for name, *numbers in json.loads(steps):
        if name == Reason.IN_KIND_THRESHOLD or (
            name in (Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD) and numbers[-1] < numbers[0]
        ):
            found = Reason(name)
    return found
