"""What would be booked if a proposal were confirmed now: it is rehearsed, and taken back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.errors import Refusal
from core.journal.append import lock_head
from core.journal.verify import head_of
from core.programmes import Programme, today_in
from core.sentences import sentence
from grants.agreeing.looked_at import LookedAt, looked_at
from grants.agreeing.proposed import versions_of
from grants.agreeing.read import digest_of
from grants.correcting.proposals import check_not_overtaken, corrected_by
from grants.entering.entering import NotEntered, enter, rehearsed
from grants.entering.said import said
from grants.entering.typed import Rows, Typed
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from grants.models.proposals import Proposal, ProposalKind
from grants.payable import Payable, payable
from grants.previewing import Preview, preview_within
from grants.proposing import rows_of
from grants.recording.entries import as_if_verified
from grants.recording.facts import facts_of
from grants.rule_versions import find_rule
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from grants.workbook.texts import clean_code
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Payment:
    """A payment, and what the fund has matched and paid of the project with it."""

    payment: Disbursement
    standing: Payable

    @property
    def paid_before_minor(self) -> int:
        return self.standing.paid_minor - self.payment.amount_minor


@dataclass(frozen=True)
class Outlook:
    """`problems` are why it can not be booked; then there is nothing else."""

    problems: Sequence[str] = ()
    is_booked_already: bool = False
    decisions: Sequence[DecisionInWords] = ()
    rules: Sequence[LookedAt] = ()
    payments: Sequence[Payment] = ()
    read: str = ""
    """The digest of the rules as they would stand: whoever agrees sends it back."""
    preview: Preview | None = None
    """Of an amendment, what its new contribution would be matched with."""

    @property
    def released(self) -> dict[tuple[str, str], int]:
        """By fund and currency, in minor units."""
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for decision in self.decisions:
            sums[decision.fund, decision.currency] += decision.released_minor
        return {key: minor for key, minor in sums.items() if minor}


def outlook_of(
    engine: sa.Engine, programme: Programme, reach: Reach, proposal: Proposal, *, by: str, at: datetime
) -> Outlook:
    """Nothing is stored. Raises DatabaseBusy."""
    rows, occasion = rows_of(proposal), Occasion(by, at, reason=proposal.note)

    def look(session: Session) -> Outlook:
        lock_head(session, reach.programme_id)
        check_not_overtaken(session, proposal, rows, corrected_by(session, reach.programme_id, rows))
        entered = enter(session, programme.code, rows, occasion)
        _, seq, _ = head_of(session, reach.programme_id)
        return Outlook(
            is_booked_already=entered.is_no_change,
            decisions=decisions_since(session, reach.programme_id, seq - entered.events),
            rules=_rules(session, programme, reach, rows, at),
            payments=_payments(session, reach.programme_id, rows),
            read=digest_of(session, reach.programme_id, versions_of(rows)),
            preview=_as_if_verified(session, programme, proposal, rows, occasion),
        )

    try:
        return rehearsed(engine, look)
    except NotEntered as refused:
        return Outlook(problems=tuple(dict.fromkeys(said(problem) for problem in refused.problems)))
    except Refusal as refusal:
        return Outlook(problems=(sentence(refusal),))


def _as_if_verified(
    session: Session, programme: Programme, proposal: Proposal, rows: Rows, occasion: Occasion
) -> Preview | None:
    """What the new contribution of an amendment would be matched with. After all else: it is entered too."""
    if proposal.kind is not ProposalKind.AMENDMENT:
        return None
    [new] = rows["contributions"]
    verified = as_if_verified(
        {"reference": new["reference"]},
        by=occasion.by,
        on=today_in(programme, occasion.at),
        received_on=facts_of(new).received_on,
    )
    return preview_within(session, programme.code, {"contributions": [verified]}, occasion)


def _rules(session: Session, programme: Programme, reach: Reach, rows: Rows, at: datetime) -> list[LookedAt]:
    """The versions as they would stand, what each would do, and what is odd about it."""
    found = []
    given = set(versions_of(rows))
    for code, number in sorted(given, key=lambda each: (each[0], -each[1])):
        rule = find_rule(session, reach, code, today_in(programme, at))
        makes_room = any(other == code and later > number for other, later in given)
        for version in rule.versions if rule else ():
            if version.version == number:
                assert rule is not None
                found.append(looked_at(session, reach, rule, version, makes_room=makes_room))
    return found


def _payments(session: Session, programme_id: int, rows: Rows) -> list[Payment]:
    references = [_code(row, "reference") for row in rows.get("disbursements", ())]
    query = select(Disbursement, Fund, Project).where(
        Disbursement.programme_id == programme_id,
        col(Disbursement.reference).in_(references),
    )
    found = session.exec(query.where(Disbursement.fund_id == Fund.id, Disbursement.project_id == Project.id))
    return [Payment(payment, payable(session, fund, project)) for payment, fund, project in found]


def _code(row: Typed, column: str) -> str:
    return clean_code(row.get(column, "").strip())
