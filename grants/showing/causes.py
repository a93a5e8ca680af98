"""Which event led to a match entry, in words and with the page where one reads on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col

from core.journal.models import EntryKind, JournalEntry
from core.roles import Action
from core.tables import in_clauses, table
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.matches import Rematch
from grants.visible import contributions_within, projects_within
from household_groups.models.contributions import Contribution, Reversal
from household_groups.models.projects import Project

_WORDS: Mapping[EntryKind, LazyString] = {
    EntryKind.VERIFY: _l("Verification of %(name)s"),
    EntryKind.REVERSE: _l("Reversal of %(name)s"),
    EntryKind.APPROVE: _l("Approval of %(name)s"),
    EntryKind.SETTLE: _l("Settlement of %(name)s"),
    EntryKind.REMATCH: _l("Re-match of %(name)s"),
}
_WITHOUT_NAME: Mapping[EntryKind, LazyString] = {
    EntryKind.VERIFY: _l("Verification of another contribution"),
    EntryKind.REVERSE: _l("Reversal of another contribution"),
    EntryKind.APPROVE: _l("Approval of a project"),
    EntryKind.SETTLE: _l("Settlement of a project"),
    EntryKind.REMATCH: _l("Re-match of a fund"),
}


@dataclass(frozen=True)
class Cause:
    """`url` is '' where the reader may not look at what it was about; then the words do not name it."""

    what: str
    url: str


def causes_of(session: Session, here: Here, seqs: Iterable[int]) -> dict[int, Cause]:
    """By the number of the event, of those that decide on matches."""
    entry = table(JournalEntry).c
    query = sa.select(entry.seq, entry.kind, entry.key).where(entry.programme_id == here.programme_id)
    events = [
        (seq, EntryKind(kind), key)
        for clause in in_clauses(entry.seq, seqs)
        for seq, kind, key in session.execute(query.where(clause))
    ]
    names = _Names(session, here, events)
    return {seq: names.cause(seq, kind, key) for seq, kind, key in events if kind in _WORDS}


class _Names:
    """What the events of a page are about, so far as its reader may look at it."""

    def __init__(self, session: Session, here: Here, events: list[tuple[int, EntryKind, str]]) -> None:
        self._here = here
        of = {kind: {(seq, key) for seq, each, key in events if each is kind} for kind in _WORDS}
        verified = {key for _, key in of[EntryKind.VERIFY]}
        projects = {key for kind in (EntryKind.APPROVE, EntryKind.SETTLE) for _, key in of[kind]}
        self._contributions = _contributions(session, here, verified)
        self._projects = _projects(session, here, projects)
        self._reversed = _reversed(session, here, {seq for seq, _ in of[EntryKind.REVERSE]})
        self._funds = _funds(session, here, {seq for seq, _ in of[EntryKind.REMATCH]})

    def cause(self, seq: int, kind: EntryKind, key: str) -> Cause:
        name, url = self._found(seq, kind, key)
        return Cause(str(_WORDS[kind]) % {"name": name} if name else str(_WITHOUT_NAME[kind]), url)

    def _found(self, seq: int, kind: EntryKind, key: str) -> tuple[str, str]:
        programme = self._here.programme.code
        if kind in (EntryKind.APPROVE, EntryKind.SETTLE):
            if key not in self._projects:
                return "", ""
            return key, url_for("projects.project_detail", programme=programme, project=key)
        if kind is EntryKind.REMATCH:
            fund = self._funds.get(seq, "")
            return fund, url_for("funds.fund_detail", programme=programme, fund=fund) if fund else ""
        reference = self._reversed.get(seq, "") if kind is EntryKind.REVERSE else key
        if kind is EntryKind.VERIFY and key not in self._contributions:
            reference = ""
        if not reference:
            return "", ""
        of: dict[str, Any] = {"programme": programme, "reference": reference}
        anchor = "corrections" if kind is EntryKind.REVERSE else None
        return reference, url_for("contributions.contribution_detail", **of, _anchor=anchor)


def _contributions(session: Session, here: Here, references: set[str]) -> set[str]:
    within = contributions_within(here.reach_of(Action.SEE_CONTRIBUTIONS))
    reference = table(Contribution).c.reference
    query = sa.select(reference).where(col(Contribution.programme_id) == here.programme_id, within)
    return {
        found
        for clause in in_clauses(reference, references)
        for found in session.execute(query.where(clause)).scalars()
    }


def _projects(session: Session, here: Here, codes: set[str]) -> set[str]:
    query = sa.select(col(Project.code)).where(projects_within(here.reach_of(Action.SEE_PROJECTS)))
    clauses = in_clauses(table(Project).c.code, codes)
    return {found for clause in clauses for found in session.execute(query.where(clause)).scalars()}


def _reversed(session: Session, here: Here, seqs: set[int]) -> dict[int, str]:
    """The reference by the event of its reversal."""
    query = sa.select(col(Reversal.seq), col(Contribution.reference)).where(
        col(Reversal.programme_id) == here.programme_id,
        col(Reversal.contribution_id) == col(Contribution.id),
        contributions_within(here.reach_of(Action.SEE_CONTRIBUTIONS)),
    )
    clauses = in_clauses(table(Reversal).c.seq, seqs)
    return {seq: found for clause in clauses for seq, found in session.execute(query.where(clause))}


def _funds(session: Session, here: Here, seqs: set[int]) -> dict[int, str]:
    reach = here.reach_of(Action.SEE_FUND)
    query = sa.select(col(Rematch.seq), col(Fund.code)).where(
        col(Rematch.programme_id) == here.programme_id,
        col(Rematch.fund_id) == col(Fund.id),
        reach.within_funds(col(Fund.code)),
    )
    if not reach:
        return {}
    clauses = in_clauses(table(Rematch).c.seq, seqs)
    return {seq: found for clause in clauses for seq, found in session.execute(query.where(clause))}
