"""For managers and verifiers: a report that somebody has prepared, and nobody has checked."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlmodel import Session

from core.roles import Action
from core.web.i18n import day
from grants.models.quarters import Part
from grants.telling.signatures import holding, part_of, signatures_of
from reports.closing.asking import open_request
from reports.closing.quarters import next_to_close
from reports.waiting.task import Place, Task


def tasks(session: Session, place: Place) -> Iterator[Task]:
    """Whether the figures are still those that were signed is said on the page, which computes them."""
    if not place.reach(Action.SIGN).is_whole:
        return
    span = next_to_close(session, place.programme, place.today)
    if span is None or open_request(session, place.programme_id) is not None:
        return
    signed = signatures_of(session, place.programme_id, str(span))
    held = holding(signed)
    prepared, checked = held.get(Part.PREPARED), held.get(Part.CHECKED)
    is_checked = prepared is not None and checked is not None and checked.figures == prepared.figures
    if prepared is None or is_checked or part_of(signed, place.person.name) == Part.PREPARED:
        return
    yield Task(
        str(_("Sign the report of %(quarter)s", quarter=span)),
        str(_("%(name)s has prepared it on %(day)s.", name=prepared.signed_by, day=day(prepared.signed_on))),
        place.url("signatures.signature_list", quarter=str(span)),
        str(_("Check and sign")),
    )
