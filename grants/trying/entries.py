"""The entries of the two worlds in one form: as they are booked, and as a replay gives them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from core.tables import read_large, table
from grants.ledger.applying import Booked
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.trying.apart import told_code
from household_groups.models.projects import Project


class TriedEntry(NamedTuple):
    """What a comparison reads of an entry, in the fund's currency; `contribution` is its row, the others codes."""

    seq: int
    contribution: int
    rule: str
    fund: str
    project: str
    desired: int
    net: int
    reversed: int
    reason: str
    booked_on: date
    counted_on: date
    is_release: bool


def stored_entries(session: Session, programme_id: int) -> Iterator[TriedEntry]:
    """In the order in which they were booked."""
    t = table(MatchEntry).c
    query = sa.select(
        *(t.seq, t.contribution_id, t.rule_id, t.fund_id, t.project_id, t.desired_minor),
        *(t.granted_minor - t.released_minor, t.reversed_minor, t.reason, t.booked_on, t.counted_on),
        t.of_seq.is_not(None),
    )
    query = query.where(t.programme_id == programme_id).order_by(t.seq, t.line)
    rules, funds, projects = (_codes(session, programme_id, each) for each in (MatchingRule, Fund, Project))
    for seq, contribution, rule, fund, project, *others in read_large(session, query):
        yield TriedEntry(seq, contribution, rules[rule], funds[fund], projects[project], *others)


def entries_of(booked: Booked) -> Iterator[TriedEntry]:
    for entry in booked.entries:
        contribution, rule = entry.contribution, entry.rule
        yield TriedEntry(
            entry.seq,
            contribution.id,
            told_code(rule),
            rule.fund.code,
            contribution.project.code,
            entry.desired,
            entry.granted - entry.released,
            entry.reversed,
            entry.reason._value_,  # .value is a descriptor, felt at a million entries
            entry.booked_on,
            booked.counted_on,
            entry.of is not None,
        )


def _codes(session: Session, programme_id: int, model: type[SQLModel]) -> dict[int, str]:
    """By row; a rule's code is that of all its versions."""
    t = table(model).c
    return dict(session.execute(sa.select(t.id, t.code).where(t.programme_id == programme_id)).all())
