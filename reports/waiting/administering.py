"""For administrators: people who cannot sign in yet, or not now."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session, col, select

from core.accounts.models import Account, OneTimeLink, Throttle
from core.accounts.throttling import ATTEMPTS, WINDOW, bucket_of_name
from core.web.i18n import moment
from reports.waiting.task import Task

_NAMED = 3


def tasks(session: Session, at: datetime) -> Iterator[Task]:
    living = select(Account).where(col(Account.disabled_at).is_(None))
    accounts = session.exec(living.order_by(col(Account.name_key))).all()
    links = _unused(session, at)
    invited = [each for each in accounts if each.id in links and each.password_hash is None]
    if invited:
        first = min(invited, key=lambda each: links[each.id or 0])
        said = {"name": first.name, "moment": moment(links[first.id or 0])}
        yield _task(
            ngettext(
                "%(num)s invitation is not used yet", "%(num)s invitations are not used yet", len(invited)
            ),
            _("The link of %(name)s is valid until %(moment)s.", **said),
            invited,
        )
    stranded = [each for each in accounts if each.password_hash is None and each.id not in links]
    if stranded:
        yield _task(
            ngettext("%(num)s account has no password", "%(num)s accounts have no password", len(stranded)),
            _("Make a new link for %(names)s.", names=_names(stranded)),
            stranded,
        )
    locked = _locked(session, at, accounts)
    if locked:
        yield _task(
            ngettext(
                "%(num)s account is locked for a while",
                "%(num)s accounts are locked for a while",
                len(locked),
            ),
            _("Too many wrong passwords were tried for %(names)s.", names=_names(locked)),
            locked,
        )


def _task(what: str, detail: str, accounts: list[Account]) -> Task:
    """The way leads to the account, or to all accounts where it is about several."""
    if len(accounts) == 1:
        url = url_for("administration.account_detail", account_id=accounts[0].id)
    else:
        url = url_for("administration.account_list")
    return Task(str(what), str(detail), url, str(_("Look at it")))


def _names(accounts: list[Account]) -> str:
    named = ", ".join(each.name for each in accounts[:_NAMED])
    return named if len(accounts) <= _NAMED else str(_("%(names)s and others", names=named))


def _unused(session: Session, at: datetime) -> dict[int, datetime]:
    """Until when each account's link can still be used."""
    query = select(OneTimeLink).where(col(OneTimeLink.used_at).is_(None), col(OneTimeLink.expires_at) > at)
    return {link.account_id: link.expires_at for link in session.exec(query)}


def _locked(session: Session, at: datetime, accounts: Iterable[Account]) -> list[Account]:
    query = select(Throttle.bucket).where(
        Throttle.attempts >= ATTEMPTS, col(Throttle.window_began_at) > at - WINDOW
    )
    full = set(session.exec(query))
    return [each for each in accounts if full and bucket_of_name(each.name) in full]
