"""What happened to a milestone or a tranche, in order: who asked for it, and what others said."""

from typing import Any

from flask_babel import gettext as _

from grants.models.milestones import Certification, Step, Tranche
from grants.paying.asked import Asked
from grants.paying.labels import DECISIONS
from grants.paying.reached import Reached


def story_of_milestone(reached: Reached) -> list[dict[str, Any]]:
    """Every request that it be certified, and every word on it."""
    story: list[dict[str, Any]] = []
    for each in reached.asked:
        reference = each.certification.reference
        what = _("Asked that it be certified (%(reference)s)", reference=reference)
        story += [_asked(each.certification, what), *map(_said, each.steps)]
    return story


def story_of_tranche(asked: Asked) -> list[dict[str, Any]]:
    return [_asked(asked.tranche, _("Asked for")), *map(_said, asked.steps)]


def _asked(row: Certification | Tranche, what: str) -> dict[str, Any]:
    return {"on": row.asked_on, "what": what, "by": row.asked_by, "detail": row.words}


def _said(step: Step) -> dict[str, Any]:
    return {
        "on": step.decided_on,
        "what": DECISIONS[step.decision],
        "by": step.decided_by,
        "detail": step.reason,
    }
