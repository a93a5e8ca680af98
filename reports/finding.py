"""What a page says of a programme before any figure: the finding, in a sentence."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.roles import Action
from reports.overview import Overview, given_within
from reports.waiting.task import Place
from reports.words import in_words


def finding_of(session: Session, overview: Overview, place: Place) -> str:
    """For donors what their funds did, for all others what families gave and what answered it."""
    projects = ngettext("%(num)s project", "%(num)s projects", overview.projects)
    said = {"matched": in_words(overview.matched), "projects": projects}
    if not place.may(Action.SEE_REGISTRY):
        if not overview.matched:
            return str(_("Nothing is matched yet."))
        return str(_("%(matched)s were matched for %(projects)s.", **said))
    given = given_within(session, place.reach(Action.SEE_CONTRIBUTIONS))
    if not given:
        return str(_("Nothing is given and verified yet."))
    said["given"] = in_words(given)
    if not overview.matched:
        return str(
            _("Household groups gave %(given)s for %(projects)s. Nothing of it is matched yet.", **said)
        )
    return str(_("Household groups gave %(given)s for %(projects)s; %(matched)s were matched.", **said))
