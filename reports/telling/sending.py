"""The digests of one day: who gets a letter, in which language, and what could not be sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from sqlmodel import Session, col, select

from core.accounts.models import Account
from core.accounts.signing_in import person_of
from core.database import session
from core.mailing import Letter, NotSent
from core.outages import DatabaseAway, NotStored
from core.programmes import Programme
from core.web.i18n import languages
from reports.languages import ENGLISH
from reports.telling.gathering import told
from reports.telling.office import Office
from reports.telling.remembering import AGAIN_AFTER, is_due, last_digest, remember
from reports.telling.wording import subject_of, text_of


@dataclass
class Sent:
    """`unchanged` were told already. `failed` are names with what went wrong; those are tried again."""

    sent: int = 0
    unchanged: int = 0
    nothing: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Ready:
    letter: Letter | None
    sha256: str
    is_unchanged: bool


def send_digests(engine: sa.Engine, office: Office, at: datetime) -> Sent:
    """To every account with an address that may sign in. One that fails stops no other."""
    outcome = Sent()
    with office.alone():
        for id, name in _accounts(engine):
            try:
                _send(engine, id, office, at, outcome)
            except NotSent as failure:
                outcome.failed.append((name, str(failure)))
            except (NotStored, DatabaseAway):
                raise
            except Exception as fault:  # what is wrong with the books of one is no reason to tell nobody
                current_app.logger.exception("The digest of account %s could not be written.", id)
                outcome.failed.append((name, type(fault).__name__))
    return outcome


def _send(engine: sa.Engine, account_id: int, office: Office, at: datetime, outcome: Sent) -> None:
    ready = _ready(engine, account_id, office, at)
    if ready is None:
        return
    if ready.letter is None:
        outcome.unchanged += ready.is_unchanged
        outcome.nothing += not ready.is_unchanged
        return
    office.post(ready.letter, account_id, at)
    outcome.sent += 1
    remember(engine, account_id, ready.sha256, at)


def _accounts(engine: sa.Engine) -> list[tuple[int, str]]:
    """(id, name) of those with an address and a password; an invitation may have gone to the wrong person."""
    with session(engine) as reading:
        is_told = sa.and_(
            *(col(Account.email).is_not(None), col(Account.password_hash).is_not(None)),
            col(Account.disabled_at).is_(None),
        )
        found = reading.exec(select(Account.id, Account.name).where(is_told).order_by(col(Account.id)))
        return [(id, name) for id, name in found if id is not None]


def _ready(engine: sa.Engine, account_id: int, office: Office, at: datetime) -> _Ready | None:
    """None for an account that lost its address meanwhile."""
    with session(engine) as reading:
        account = reading.get(Account, account_id)
        if account is None or account.email is None or account.disabled_at is not None:
            return None
        last = last_digest(reading, account_id)
        person = person_of(reading, account)
        with current_app.test_request_context(), force_locale(_language(reading, account)):
            found = told(reading, person, at, last.sent_at if last else at - AGAIN_AFTER)
            text = text_of(found, account.name, office.site)
            letter = Letter(office.sender, account.email, subject_of(found), text)
        to_send = letter if is_due(found, last, at) else None
        return _Ready(to_send, found.sha256, bool(found.parts))


def _language(reading: Session, account: Account) -> str:
    """The person's own choice, else that of the one programme whose language they could be told in."""
    known = languages()
    own = [account.language]
    if account.language is None:
        own = list(dict.fromkeys(_of_programmes(reading, account)))
    return next((each for each in own if each in known), ENGLISH) if len(own) == 1 else ENGLISH


def _of_programmes(reading: Session, account: Account) -> Iterator[str | None]:
    ids = person_of(reading, account).programme_ids
    return iter(reading.exec(select(Programme.language).where(col(Programme.id).in_(ids))))
