"""What a contribution still lacks before it is matched, in one line: the one that helps most."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from core.web.i18n import day, minor
from grants.matching.terms import Reason
from grants.recording.thresholds import Threshold, last_grants, left_of, thresholds_missing
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.projects import Project

SETTLED = _l("The project is settled; nothing is matched any more.")
HELD = _l("The project is not approved yet; this is held until then.")
RETURNED = _l("It was returned. Mend it and send it again.")
UNVERIFIED = _l("Nobody has verified it yet.")
NO_RULE = _l("No matching rule is for this contribution.")
FUNDED = _l("The project is fully funded.")
LACKING_BY = _l("%(lacking)s more by %(day)s and the waiting %(waiting)s are matched.")
LACKING = _l("%(lacking)s more and the waiting %(waiting)s are matched.")
LACKING_ALONE = _l("%(lacking)s more and what waits is decided.")
NOTHING_LACKING = _l("With the next contribution that counts the waiting %(waiting)s are matched.")
NO_RATE = _l(
    "There is no rate of %(currency)s for %(month)s yet; the match is known once a manager has added it."
)


def missing_line(session: Session, contribution: Contribution) -> str | None:
    """Of a contribution as it stands; None where nothing is missing."""
    project = session.get_one(Project, contribution.project_id)
    found = _of_state(contribution, project)
    if found is not None:
        return str(found)
    if contribution.status is ContributionStatus.VERIFIED:
        return _of_decided(session, contribution, project)
    return None


def _of_state(contribution: Contribution, project: Project) -> LazyString | None:
    if contribution.status is ContributionStatus.WITHDRAWN:
        return None
    if project.settled_seq is not None:
        return None if contribution.status is ContributionStatus.VERIFIED else SETTLED
    if contribution.status is ContributionStatus.RETURNED:
        return RETURNED
    if project.approved_seq is None:
        return HELD
    return UNVERIFIED if contribution.status is ContributionStatus.RECORDED else None


def _of_decided(session: Session, contribution: Contribution, project: Project) -> str | None:
    grants = last_grants(session, contribution)
    is_nothing = not any(entry.granted_minor for entry, _, _ in grants)
    if project.settled_seq is not None:
        return str(SETTLED) if is_nothing else None
    if not grants:
        return str(NO_RULE)
    thresholds = thresholds_missing(session, contribution, project)
    if thresholds and left_of(session, contribution):
        return said(thresholds[0])
    if is_nothing and any(entry.reason == Reason.FUNDING_GAP for entry, _, _ in grants):
        return str(FUNDED)
    return None


def said(threshold: Threshold) -> str:
    """'1,240.00 TJS more by 30 Jun 2020 and the waiting 3,000.00 TJS are matched.'"""
    if threshold.lacking_minor <= 0:
        sentence = NOTHING_LACKING
    elif not threshold.waiting_minor:
        sentence = LACKING_ALONE
    else:
        sentence = LACKING if threshold.until is None else LACKING_BY
    return str(sentence) % {
        "lacking": f"{minor(threshold.lacking_minor, threshold.currency)} {threshold.currency}",
        "waiting": f"{minor(threshold.waiting_minor, threshold.currency)} {threshold.currency}",
        "day": day(threshold.until),
    }
