"""The last step: what the donors of each fund get of a sealed quarter, and what the site told them already."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from core.accounts.digests import Digest
from core.accounts.models import Account
from core.tables import table
from grants.models.funds import Fund
from reports.leading.holders import Holder
from reports.leading.standing import Standing
from reports.leading.step import State, Step


@dataclass(frozen=True)
class Told:
    """`at` is when the last digest went to them since the seal; `has_mail`: there is an address to send it to."""

    name: str
    has_mail: bool
    at: datetime | None


@dataclass(frozen=True)
class ToFund:
    """A fund, its donor, and the accounts that see its reports; none where the file has to be handed over."""

    code: str
    name: str
    donor: str
    who: Holder
    told: list[Told]


def funds_to_tell(of: Standing) -> list[ToFund]:
    """Those that were open by the end of the quarter."""
    t = table(Fund).c
    query = sa.select(t.code, t.name, t.donor).where(
        t.programme_id == of.place.programme_id, t.opens_on <= of.span.ends_on
    )
    rows = [(row, of.holders.donor(row.code)) for row in of.session.execute(query.order_by(t.code))]
    told = _told(of, {name for _row, who in rows for name in who.names})
    return [
        ToFund(row.code, row.name, row.donor, who, [told[name] for name in who.names]) for row, who in rows
    ]


def sending_step(of: Standing, funds: list[ToFund]) -> Step:
    """Whoever has an account finds the sealed report on the site; to others the file is handed over."""
    alone = [each.code for each in funds if not each.who.names]
    if of.closed is None:
        state, said = State.NOT_YET, str(_("Donors are sent what is sealed."))
    elif alone:
        state = State.WAITING
        said = str(
            ngettext(
                "Nobody of %(funds)s has an account: hand the files over.",
                "Nobody of these funds has an account: %(funds)s. Hand the files over.",
                len(alone),
                funds=", ".join(alone),
            )
        )
    else:
        state, said = State.DONE, _on_the_site(of, funds)
    return Step("send", str(_("Send")), str(_("sending it to the donors")), state, [said])


def _on_the_site(of: Standing, funds: list[ToFund]) -> str:
    if not funds:
        return str(_("There is no fund whose donor would get it."))
    if of.closed and of.closed.sealed:
        return str(_("The donors of every fund find the sealed reports on the site."))
    return str(_("The donors of every fund find the reports on the site; no sealed file is kept here."))


def _told(of: Standing, names: set[str]) -> dict[str, Told]:
    """By name."""
    account, digest = table(Account).c, table(Digest).c
    last = sa.func.max(digest.sent_at).label("sent_at")
    query = (
        sa.select(account.name, account.email, last)
        .select_from(table(Account).outerjoin(table(Digest), digest.account_id == account.id))
        .where(account.name.in_(names))
        .group_by(account.name, account.email)
    )
    sealed_at = of.closed.sealed.sealed_at if of.closed and of.closed.sealed else None
    return {
        name: Told(name, email is not None, at if at and sealed_at and at >= sealed_at else None)
        for name, email, at in of.session.execute(query)
    }
