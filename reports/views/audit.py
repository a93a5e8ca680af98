"""The audit: who changed what is not money, from what to what, when and why; of a programme, and of the site."""

from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from core.database import session
from core.roles import Action
from core.web.access import allows, here
from core.web.attachments import attached
from core.web.engine import engine
from core.web.lists import page_of
from reports.audit_file import MOST_ROWS, write_audit
from reports.auditing import entries, field_of, kinds_in, value_of, what_of
from reports.forms import AuditFilter

audit = Blueprint("audit", __name__)

_WORDS = {"what_of": what_of, "field_of": field_of, "value_of": value_of, "most_rows": MOST_ROWS}


@audit.get("/programmes/<code:programme>/audit")
@allows(Action.SEE_AUDIT)
def audit_list(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        form, query = _asked(reading, at.programme_id, at.programme.time_zone)
        page = page_of(reading, query)
        body = render_template("reports/audit_list.html", form=form, page=page, **_WORDS)
        return body, form.status if form.errors else HTTPStatus.OK


@audit.get("/programmes/<code:programme>/audit.xlsx")
@allows(Action.SEE_AUDIT)
def audit_export(programme: str) -> ResponseReturnValue:
    """The entries that the same filters show, the latest first, up to a limit that the page tells."""
    with session(engine()) as reading:
        at = here(reading, programme)
        _form, query = _asked(reading, at.programme_id, at.programme.time_zone)
        return _file(reading, query, f"{at.programme.code}-audit.xlsx")


@audit.get("/audit")
@allows(Action.ADMINISTER)
def site_audit() -> ResponseReturnValue:
    """What belongs to no programme: accounts and what they may do."""
    with session(engine()) as reading:
        form, query = _asked(reading, None, "UTC")
        page = page_of(reading, query)
        body = render_template("reports/site_audit.html", form=form, page=page, **_WORDS)
        return body, form.status if form.errors else HTTPStatus.OK


@audit.get("/audit.xlsx")
@allows(Action.ADMINISTER)
def site_audit_export() -> ResponseReturnValue:
    with session(engine()) as reading:
        _form, query = _asked(reading, None, "UTC")
        return _file(reading, query, "audit.xlsx")


def _asked(reading: Session, programme_id: int | None, zone: str) -> tuple[AuditFilter, sa.Select[Any]]:
    """A filter that cannot be read finds nothing."""
    form = AuditFilter(request.args)
    form.offer(kinds_in(reading, programme_id))
    conditions = form.conditions(zone) if form.validate() else iter([sa.false()])
    return form, entries(programme_id, conditions)


def _file(reading: Session, query: sa.Select[Any], name: str) -> ResponseReturnValue:
    found = reading.execute(query.limit(MOST_ROWS).execution_options(yield_per=1000)).scalars()
    with TemporaryDirectory() as folder:
        path = Path(folder, "audit.xlsx")
        write_audit(found, path)
        return attached(path, name)
