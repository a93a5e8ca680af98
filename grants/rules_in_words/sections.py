"""Which terms of a rule stand together, on its page and in the form."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class TermSection:
    """Terms by the names of their columns; those of an open section are asked of every rule."""

    heading: LazyString
    columns: tuple[str, ...]
    is_open: bool = False


TERM_SECTIONS = (
    TermSection(
        _l("Who pays"),
        ("code", "fund", "version", "effective_from", "effective_to", "priority", "joint"),
        is_open=True,
    ),
    TermSection(_l("How much"), ("ratio", "tiers"), is_open=True),
    TermSection(
        _l("Which contributions"),
        (
            *("projects", "sectors", "communities", "marginality", "kinds", "sources"),
            *("group_min_members", "group_leader", "group_min_days", "group_certificate"),
            *("project_cost_min", "record_within_days"),
        ),
    ),
    TermSection(_l("In kind"), ("in_kind", "in_kind_weight", "in_kind_limit_share")),
    TermSection(_l("Thresholds"), ("counted_min", "counted_min_share")),
    TermSection(
        _l("Limits"),
        (
            *("counted_per_household", "match_per_contribution", "match_per_household", "match_per_group"),
            *("match_per_project", "match_share_of_cost", "match_per_community", "cap_period"),
        ),
    ),
)
