"""The sentences about the terms of a rule, to be filled in."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

IN_FORCE = _l("For contributions received from %(start)s until %(end)s.")
IN_FORCE_OPEN = _l("For contributions received from %(start)s on.")
PRIORITY = _l("Its place in the order of rules is %(place)s; a smaller number comes first.")
JOINT = _l(
    "It pays only in step with the other rules of the scheme %(scheme)s: what one of them cannot pay, the "
    "others hold back."
)

# For translators: together "2.00 for each 1.00 up to 5,000.00 of a project, then 1.00."
FOR_EACH = _l("%(rate)s for each %(one)s")
UP_TO_OF_PROJECT = _l("%(rate)s up to %(end)s of a project")
AMOUNTS_IN = _l("Amounts are in %(currency)s.")

PROJECTS = _l("Only for these projects: %(list)s.")
SECTORS = _l("Only for projects whose sector code begins with %(list)s.")
COMMUNITIES = _l("Only for projects in these communities: %(list)s.")
MARGINALITY = _l("Only where the marginality of the community is %(list)s.")
KINDS = _l("Only what is given as %(list)s.")
SOURCES = _l("Only money whose source is given as %(list)s.")
LEADERS: dict[str, LazyString] = {
    "f": _l("Only groups that a woman leads."),
    "m": _l("Only groups that a man leads."),
}
CERTIFICATE = _l("Only groups whose certificate is valid on the day of the contribution.")
PROJECT_COST = _l("Only projects whose budget is at least %(least)s.")
HOUSEHOLD_NAMED = _l("Only contributions that name their household, since there is a limit for each.")

IN_KIND: dict[str, LazyString] = {
    "none": _l("Contributions in kind are not matched."),
    "match": _l("Contributions in kind are matched like money."),
    "threshold": _l("Contributions in kind are not matched, but count for the threshold."),
}
IN_KIND_WEIGHTED: dict[str, LazyString] = {
    "match": _l("Contributions in kind are matched like money, at %(weight)s of their value."),
    "threshold": _l(
        "Contributions in kind are not matched, but count for the threshold at %(weight)s of their value."
    ),
}
IN_KIND_LIMIT = _l("In kind counts up to %(limit)s of the project's budget.")

COUNTED_MIN = _l("Nothing is matched before the project has %(least)s; then what waited is matched too.")
COUNTED_MIN_SHARE = _l(
    "Nothing is matched before the project has %(least)s of its budget; then what waited is matched too."
)

PER_CONTRIBUTION = _l("At most %(limit)s for a contribution.")
PER_PROJECT = _l("At most %(limit)s for a project.")
SHARE_OF_COST = _l("The fund bears at most %(limit)s of a project's budget.")

COUNTED_PER_HOUSEHOLD: dict[str, LazyString] = {
    "total": _l("Of what one household gives, at most %(limit)s counts in all."),
    "year": _l("Of what one household gives, at most %(limit)s counts in a calendar year."),
    "quarter": _l("Of what one household gives, at most %(limit)s counts in a quarter."),
}
PER_HOUSEHOLD: dict[str, LazyString] = {
    "total": _l("At most %(limit)s for a household in all."),
    "year": _l("At most %(limit)s for a household in a calendar year."),
    "quarter": _l("At most %(limit)s for a household in a quarter."),
}
PER_GROUP: dict[str, LazyString] = {
    "total": _l("At most %(limit)s for a group in all."),
    "year": _l("At most %(limit)s for a group in a calendar year."),
    "quarter": _l("At most %(limit)s for a group in a quarter."),
}
PER_COMMUNITY: dict[str, LazyString] = {
    "total": _l("At most %(limit)s for a community in all."),
    "year": _l("At most %(limit)s for a community in a calendar year."),
    "quarter": _l("At most %(limit)s for a community in a quarter."),
}

DIFFERS = _l("%(term)s: %(now)s instead of %(before)s.")
IS_NEW = _l("%(term)s: %(now)s, which was not said before.")
IS_GONE = _l("%(term)s: no longer, it was %(before)s.")
