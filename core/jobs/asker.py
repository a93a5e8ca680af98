"""Who asked for a job, with what they may do by now: a right may have been taken away since."""

from sqlmodel import Session, select

from core.accounts.models import Account
from core.accounts.signing_in import person_of
from core.jobs.kinds import Making
from core.programmes import Programme
from core.roles import Action
from core.web.access import Here


def asker_now(session: Session, making: Making, action: Action) -> Here | None:
    """The programme as a page for this action would have it for them; None where they may no longer do it."""
    account = session.get(Account, making.by.account_id)
    if account is None or account.disabled_at is not None:
        return None
    programme = session.exec(select(Programme).where(Programme.code == making.programme)).one()
    assert programme.id is not None
    person = person_of(session, account)
    reach = person.reach(action, programme.id)
    return Here(programme, person, reach) if reach else None
