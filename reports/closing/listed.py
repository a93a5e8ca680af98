"""The check list of a quarter as lines of text, for the command."""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.sentences import sentence
from grants.models.quarters import Part
from grants.proposed.titles import title_of
from grants.telling.labels import PARTS
from reports import labels
from reports.closing.check_list import CheckList
from reports.closing.labels import IMBALANCES
from reports.closing.remarks import Remarks
from reports.closing.signed import certification_of
from reports.signing.labels import state_of


def lines_of(found: CheckList, remarks: Remarks) -> Iterator[str]:
    """What was looked at, what was found, and what is said of it."""
    yield f"{found.programme.code} {labels.period(found.span)}"
    yield _("Journal entries gone through: %(count)s", count=found.checked)
    for fault in found.faults:
        yield _("Not to be closed: %(why)s", why=sentence(fault))
    if found.closed_with:
        yield _(
            "Closed with it, as nothing counts there: %(quarters)s.", quarters=", ".join(found.closed_with)
        )
    yield _("Recorded and not verified: %(count)s", count=len(found.unverified))
    for each in found.unverified:
        amount = f"{labels.amount(each.amount_minor, each.currency)} {each.currency}"
        what = f"{each.reference}  {each.project}  {labels.day(each.received_on)}  {amount}"
        yield _line(what, remarks.carried.get(each.reference))
    yield _("Where sources and uses do not reconcile: %(count)s", count=len(found.imbalances))
    for imbalance in found.imbalances:
        amount = f"{labels.amount(imbalance.minor, imbalance.currency)} {imbalance.currency}"
        what = f"{imbalance.what}  {amount}  {IMBALANCES[imbalance.kind]}"
        yield _line(what, remarks.explained.get(imbalance.what))
    yield from _certification(found, remarks)
    for proposal in found.proposals:
        title = title_of(proposal)
        yield _(
            "Undecided, with a day in it: %(title)s, proposed by %(name)s",
            title=title,
            name=proposal.proposed_by,
        )


def _certification(found: CheckList, remarks: Remarks) -> Iterator[str]:
    for row in certification_of(found, remarks, None) if found.report else ():
        yield f"{PARTS[Part(row.part)]}: {state_of(row)}"


def _line(what: str, words: str | None) -> str:
    said = words or _("no reason given")
    return f"  {what}: {said}"
