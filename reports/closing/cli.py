"""The command that closes a quarter."""

from collections.abc import Iterable
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlmodel import Session

from core.cli import refusing
from core.database import snapshot
from core.errors import Refusal
from core.garbage import uncollected
from core.web.engine import engine
from grants.cli import by_option
from reports.closing.asking import open_request, refuse_own, refuse_unready
from reports.closing.check_list import CheckList, check_list
from reports.closing.closing import Order, close_quarter
from reports.closing.listed import lines_of
from reports.closing.models import ClosingRequest
from reports.closing.refusals import ClosingReason
from reports.closing.remarks import Remarks, from_json
from reports.naming import file_name


@click.command("close-quarter")
@click.argument("programme")
@click.argument("quarter")
@by_option
@click.option(
    "--carry-forward",
    "carry",
    multiple=True,
    metavar="REASON",
    help="Why what is not verified is left to a later quarter; REFERENCE=REASON for one contribution.",
)
@click.option(
    "--explain",
    multiple=True,
    metavar="WHAT=REASON",
    help="Why an account does not reconcile, by its name in the check list.",
)
@with_appcontext
@refusing
def close_command(
    programme: str, quarter: str, by: str, carry: tuple[str, ...], explain: tuple[str, ...]
) -> None:
    """Look at a quarter (2026-Q2), close it, and seal its reports.

    What a manager has asked for on the site is confirmed by it, under another name; the reasons are then theirs.
    """
    at = datetime.now(UTC)
    with uncollected():
        with snapshot(engine()) as reading:
            found = check_list(reading, programme, quarter, at)
            request = _request(reading, found, by)
        if request is not None and (carry or explain):
            raise click.UsageError(
                _("%(by)s has asked for it, with reasons. Leave out those given here.", by=request.asked_by)
            )
        remarks = from_json(request.remarks) if request else _remarks(found, carry, explain)
        for line in lines_of(found, remarks):
            click.echo(line)
        refuse_unready(found, remarks)
        id, seen = (request.id if request else None), found.seen
        closed = close_quarter(engine(), Order(programme, quarter, by, at, remarks, id, seen))
    click.echo(_("%(quarter)s is closed. Its sealed reports, each after its SHA-256:", quarter=quarter))
    for fund, digest in closed.sha256.items():
        click.echo(f"{digest}  {file_name(programme, quarter, fund, 'xlsx')}")


def _request(reading: Session, found: CheckList, by: str) -> ClosingRequest | None:
    """What somebody else asked for. Raises Refusal where it is one's own, or about another quarter."""
    assert found.programme.id is not None
    request = open_request(reading, found.programme.id)
    if request is not None and request.quarter != found.quarter:
        raise Refusal(ClosingReason.ASKED, quarter=request.quarter, by=request.asked_by)
    if request is not None:
        refuse_own(request, by)
    return request


def _remarks(found: CheckList, carry: Iterable[str], explain: Iterable[str]) -> Remarks:
    """A reason for one contribution goes before the reason for all."""
    references = [each.reference for each in found.unverified]
    pairs = [text.partition("=") for text in carry]
    of_one = {name: words for name, sign, words in pairs if sign and name in references}
    of_all = [text for text, (name, _, _) in zip(carry, pairs, strict=True) if name not in of_one]
    carried = dict.fromkeys(references, of_all[-1]) if of_all else {}
    explained = {name: words for name, _, words in (text.partition("=") for text in explain)}
    return Remarks(carried | of_one, explained)
