"""The command that tells people by mail what waits for them."""

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_babel import ngettext

from core.cli import refusing
from core.web.engine import engine
from reports.telling.office import Office, office_of
from reports.telling.sending import Sent, send_digests


@click.command("send-digests")
@with_appcontext
@refusing
def send_digests_command() -> None:
    """Send each account with an e-mail address what waits for it. For cron, daily.

    Without SMTP_URL the letters are written into MAIL_FOLDER, by default instance/mail.
    """
    office = office_of(current_app.config, current_app.instance_path)
    if office.site is None:
        click.echo(
            _("SITE_URL is not set: the letters say what waits, without the addresses of pages."), err=True
        )
    sent = send_digests(engine(), office, datetime.now(UTC))
    _show(sent, office)
    for name, why in sent.failed:
        click.echo(
            _("%(name)s: not sent, and tried again the next time: %(why)s", name=name, why=why), err=True
        )
    if sent.failed:
        sys.exit(1)


def _show(sent: Sent, office: Office) -> None:
    if office.url:
        click.echo(ngettext("%(num)s letter sent.", "%(num)s letters sent.", sent.sent))
    else:
        said = ngettext(
            "%(num)s letter written into %(folder)s, since no SMTP_URL is set.",
            "%(num)s letters written into %(folder)s, since no SMTP_URL is set.",
            sent.sent,
            folder=office.folder,
        )
        click.echo(said)
    click.echo(
        _(
            "%(unchanged)s were told already, for %(nothing)s nothing waits.",
            unchanged=sent.unchanged,
            nothing=sent.nothing,
        )
    )
