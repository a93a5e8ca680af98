"""What a rule would grant to more from somebody else, as the books stand now.

One more contribution is decided in memory, and nothing is stored.
"""

from dataclasses import replace

from sqlmodel import Session

from core.journal.verify import head_of
from grants.ledger import events as ev
from grants.ledger.applying import contribution_of
from grants.ledger.opening import open_books
from grants.matching import engine
from grants.matching.terms import Reason
from grants.showing.decisions import Decision
from grants.wondering.limits import WithoutLimit
from grants.wondering.moment import Moment, Outcome
from household_groups.models.contributions import ContributionKind
from household_groups.models.registry import Household

_SOMEBODY = "\t"
"""No code has a tab in it: nobody is called so."""

ANOTHER_WAY = frozenset(
    {
        *(Reason.IN_KIND_LIMIT, Reason.COUNTED_PER_HOUSEHOLD, Reason.MATCH_PER_HOUSEHOLD),
        *(Reason.MATCH_PER_CONTRIBUTION, Reason.MATCH_PER_GROUP),
    }
)
"""The limits that leave room for what another household or group gives, or what is given otherwise."""


def unmatched_part(moment: Moment, code: str, without: WithoutLimit) -> int:
    """What of the contribution the limit left without a match, in its own currency, rounded up to a minor unit."""
    left = moment.amount - moment.reversed_at_decision
    if without.counts:
        step = moment.under(code).by_name[without.limit]
        before, after = int(step[1] or 0), int(step[3] or 0)
        return -(-left * (before - after) // before)
    if not without.granted:
        return 0
    return -(-left * without.cost // without.granted)


def one_more(session: Session, decision: Decision, limit: Reason, amount: int) -> Outcome | None:
    """What the rule grants to `amount` more, received on the same day, that does not fall under the limit.

    None where the rule looks at nothing more of the project.
    """
    given, entry = decision.contribution, decision.entry
    _, seq, _ = head_of(session, entry.programme_id)
    household = None
    if given.household_id is not None:
        household = session.get_one(Household, given.household_id).code
    event = ev.ContributionVerified(
        *(seq + 1, given.received_on, 0, _SOMEBODY, decision.project.code, decision.group.code, household),
        *(given.received_on, given.received_on, amount, given.currency, given.kind.value),
        given.source.value if given.source else None,
    )
    books = open_books(session, entry.programme_id, seq, [event], {ev.ContributionVerified}).books
    contribution = contribution_of(books, _of_somebody_else(event, limit))
    if limit is Reason.MATCH_PER_GROUP:
        contribution.group = replace(contribution.group, code=_SOMEBODY)
    for booked in engine.verify(books, contribution, event.seq, event.on):
        if booked.contribution is contribution and booked.rule.code == decision.rule.code:
            return None if books.exchange.missing else Outcome(booked.granted, booked.reason)
    return None


def _of_somebody_else(event: ev.ContributionVerified, limit: Reason) -> ev.ContributionVerified:
    if limit is Reason.IN_KIND_LIMIT:
        return replace(event, kind=ContributionKind.CASH.value)
    if limit in (Reason.COUNTED_PER_HOUSEHOLD, Reason.MATCH_PER_HOUSEHOLD, Reason.MATCH_PER_GROUP):
        return replace(event, household=_SOMEBODY)
    return event
