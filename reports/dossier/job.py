"""A large dossier is a job of who asks for it, with what they may see; the audit notes it before they get it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask import current_app, url_for
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.accounts.models import Membership
from core.accounts.person import Person
from core.audit import AuditEntry, note
from core.database import snapshot, transaction
from core.errors import Refusal
from core.jobs.asker import asker_now
from core.jobs.asking import Wish
from core.jobs.kinds import Asked, Kind, Making, register
from core.jobs.progress import Phase, begin
from core.roles import Action
from core.web.access import Here
from core.web.heads import kept_heads
from grants.evidence.folder import EvidenceFolder
from reports.dossier.asker import Asker, find_asker
from reports.dossier.history import MADE
from reports.dossier.making import Sources, make_dossier
from reports.dossier.refusals import DossierReason

DOSSIER = "dossier"
BYTES_AT_ONCE = 50_000_000
"""Of papers, up to which a dossier is made while its reader waits."""

_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def root_of(asker: Asker) -> str:
    """The name of the folder in it."""
    return _UNSAFE.sub("-", f"dossier-{asker.here.programme.code}-{asker.project.code}")


def wish_for(asker: Asker) -> Wish:
    """It is made with the rights that they have now, if they have them then."""
    at = asker.here
    rights = sorted(_rights(at.person, at.programme_id))
    asked = {"project": asker.project.code, "rights": rights}
    return Wish(at.programme_id, DOSSIER, asked, f"{root_of(asker)}.zip", "application/zip")


def may_have(at: Here, asked: Asked) -> bool:
    """Who still has all of the rights with which it was made, and may still see the money of projects."""
    has = set(_rights(at.person, at.programme_id))
    return at.may(Action.SEE_PROJECT_MONEY) and has >= set(map(tuple, asked["rights"]))


def make(making: Making) -> None:
    """Raises Refusal."""
    code = making.asked["project"]
    with snapshot(making.engine) as reading, making.path.open("wb") as file:
        asker = _asker(reading, making)
        if asker is None:
            raise Refusal(DossierReason.NO_RIGHT, project=code)
        begin(Phase.PACKING)
        sources = Sources(EvidenceFolder(Path(current_app.config["EVIDENCE_FOLDER"])), kept_heads())
        digest = make_dossier(reading, asker, sources, root_of(asker), file).digest
        about = asker.here.programme_id, "projects", asker.project.code
    making.progress.step(0)
    transaction(making.engine, lambda books: _note_once(books, making, about, digest))


def _asker(reading: Session, making: Making) -> Asker | None:
    """With the rights of when it was asked for, and none that came since: others read what it says of them."""
    at = asker_now(reading, making, Action.SEE_PROJECT_MONEY)
    if at is None or not may_have(at, making.asked):
        return None
    had = set(map(tuple, making.asked["rights"]))
    kept = tuple(each for each in at.person.memberships if _right(each) in had)
    person = replace(at.person, memberships=kept)
    reach = person.reach(Action.SEE_PROJECT_MONEY, at.programme_id)
    return find_asker(reading, Here(at.programme, person, reach), making.asked["project"])


def _note_once(books: Session, making: Making, about: tuple[int, str, str], digest: str) -> None:
    """A try before this one may have got as far."""
    programme_id, sheet, key = about
    is_noted = sa.and_(
        *(col(AuditEntry.programme_id) == programme_id, col(AuditEntry.sheet) == sheet),
        *(col(AuditEntry.key) == key, col(AuditEntry.field) == MADE, col(AuditEntry.new) == digest),
        *(col(AuditEntry.by) == making.by.name, col(AuditEntry.at) == making.by.at),
    )
    if books.exec(select(AuditEntry.id).where(is_noted)).first() is None:
        note(books, *about, by=making.by.name, at=making.by.at, field=MADE, new=digest)


def _rights(person: Person, programme_id: int) -> Iterator[tuple[str, str, str]]:
    return (_right(each) for each in person.memberships if each.programme_id == programme_id)


def _right(membership: Membership) -> tuple[str, str, str]:
    return membership.role.value, membership.scope_kind.value, membership.scope_code


def _title(asked: Asked) -> str:
    return str(_("Dossier of %(project)s", project=asked["project"]))


def _belongs_to(programme: str, asked: Asked) -> tuple[str, str]:
    page = url_for("projects.project_detail", programme=programme, project=asked["project"])
    return str(_("The project %(project)s", project=asked["project"])), page


def register_jobs() -> None:
    register(Kind(DOSSIER, _title, make, may_have, belongs_to=_belongs_to))
