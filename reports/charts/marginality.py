"""Classes of marginality as charts name and draw them: the more marginal, the darker."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from household_groups.models.registry import Marginality
from reports.charts.looks import PAPER


@dataclass(frozen=True, slots=True)
class ClassLook:
    """`short` stands below an axis, `long` in a sentence and a legend; `symbol` is Plotly's."""

    short: LazyString
    long: LazyString
    colour: str
    symbol: str = "circle"


LOOKS: dict[Marginality | None, ClassLook] = {
    Marginality.LOW: ClassLook(_l("Low"), _l("low marginality"), "#cfe8df"),
    Marginality.MEDIUM: ClassLook(_l("Medium"), _l("medium marginality"), "#7cb9ab"),
    Marginality.HIGH: ClassLook(_l("High"), _l("high marginality"), "#2f7d70"),
    Marginality.VERY_HIGH: ClassLook(_l("Very high"), _l("very high marginality"), "#0c3935"),
    None: ClassLook(_l("Not known"), _l("unknown marginality"), PAPER, "diamond"),
}
"""Lightness falls in even steps, so that print in grey keeps the order."""
