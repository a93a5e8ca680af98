"""Warnings as sentences."""

from collections.abc import Mapping
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.entering.labels import label_of
from grants.explaining.numbers import with_code
from grants.linting.warnings import RuleWarning
from grants.linting.warnings import WarningKind as K

_SENTENCES: dict[K, LazyString] = {
    K.CAP_UNREACHABLE: _l(
        "“%(cap)s” of %(limit)s is never reached: “%(other)s” allows no more than %(other_limit)s."
    ),
    K.THRESHOLD_ABOVE_PROJECTS: _l(
        "The threshold of %(needed)s is above the budget of every project that could meet it; the largest has "
        "%(largest)s."
    ),
    K.THRESHOLD_ABOVE_FUND: _l(
        "The threshold of %(needed)s is above the whole budget of the fund, which is %(budget)s."
    ),
    K.VERSIONS_GAP: _l(
        "From %(start)s to %(end)s no version holds: version %(before)s has ended and version %(version)s has not "
        "begun. What is received on these days is not matched."
    ),
    K.VERSIONS_OVERLAP: _l(
        "Versions %(before)s and %(version)s both hold from %(start)s to %(end)s; only one may."
    ),
    K.PAID_TWICE: _l(
        "Rule %(other)s of the same fund pays the same contributions too: %(fund)s would match some of them twice."
    ),
    K.CONDITIONS_UNMET_TOGETHER: _l("%(of)s"),
    K.CONDITION_UNMET: _l("“%(column)s”: %(of)s"),
    K.FUND_NOT_OPEN: _l(
        "Fund %(fund)s closes on %(closes)s, before these terms begin: nothing is matched by them."
    ),
    K.BUDGET_BELOW_WAITING: _l(
        "What waits under the rules of fund %(fund)s asks for up to %(waiting)s in all, and it has %(left)s left."
    ),
}
_CAP_ABOVE_SHARE = _l(
    "“%(cap)s” of %(limit)s is never reached: for the project with the largest budget so far, “%(other)s” allows "
    "no more than %(other_limit)s."
)
_OPEN_OVERLAP = _l("Versions %(before)s and %(version)s both hold from %(start)s on; only one may.")
_NOT_YET_OPEN = _l("Fund %(fund)s opens on %(opens)s, after these terms end: nothing is matched by them.")
_NOBODY = {
    "projects": _l("no project of the programme is like that."),
    "groups": _l("no group of the programme is like that."),
    "communities": _l("no community of the programme is like that."),
}
_TOGETHER = {
    "projects": _l("No project of the programme meets all of the conditions together."),
    "groups": _l("No group of the programme meets all of the conditions together."),
}
_LIMITS_OF_FUND = {
    "fund_budget": _l("Budget of the fund"),
    "yearly_envelope": _l("At most in a year of the fund"),
}
_AMOUNTS = frozenset({"limit", "other_limit", "needed", "largest", "budget", "waiting", "left"})
_COLUMNS = frozenset({"cap", "column"})


def in_words(warning: RuleWarning) -> str:
    template = _SENTENCES[warning.kind]
    if warning.kind is K.VERSIONS_OVERLAP and "end" not in warning.details:
        template = _OPEN_OVERLAP
    if warning.kind is K.CAP_UNREACHABLE and warning.details["other"] == "match_share_of_cost":
        template = _CAP_ABOVE_SHARE
    if "opens" in warning.details:
        template = _NOT_YET_OPEN
    return str(template) % {"version": warning.version, **_said(warning)}


def _said(warning: RuleWarning) -> Mapping[str, str]:
    return {name: _value(warning, name, value) for name, value in warning.details.items()}


def _value(warning: RuleWarning, name: str, value: str | int | date) -> str:
    if isinstance(value, date):
        return day(value)
    if name in _AMOUNTS and isinstance(value, int):
        return with_code(value, warning.currency)
    if name in _COLUMNS or (warning.kind is K.CAP_UNREACHABLE and name == "other"):
        return str(_LIMITS_OF_FUND.get(str(value)) or label_of("rules", str(value)))
    if name == "of":
        return str((_TOGETHER if warning.kind is K.CONDITIONS_UNMET_TOGETHER else _NOBODY)[str(value)])
    return str(value)
