"""Every decision on the project's contributions, with its reason in words and the table of its steps."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.roles import Action
from core.tables import batches
from grants.explanations import sentence, step_rows
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.rules import MatchingRule
from grants.showing.decisions import Decision, decisions_of, explanation_knowing
from grants.visible import funds_within, matches_within
from grants.workbook.mapping import as_text
from reports.dossier.asker import Asker
from reports.dossier.tables import Table

_AT_ONCE = 500

DECISIONS = (
    *("seq", "line", "contribution", "group", "fund", "rule", "version", "kind", "of_seq", "of_line"),
    *("desired", "granted", "released", "currency", "booked_on", "counted_on", "reason", "why"),
)
STEPS = ("seq", "line", "number", "step", "before", "limit", "after", "note", "cuts")


def decisions(session: Session, asker: Asker) -> tuple[Table, Table]:
    """Of the asker's own funds, where they see some funds alone; amounts in the fund's currency."""
    told: list[list[str | None]] = []
    steps: list[list[str | None]] = []
    known = _known_rules(session, asker)
    for decision in _read(session, asker):
        explanation = explanation_knowing(decision, known)
        told.append(_row(decision, sentence(explanation)))
        place = [str(decision.entry.seq), str(decision.entry.line)]
        for number, row in enumerate(step_rows(explanation), 1):
            *texts, is_cut = row
            steps.append([*place, str(number), *texts, "yes" if is_cut else "no"])
    return Table("decisions", list(DECISIONS), told), Table("decision_steps", list(STEPS), steps)


def _read(session: Session, asker: Asker) -> Iterator[Decision]:
    of_project = col(MatchEntry.project_id) == asker.project.id
    within = matches_within(asker.reach_of(Action.SEE_MATCHES))
    query = sa.select(col(MatchEntry.seq), col(MatchEntry.line)).where(of_project, within)
    places = session.execute(query.order_by(col(MatchEntry.seq), col(MatchEntry.line))).all()
    for batch in batches(places, _AT_ONCE):
        found = sa.select(MatchEntry).where(
            *(of_project, within),
            col(MatchEntry.seq).between(batch[0][0], batch[-1][0]),
        )
        wanted = {tuple(place) for place in batch}
        entries = session.scalars(found.order_by(col(MatchEntry.seq), col(MatchEntry.line)))
        yield from decisions_of(session, [each for each in entries if (each.seq, each.line) in wanted])


def _known_rules(session: Session, asker: Asker) -> frozenset[str] | None:
    """As `rules_within` has it, read once."""
    if asker.sees_all:
        return None
    query = select(MatchingRule.code).join(Fund, col(Fund.id) == col(MatchingRule.fund_id))
    return frozenset(session.exec(query.where(funds_within(asker.reach_of(Action.SEE_MATCHES)))))


def _row(decision: Decision, why: str) -> list[str | None]:
    entry, currency = decision.entry, decision.fund.currency
    amounts = (entry.desired_minor, entry.granted_minor, entry.released_minor)
    of = (entry.of_seq, entry.of_line)
    return [
        *(str(entry.seq), str(entry.line), decision.contribution.reference, decision.group.code),
        *(decision.fund.code, decision.rule.code, str(decision.rule.version), entry.kind.value),
        *(as_text(value) for value in of),
        *(as_text(amount, currency) for amount in amounts),
        *(currency, entry.booked_on.isoformat(), entry.counted_on.isoformat(), entry.reason, why),
    ]
