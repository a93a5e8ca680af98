"""The states of contributions as tabs above their list, each with how many there are; the filter stays."""

from collections.abc import Mapping

from flask import request, url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from household_groups.labels import STATUSES
from household_groups.models.contributions import ContributionStatus

_ORDER = (
    ContributionStatus.RECORDED,
    ContributionStatus.RETURNED,
    ContributionStatus.VERIFIED,
    ContributionStatus.WITHDRAWN,
)


def state_tabs(counts: Mapping[ContributionStatus, int]) -> list[tuple[str, str]]:
    """(words, address) of each state, and of all of them."""
    found = [(_named(str(STATUSES[each]), counts[each]), address_of_state(each)) for each in _ORDER]
    return [(_named(_("All"), sum(counts.values())), address_of_state(None)), *found]


def address_of_state(state: ContributionStatus | None) -> str:
    """Of the list with the same filter."""
    kept = {
        name: values
        for name, values in request.args.to_dict(flat=False).items()
        if name not in {"state", "page"}
    }
    asked = {"state": state.value} if state is not None else {}
    return url_for(str(request.endpoint), **{**kept, **(request.view_args or {}), **asked})


def _named(word: str, count: int) -> str:
    return f"{word} ({format_decimal(count)})"
