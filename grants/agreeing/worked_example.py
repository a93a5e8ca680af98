"""What a rule version would do with a real contribution of the programme: by the engine, nothing stored.

The contribution is taken off the books in memory, as if reversed, and comes in once more as things stand today:
with the rules of the day on which it came, or of the nearest day of the version where that is another one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from core.accounts.person import Reach
from core.calendar import quarter_name
from core.journal.verify import head_of
from core.tables import table
from grants.explaining.withholding import without_other_rules
from grants.explanations import StepRow, sentence, step_rows
from grants.ledger import events as ev
from grants.ledger.applying import contribution_of
from grants.ledger.facts import Part, load_books
from grants.ledger.opening import open_books
from grants.matching import engine
from grants.matching.books import Books
from grants.matching.explain import explanation_of
from grants.matching.scope import failed_condition, out_of_scope
from grants.matching.terms import Contribution, Entry, Rule
from grants.models.rules import MatchingRule
from grants.rule_versions import rules_within
from grants.rules_in_words.lists import choices_in_words
from grants.visible import contribution_within
from household_groups.labels import KINDS
from household_groups.models import contributions, projects

_LOOKED_AT = 300
_KINDS = (ev.ContributionReversed, ev.ContributionVerified)


@dataclass(frozen=True)
class Example:
    """`reference` and `project` only for whoever may see the contribution; amounts in minor units.

    `as_of` is the day on which it is taken to come in, where that is another one than `received_on`.
    """

    reference: str | None
    project: str | None
    minor: int
    currency: str
    kind: str
    received_on: date
    as_of: date | None
    was_settled: bool
    granted_minor: int
    fund_currency: str
    sentence: str
    steps: tuple[StepRow, ...]

    @property
    def kind_in_words(self) -> str:
        return choices_in_words(KINDS, [self.kind])[0]


def example_of(session: Session, reach: Reach, version: MatchingRule) -> Example | None:
    """Of the contribution verified last that meets its conditions; None where there is no such one."""
    programme_id = version.programme_id
    _, seq, _ = head_of(session, programme_id)
    latest = _latest(session, programme_id)
    part = Part({event.project for event in latest}, {event.group for event in latest})
    books = load_books(session, programme_id, seq, part, changed_since=False).books
    rule = _rule_of(books, version)
    for event in _that_meet(books, rule, latest):
        found = _decided(session, programme_id, seq, version, event)
        if found is not None:
            return _told(session, reach, event, *found)
    return None


def _latest(session: Session, programme_id: int) -> list[ev.ContributionVerified]:
    """The last ones verified, the latest first, for projects that are approved; then those of settled ones."""
    given, project = table(contributions.Contribution).c, table(projects.Project).c
    last = (
        sa.select(given.id, project.settled_seq)
        .where(given.programme_id == programme_id, given.verified_seq.is_not(None))
        .where(given.project_id == project.id, project.approved_seq.is_not(None))
        .order_by(project.settled_seq.is_not(None), given.verified_seq.desc())
        .limit(_LOOKED_AT)
    )
    order = {id: (settled is not None) for id, settled in session.execute(last)}
    found = ev.verified_contributions(session, programme_id, 0, given.id.in_(list(order)))
    return sorted(found, key=lambda event: (order[event.id], -event.seq))


def _that_meet(
    books: Books, rule: Rule, latest: Iterable[ev.ContributionVerified]
) -> Iterator[ev.ContributionVerified]:
    for event in latest:
        contribution = _coming_in(books, rule, event, event.amount)
        contribution.project.is_settled = False
        books.exchange.missing.clear()
        if out_of_scope(rule, contribution) is None and failed_condition(books, rule, contribution) is None:
            books.exchange.convert(event.amount, event.currency, rule.fund.currency, contribution.month)
            if not books.exchange.missing:
                yield event


def _decided(
    session: Session, programme_id: int, seq: int, version: MatchingRule, event: ev.ContributionVerified
) -> tuple[Entry, bool] | None:
    """What the rule grants it when it comes in anew, and whether its project was settled meanwhile."""
    back = ev.ContributionReversed(seq + 1, event.on, event.reference, event.amount)
    books = open_books(session, programme_id, seq, [back, event], _KINDS).books
    rule, given = _rule_of(books, version), books.contributions[event.reference]
    left = given.amount - given.reversed
    if left == 0:
        return None
    engine.reverse(books, given, left, back.seq, back.on)
    was_settled, given.project.is_settled = given.project.is_settled, False
    coming = _coming_in(books, rule, event, left)
    entries = engine.verify(books, coming, seq + 2, coming.received_on)
    own = [entry for entry in entries if entry.contribution is coming and entry.rule is rule]
    return (own[-1], was_settled) if own and not books.exchange.missing else None


def _coming_in(books: Books, rule: Rule, event: ev.ContributionVerified, left: int) -> Contribution:
    """On its own day, or on the nearest one on which the version holds; at the rate of its own month."""
    contribution = contribution_of(books, replace(event, amount=left))
    day = max(event.received_on, rule.effective_from, rule.fund.opens_on)
    ends = [end for end in (rule.effective_to, rule.fund.closes_on) if end is not None]
    contribution.received_on = min([day, *ends])
    contribution.quarter = quarter_name(contribution.received_on)
    return contribution


def _rule_of(books: Books, version: MatchingRule) -> Rule:
    return next(rule for rule in books.rules if (rule.code, rule.version) == (version.code, version.version))


def _told(
    session: Session, reach: Reach, event: ev.ContributionVerified, entry: Entry, was_settled: bool
) -> Example:
    coming = entry.contribution
    known = set(session.execute(sa.select(col(MatchingRule.code)).where(rules_within(reach))).scalars())
    explanation = without_other_rules(explanation_of(entry), known)
    is_seen = sa.select(col(contributions.Contribution.id)).where(contribution_within(reach, event.reference))
    is_known = session.execute(is_seen).first() is not None
    return Example(
        reference=event.reference if is_known else None,
        project=event.project if is_known else None,
        minor=coming.amount,
        currency=event.currency,
        kind=event.kind,
        received_on=event.received_on,
        as_of=coming.received_on if coming.received_on != event.received_on else None,
        was_settled=was_settled,
        granted_minor=entry.granted,
        fund_currency=entry.rule.fund.currency,
        sentence=sentence(explanation),
        steps=tuple(step_rows(explanation)),
    )
