"""Whether the more marginal communities were matched more, in sentences."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from reports.charts import findings
from reports.charts.marginality import LOOKS
from reports.figures.places import MarginalityRow

_TWO = _l("Communities of %(more)s were matched %(amount)s a head, those of %(less)s %(other)s.")
_ONE = _l("Communities of %(more)s were matched %(amount)s a head; there are none of another class.")
_TWO_OF_FUND = _l(
    "Fund %(fund)s matched %(amount)s a head in communities of %(more)s, and %(other)s in those of %(less)s."
)
_ONE_OF_FUND = _l("Fund %(fund)s matched %(amount)s a head in communities of %(more)s, and is in no others.")
_MORE, _LESS = _l("The more marginal got more."), _l("The more marginal got less.")
_SAME = _l("Both got the same.")


def fairness(classes: Sequence[MarginalityRow], currency: str, fund: str | None) -> str:
    """Compares the most marginal of the known classes with the least; `classes` come in that order."""
    known = [row for row in classes if row.marginality is not None]
    least, most = known[0], known[-1]
    named = {
        "fund": fund,
        "more": LOOKS[most.marginality].long,
        "amount": _a_head(most, currency),
        "less": LOOKS[least.marginality].long,
        "other": _a_head(least, currency),
    }
    if len(known) == 1:
        return str(_ONE if fund is None else _ONE_OF_FUND) % named
    compared = str(_TWO if fund is None else _TWO_OF_FUND) % named
    return f"{compared} {_said(most.matched_per_head_minor or 0, least.matched_per_head_minor or 0)}"


def _said(most: int, least: int) -> str:
    if most == least:
        return str(_SAME)
    return str(_MORE if most > least else _LESS)


def _a_head(row: MarginalityRow, currency: str) -> str:
    return findings.whole(row.matched_per_head_minor or 0, currency)
