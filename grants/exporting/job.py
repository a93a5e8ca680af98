"""The export of a large programme is made by a job."""

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.database import snapshot
from core.jobs.asking import Wish
from core.jobs.kinds import Asked, Kind, Making, register
from core.jobs.progress import Phase, begin
from core.programmes import Programme
from core.roles import Action
from core.tables import table
from core.web.access import Here
from core.web.attachments import XLSX
from grants.exporting.export import export_workbook
from grants.workbook.mapping import MAPPED
from household_groups.models.contributions import Contribution

EXPORT = "export_workbook"


def effort_of(session: Session, programme_id: int) -> int:
    """In rows of contributions."""
    query = sa.select(sa.func.count()).where(table(Contribution).c.programme_id == programme_id)
    return int(session.execute(query).scalar_one())


def wish_for(at: Here) -> Wish:
    return Wish(at.programme_id, EXPORT, {}, f"{at.programme.code}.xlsx", XLSX)


def _may_have(at: Here, _asked: Asked) -> bool:
    return at.reach_of(Action.EXPORT_WORKBOOK).is_whole


def _make(making: Making) -> None:
    """Raises Refusal."""
    with snapshot(making.engine) as reading:
        programme = reading.exec(select(Programme.id).where(Programme.code == making.programme)).one()
        begin(Phase.WRITING, _rows_of(reading, programme))
        export_workbook(reading, making.programme, making.path)


def _rows_of(reading: Session, programme_id: int | None) -> int:
    """All rows of the sheets that are tables."""
    models = {mapped.model for name, mapped in MAPPED.items() if name != "programmes"}
    counts = [
        sa.select(sa.func.count())
        .select_from(table(model))
        .where(table(model).c.programme_id == programme_id)
        for model in models
    ]
    return sum(int(reading.execute(count).scalar_one()) for count in counts)


def register_jobs() -> None:
    register(Kind(EXPORT, lambda _asked: _("Everything, as a workbook to import again"), _make, _may_have))
