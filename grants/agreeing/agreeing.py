"""The donor's side of a proposal of rules: who may give it, and what of it is written down."""

from datetime import datetime

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.errors import Refusal
from core.programmes import Programme, today_in
from grants.agreeing.donors import donors_of
from grants.agreeing.english import agreed_sentence
from grants.agreeing.proposed import Rows, Version, funds_of, known_versions, versions_of
from grants.agreeing.read import digest_of, versions_on_the_books
from grants.agreeing.refusals import AgreementReason
from grants.entering.entering import enter
from grants.entering.typed import Typed
from grants.importing.importing import Occasion
from grants.models.agreements import RuleAgreement, Side
from grants.models.proposals import Proposal


def check_agreeable(session: Session, proposal: Proposal, rows: Rows, by: str, document: str | None) -> None:
    """Raises Refusal where somebody else speaks for the donor, or nothing shows that the donor agreed."""
    refusal = why_not_agreed_by(session, proposal, rows, by)
    if refusal is not None:
        raise refusal
    [fund] = funds_of(session, proposal.programme_id, rows) or [""]
    if needs_document(session, proposal, rows) and not (document or "").strip():
        raise Refusal(AgreementReason.NO_DOCUMENT, fund=fund)


def why_not_agreed_by(session: Session, proposal: Proposal, rows: Rows, by: str) -> Refusal | None:
    """Whatever they may say in a document; the proposer is refused before."""
    funds = funds_of(session, proposal.programme_id, rows)
    if len(funds) > 1:
        return Refusal(AgreementReason.SEVERAL_FUNDS, funds=", ".join(funds))
    for fund in funds:
        donors = donors_of(session, proposal.programme_id, fund, but=proposal.proposed_by)
        if donors and name_key(by) not in {name_key(donor) for donor in donors}:
            return Refusal(AgreementReason.NOT_THE_DONOR, fund=fund, donors=", ".join(donors))
    return None


def needs_document(session: Session, proposal: Proposal, rows: Rows) -> bool:
    """Where nobody of the donor has an account, a second manager says in which document the donor agreed."""
    funds = funds_of(session, proposal.programme_id, rows)
    return not any(donors_of(session, proposal.programme_id, f, but=proposal.proposed_by) for f in funds)


def check_as_read(session: Session, programme_id: int, rows: Rows, read: str) -> None:
    """Once the rows are booked: raises Refusal where their rules are otherwise than somebody read them."""
    if read != digest_of(session, programme_id, versions_of(rows)):
        raise Refusal(AgreementReason.READ_OTHERWISE)


def agreed_versions(session: Session, programme_id: int, rows: Rows) -> set[Version]:
    """The versions whose sentence a yes to these rows is an agreement to; asked before the rows are booked.

    Those that are new. Where the rows only end a version, that one, if nobody agreed to it before: an
    agreement is never written anew.
    """
    known = known_versions(session, programme_id, rows)
    new = set(versions_of(rows)) - known
    if new:
        return new
    query = select(RuleAgreement.rule, RuleAgreement.version).where(
        RuleAgreement.programme_id == programme_id,
        col(RuleAgreement.rule).in_({code for code, _ in known}),
    )
    return known - set(session.exec(query).all())


def book_agreements(
    session: Session,
    proposal: Proposal,
    versions: set[Version],
    *,
    by: str,
    at: datetime,
    document: str | None,
) -> None:
    """Both sides of each version, which is on the books by now."""
    programme = session.get_one(Programme, proposal.programme_id)
    sides = (
        (Side.MANAGER, proposal.proposed_by, proposal.proposed_at, None),
        (Side.DONOR, by, at, (document or "").strip() or None),
    )
    rows: list[Typed] = [
        {
            "rule": version.code,
            "version": str(version.version),
            "side": side.value,
            "agreed_on": today_in(programme, moment).isoformat(),
            "agreed_by": name,
            "sentence": agreed_sentence(version, fund),
            "document": said_in or "",
        }
        for version, fund in versions_on_the_books(session, proposal.programme_id, versions)
        for side, name, moment, said_in in sides
    ]
    if rows:
        enter(session, programme.code, {"agreements": rows}, Occasion(by, at, reason=proposal.note))
