"""Who asks for a dossier, for whom it is then written: what they may see of the project, as its pages show it."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.accounts.person import Reach
from core.roles import Action
from core.web.access import Here
from grants.visible import projects_within
from household_groups.models.projects import Project
from household_groups.models.registry import Community


@dataclass(frozen=True)
class Asker:
    """`here` is of a route for whoever may see the project's money."""

    here: Here
    project: Project
    community: Community

    @property
    def reach(self) -> Reach:
        return self.here.reach

    @property
    def sees_all(self) -> bool:
        """All of the project's money, not that of some funds alone."""
        return self.reach.has_community(self.community.code)

    @property
    def sees_households(self) -> bool:
        """Codes of households, slips, receipts, payees who are persons."""
        return self.reach_of(Action.SEE_HOUSEHOLDS).has_community(self.community.code)

    @property
    def sees_entries(self) -> bool:
        """What stands in entries of the journal, and their links.

        A link is the digest of an entry and of the link before. Whoever holds both, and most of what the entry
        says, finds the rest by trying: a household among three hundred. So links are for who may see all, the
        means of funds too.
        """
        return self.reach_of(Action.SEE_HOUSEHOLDS).is_whole and self.reach_of(Action.SEE_FUND).is_whole

    def reach_of(self, action: Action) -> Reach:
        return self.here.reach_of(action)

    def may(self, action: Action) -> bool:
        return self.here.may(action)


def find_asker(session: Session, here: Here, code: str) -> Asker | None:
    """None where the project is not there, or not for them."""
    query = select(Project, Community).where(projects_within(here.reach), col(Project.code) == code)
    found = session.exec(query.where(col(Community.id) == col(Project.community_id))).first()
    return Asker(here, *found) if found else None
