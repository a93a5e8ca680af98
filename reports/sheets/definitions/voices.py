"""The sheets about grievances and equity."""

from flask_babel import lazy_gettext as _l

from reports.sheets.definitions.definition import Definition, Definitions

_OUTCOME = _l("From the day on which it was received to the outcome that stands at the end of the span")

GRIEVANCES: Definitions = {
    "category": Definition(
        _l(
            "What it is about; restricted: all that is kept from others, whatever it is about; all: every one"
        ),
        _l(
            "In the report of a fund those about its projects that are not restricted; those are nowhere told by "
            "category, project or community"
        ),
    ),
    "opening": Definition(_l("Not resolved on the day before the span")),
    "received_quarter": Definition(_l("Received in the span, by its own day")),
    "reopened_quarter": Definition(_l("Outcomes that were taken back in the span")),
    "resolved_quarter": Definition(_l("Outcomes in the span, also those that were taken back later")),
    "open": Definition(
        _l("Not resolved at the end of the span"),
        _l("opening + received_quarter + reopened_quarter - resolved_quarter"),
    ),
    "overdue": Definition(
        _l("Of these, past their day"),
        _l(
            "No answer 5 days after it was received, or no outcome 30 days after it was received or reopened last"
        ),
    ),
    "received_total": Definition(_l("Received to date")),
    "reopened_total": Definition(_l("Outcomes that were taken back to date")),
    "resolved_total": Definition(_l("Outcomes to date, also those that were taken back later")),
    "median_days_to_acknowledge": Definition(
        _l("Days until somebody answered, the middle one of all to date"),
        _l("From the day on which it was received to the first step, whatever it was"),
    ),
    "median_days_quarter": Definition(
        _l("Days to an outcome that came in the span, the middle one"), _OUTCOME
    ),
    "longest_days_quarter": Definition(_l("The most of these"), _OUTCOME),
    "median_days_total": Definition(_l("Days to an outcome, the middle one of all to date"), _OUTCOME),
    "longest_days_total": Definition(_l("The most of these"), _OUTCOME),
}

_KNOWN = _l("Over those whose number of people is known")
_FEW = _l(
    "Empty where fewer than 5 households take part, and in the row from which their number could be found, so "
    "that none can be found again"
)

EQUITY: Definitions = {
    "compared_by": Definition(
        _l(
            "marginality: communities with any activity; led_by, members: groups that brought anything, by the "
            "sex of who leads them and by how many members they have"
        ),
        _l("Amounts are to date; in the report of a fund those of the projects in which it is"),
    ),
    "which": Definition(
        _l("The class, or the kind of groups"),
        _l("Small groups have up to 15 members, large ones more than 30"),
    ),
    "communities": Definition(_l("How many communities, or in how many communities the groups are")),
    "groups": Definition(_l("Groups that brought anything to date")),
    "people": Definition(
        _l("Who live in the communities, or are members of the groups"), _l("Of those known")
    ),
    "households": Definition(_l("All of the communities, or registered in the groups")),
    "households_taking_part": Definition(_l("Households that a contribution names, each counted once"), _FEW),
    "participation": Definition(
        _l("The part of the households that takes part"),
        _l(
            "households_taking_part / households, where the number of households is known; empty where "
            "households_taking_part is"
        ),
    ),
    "match_rate": Definition(_l("Matched for each 1 contributed"), _l("matched_total / contributed_total")),
    "contributed_per_head": Definition(_l("contributed_total for each of the people"), _KNOWN),
    "matched_per_head": Definition(_l("matched_total for each of the people"), _KNOWN),
}
