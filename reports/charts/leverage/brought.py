"""With how much the money of families was matched, in a sentence."""

from collections.abc import Sequence
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from reports.charts import findings
from reports.figures.communities import CommunityRow

_NOTHING = _l("Nothing of what families gave, %(amount)s, has been matched.")
_ONE = _l("Each %(one)s %(currency)s that families of %(most)s gave was matched with %(ratio)s.")
_ALIKE = _l("Each %(one)s %(currency)s that families gave was matched with %(ratio)s, everywhere alike.")
_SPREAD = _l(
    "Each %(one)s %(currency)s that families gave was matched with %(ratio)s: most in %(most)s (%(highest)s), "
    "least in %(least)s (%(lowest)s)."
)


def each_was_matched_with(giving: Sequence[CommunityRow], together: Decimal, currency: str) -> str:
    """`giving` are the communities whose families gave, the highest leverage first; `together` is that of all."""
    said = [findings.ratio(row.leverage or Decimal(0)) for row in giving]
    nothing = sum(not row.leverage for row in giving)
    known = {
        "one": findings.ratio(Decimal(1)),
        "currency": currency,
        "ratio": findings.ratio(together),
        "amount": findings.whole(sum(row.contributed_total_minor for row in giving), currency),
        "most": giving[0].name,
        "highest": said[0],
        "least": giving[-1].name,
        "lowest": said[-1],
    }
    if together <= 0:
        return str(_NOTHING) % known
    if len(giving) == 1:
        return str(_ONE) % known
    if nothing:
        return _nothing_in(nothing, known)
    return str(_ALIKE if said[0] == said[-1] else _SPREAD) % known


def _nothing_in(communities: int, known: dict[str, str]) -> str:
    return str(
        ngettext(
            "Each %(one)s %(currency)s that families gave was matched with %(ratio)s: most in %(most)s "
            "(%(highest)s), nothing in %(least)s.",
            "Each %(one)s %(currency)s that families gave was matched with %(ratio)s: most in %(most)s "
            "(%(highest)s), nothing in %(num)s communities.",
            communities,
            **known,
        )
    )
