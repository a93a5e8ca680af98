"""Commands about accounts: for the first administrator, and for whoever cannot reach the pages."""

from datetime import UTC, datetime

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlmodel import Session

from core.accounts.accounts import disable, find_account, make_account
from core.accounts.emails import checked_email, set_email
from core.accounts.links import make_link
from core.accounts.memberships import grant
from core.accounts.refusals import AccountReason
from core.accounts.scopes import SITE, Scope
from core.cli import refusing
from core.database import transaction
from core.errors import Refusal
from core.roles import Role, ScopeKind
from core.web.engine import engine

_BY = "flask"
"""Under this name the audit keeps what the commands do."""


@click.command("create-user")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), help="What the person may do.")
@click.option("--programme", default="", metavar="CODE", help="Where; all of it, unless parts are named.")
@click.option("--community", "communities", multiple=True, metavar="CODE", help="Only here; may be repeated.")
@click.option("--fund", "funds", multiple=True, metavar="CODE", help="Only this fund; may be repeated.")
@click.option("--email", metavar="ADDRESS", help="Where what waits for the person is sent; '' for nowhere.")
@click.option("--link", "wants_link", is_flag=True, help="Print a new link for an account that is there.")
@with_appcontext
@refusing
def create_user(
    name: str,
    role: str | None,
    programme: str,
    communities: tuple[str, ...],
    funds: tuple[str, ...],
    email: str | None,
    wants_link: bool,
) -> None:
    """Make an account, or give one that is there a further role. Prints a one-time link for its password."""
    if role is None and (programme or communities or funds):
        raise click.UsageError(_("Say which role the person has there: --role."))
    wanted = _memberships(Role(role), programme, communities, funds) if role else []
    at, address = datetime.now(UTC), checked_email(email)

    def work(session: Session) -> str | None:
        known = find_account(session, name)
        account = known or make_account(session, name, by=_BY, at=at)
        for kind, scope in wanted:
            grant(session, account, kind, scope, by=_BY, at=at)
        if email is not None:
            set_email(session, account, address, by=_BY, at=at)
        return make_link(session, account, by=_BY, at=at) if known is None or wants_link else None

    token = transaction(engine(), work)
    if token is None:
        click.echo(_("The account %(name)s was there already. For a new link add --link.", name=name))
    else:
        click.echo(_("For %(name)s, to choose a password, once and within 7 days:", name=name))
        click.echo(_address(token))


@click.command("disable-user")
@click.argument("name")
@with_appcontext
@refusing
def disable_user(name: str) -> None:
    """End all sign-ins of an account, and let nobody sign in by it any more."""

    def work(session: Session) -> None:
        account = find_account(session, name)
        if account is None:
            raise Refusal(AccountReason.UNKNOWN_ACCOUNT, name=name)
        disable(session, account, by=_BY, at=datetime.now(UTC))

    transaction(engine(), work)
    click.echo(_("%(name)s cannot sign in any more.", name=name))


def _memberships(
    role: Role, programme: str, communities: tuple[str, ...], funds: tuple[str, ...]
) -> list[tuple[Role, Scope]]:
    if role is Role.ADMINISTRATOR:
        if programme or communities or funds:
            raise click.UsageError(_("An administrator is one of the whole site: name no programme."))
        return [(role, SITE)]
    if not programme:
        raise click.UsageError(_("Say in which programme the person has this role: --programme."))
    parts = [Scope(ScopeKind.COMMUNITY, programme, code) for code in communities]
    parts += [Scope(ScopeKind.FUND, programme, code) for code in funds]
    return [(role, scope) for scope in parts or [Scope(ScopeKind.PROGRAMME, programme)]]


def _address(token: str) -> str:
    """With the name of the site, where the settings tell it."""
    names = [host for host in current_app.config["TRUSTED_HOSTS"] or () if not host.startswith(".")]
    path = f"/links/{token}"
    return (
        f"https://{names[0]}{path}" if names else _("The address of the site, and then %(path)s", path=path)
    )


def register(app: Flask) -> None:
    app.cli.add_command(create_user)
    app.cli.add_command(disable_user)
