"""The digests of one day: who gets a letter, what is remembered of it, what could not be sent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from flask_babel import force_locale
from sqlmodel import Session, col, select

from core.accounts.digests import Digest
from core.accounts.models import Account
from core.accounts.signing_in import person_of
from core.database import session, transaction
from core.mailing import Letter, NotSent
from core.programmes import Programme
from core.web.i18n import languages
from reports.languages import ENGLISH
from reports.telling.gathering import Told, told
from reports.telling.office import Office
from reports.telling.wording import subject_of, text_of

AGAIN_AFTER = timedelta(days=7)
"""What stands and was told is told again only then."""


@dataclass
class Sent:
    """`failed` are names with what went wrong; those are tried again the next time."""

    sent: int = 0
    unchanged: int = 0
    nothing: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Ready:
    account_id: int
    name: str
    letter: Letter | None
    sha256: str
    is_unchanged: bool


def send_digests(engine: sa.Engine, office: Office, at: datetime) -> Sent:
    """To every account with an address that may sign in. One that fails stops no other."""
    outcome = Sent()
    for id in _accounts(engine):
        ready = _ready(engine, id, office, at)
        if ready is None:
            continue
        if ready.letter is None:
            outcome.unchanged += ready.is_unchanged
            outcome.nothing += not ready.is_unchanged
            continue
        try:
            office.post(ready.letter, ready.account_id, at)
        except NotSent as failure:
            outcome.failed.append((ready.name, str(failure)))
            continue
        _remember(engine, ready, at)
        outcome.sent += 1
    return outcome


def _accounts(engine: sa.Engine) -> list[int]:
    with session(engine) as reading:
        has_address = col(Account.email).is_not(None) & col(Account.disabled_at).is_(None)
        found = reading.exec(select(Account.id).where(has_address).order_by(col(Account.id)))
        return [id for id in found if id is not None]


def _ready(engine: sa.Engine, account_id: int, office: Office, at: datetime) -> _Ready | None:
    """None for an account that lost its address meanwhile."""
    with session(engine) as reading:
        account = reading.get(Account, account_id)
        if account is None or account.email is None or account.disabled_at is not None:
            return None
        last = _last(reading, account_id)
        person = person_of(reading, account)
        with current_app.test_request_context(), force_locale(_language(reading, account)):
            found = told(reading, person, at, last.sent_at if last else at - AGAIN_AFTER)
            text = text_of(found, account.name, office.site)
            letter = Letter(office.sender, account.email, subject_of(found), text)
        is_due = _is_due(found, last, at)
        return _Ready(account_id, account.name, letter if is_due else None, found.sha256, bool(found.parts))


def _is_due(found: Told, last: Digest | None, at: datetime) -> bool:
    if not found.parts:
        return False
    is_told = last is not None and last.sha256 == found.sha256 and at - last.sent_at < AGAIN_AFTER
    return found.has_news or not is_told


def _last(reading: Session, account_id: int) -> Digest | None:
    query = select(Digest).where(Digest.account_id == account_id)
    return reading.exec(query.order_by(col(Digest.sent_at).desc(), col(Digest.id).desc()).limit(1)).first()


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


def _remember(engine: sa.Engine, ready: _Ready, at: datetime) -> None:
    def work(writing: Session) -> None:
        writing.add(Digest(account_id=ready.account_id, sent_at=at, sha256=ready.sha256))

    transaction(engine, work)
