"""Why a contribution gets what it gets, in either world."""

from flask_babel import gettext as _

from grants.matching.terms import Reason
from grants.reasons import REASONS


def reason_in_words(reason: str) -> str:
    """'' is of a contribution at which the rule does not look."""
    return str(REASONS[Reason(reason)]) if reason else _("Outside the rule")
