"""Recording a grievance, once: sent again, the same form finds what it recorded the first time."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.accounts.names import name_key
from core.errors import Refusal
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.entering.typed import Typed
from grants.grievances.codes import new_code
from grants.grievances.refusals import GrievanceReason
from grants.importing.importing import Occasion
from grants.paying.asking import Deed
from household_groups.models.grievances import Access, Category, Grievance
from household_groups.models.projects import Project
from household_groups.models.registry import Community

SHEET = "grievances"


@dataclass(frozen=True)
class Heard:
    """A grievance as somebody typed it. `access` is None for what is usual in its category.

    `code` is the one that the form was made with, so that it is recorded once however often it is sent.
    """

    typed: Typed
    code: str
    access: Access | None = None
    why_open: str = ""

    @property
    def is_of_conduct(self) -> bool:
        return self.typed["category"] == Category.CONDUCT

    @property
    def kept(self) -> Access:
        """What is said of how somebody behaved is restricted, unless its recorder says otherwise."""
        usual = Access.RESTRICTED if self.is_of_conduct else Access.OPEN
        return self.access or usual


def record(session: Session, deed: Deed, heard: Heard) -> str:
    """Its code, within a transaction. Raises NotEntered, and Refusal with a GrievanceReason."""
    is_opened = heard.is_of_conduct and heard.kept is Access.OPEN
    if is_opened and not heard.why_open.strip():
        raise Refusal(GrievanceReason.OPEN_WITHOUT_WORDS)
    lock_head(session, deed.programme_id)
    row = _row(session, deed, heard)
    code = heard.code
    while (earlier := _find(session, deed.programme_id, code)) is not None:
        if _is_same(earlier, row, deed.by):
            return code
        code = new_code()
    reason = heard.why_open.strip() if is_opened else None
    enter_new(
        *(session, deed.programme.code, {SHEET: [{**row, "code": code}]}),
        Occasion(deed.by, deed.at, reason=reason),
    )
    return code


def _row(session: Session, deed: Deed, heard: Heard) -> dict[str, str]:
    """What is said of a project and no community is about the project's own."""
    typed = dict(heard.typed)
    if typed["project"] and not typed["community"]:
        query = select(Community.code).join(Project, col(Project.community_id) == col(Community.id))
        of = query.where(Project.programme_id == deed.programme_id, Project.code == typed["project"])
        typed["community"] = session.exec(of).first() or ""
    return {**typed, "access": heard.kept.value, "recorded_by": deed.by}


def _find(session: Session, programme_id: int, code: str) -> Grievance | None:
    query = select(Grievance).where(Grievance.programme_id == programme_id, Grievance.code == code)
    return session.exec(query).first()


def _is_same(earlier: Grievance, row: Typed, by: str) -> bool:
    return (
        name_key(earlier.recorded_by) == name_key(by)
        and earlier.words.split() == row["words"].split()
        and (earlier.category.value, earlier.channel.value) == (row["category"], row["channel"])
    )
