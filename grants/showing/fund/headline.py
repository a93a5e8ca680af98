"""What a fund says of itself before its figures: the finding in a sentence, its state and term, what waits."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.web.i18n import day
from grants.explaining.numbers import minor, with_code
from grants.explaining.words import fill
from grants.models.funds import Fund
from grants.showing.fund.figures import Commitment
from grants.showing.waiting import Held, Waiting

_NOTHING_MATCHED = _l("Of %(budget)s, nothing is matched yet.")
_MATCHED = _l(
    "Of %(budget)s, %(matched)s are matched for %(projects)s in %(communities)s; %(free)s are uncommitted."
)
_BEYOND_BUDGET = _l(
    "The budget of %(budget)s was lowered: %(matched)s are matched for %(projects)s in %(communities)s, "
    "%(free)s more than it holds."
)

_OPEN_END = _l("from %(start)s on")
_TERM = _l("%(start)s to %(end)s")


def finding(commitment: Commitment, currency: str, projects: int, communities: int) -> str:
    """'Of 9,000.00 USD, 5,416.48 are matched for 2 projects in 2 communities; 3,583.52 are uncommitted.'"""
    values = {
        "budget": with_code(commitment.budget, currency),
        "matched": minor(commitment.matched.total, currency),
        "projects": ngettext("%(num)s project", "%(num)s projects", projects),
        "communities": ngettext("%(num)s community", "%(num)s communities", communities),
        "free": minor(abs(commitment.uncommitted), currency),
    }
    template = _MATCHED
    if not commitment.matched.total:
        template = _NOTHING_MATCHED
    elif commitment.uncommitted < 0:
        template = _BEYOND_BUDGET
    return fill(template, **values)


def state_of(fund: Fund, today: date) -> tuple[str, str]:
    """Whether it is open, in words, and the tone that goes with it."""
    if today < fund.opens_on:
        return _("Not open yet"), "waiting"
    if fund.closes_on is not None and fund.closes_on < today:
        return _("Closed"), "quiet"
    return _("Open"), "good"


def term_of(fund: Fund) -> str:
    """From when to when it matches."""
    if fund.closes_on is None:
        return fill(_OPEN_END, start=day(fund.opens_on))
    return fill(_TERM, start=day(fund.opens_on), end=day(fund.closes_on))


def waiting_in_words(waiting: Sequence[Waiting], currency: str) -> str:
    """'3 contributions for 2 projects, worth 512.30 USD, wait for a threshold.'; '' where nothing waits."""
    contributions = {reference for each in waiting for reference in each.contributions}
    values = {
        "projects": ngettext(
            "%(num)s project", "%(num)s projects", len({each.project.code for each in waiting})
        ),
        "value": with_code(sum(each.value for each in waiting), currency),
    }
    if not contributions:
        return ""
    return str(
        ngettext(
            "%(num)s contribution for %(projects)s, which counts as %(value)s, waits for a threshold.",
            "%(num)s contributions for %(projects)s, which count as %(value)s, wait for a threshold.",
            len(contributions),
            **values,
        )
    )


def held_in_words(held: Sequence[Held]) -> Iterator[str]:
    """One sentence a currency."""
    for each in held:
        yield ngettext(
            "%(num)s contribution of %(value)s is held until its project is approved.",
            "%(num)s contributions of %(value)s together are held until their projects are approved.",
            each.contributions,
            value=with_code(each.minor, each.currency),
        )
