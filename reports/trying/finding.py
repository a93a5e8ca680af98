"""What a trial finds, in a sentence: how much more or less, to how many, and when the fund would have run dry."""

from enum import Enum, auto

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.web.i18n import day, minor
from grants.trying.comparing import Compared
from grants.trying.summing import ByFund
from reports.trying.words import Funds, beginning


class _Matched(Enum):
    MORE = auto()
    LESS = auto()
    OTHERWISE = auto()
    SAME = auto()


class _Dry(Enum):
    """When the fund runs dry in the altered world, beside the present."""

    NEVER = auto()
    NO_LONGER = auto()
    NOW = auto()
    OTHER_DAY = auto()
    SAME_DAY = auto()


_MATCHED = {
    _Matched.MORE: _l("%(how)s, fund %(fund)s would have matched %(amount)s more%(whom)s%(dry)s."),
    _Matched.LESS: _l("%(how)s, fund %(fund)s would have matched %(amount)s less%(whom)s%(dry)s."),
    _Matched.OTHERWISE: _l("%(how)s, fund %(fund)s would have matched as much in all%(whom)s%(dry)s."),
    _Matched.SAME: _l("%(how)s, fund %(fund)s would have matched exactly the same%(dry)s."),
}
_DRY = {
    _Dry.NEVER: "",
    _Dry.NO_LONGER: _l(", and would not have run dry, as it did on %(was)s"),
    _Dry.NOW: _l(", and would have run dry on %(on)s"),
    _Dry.OTHER_DAY: _l(", and would have run dry on %(on)s instead of %(was)s"),
    _Dry.SAME_DAY: _l(", and would have run dry on %(on)s all the same"),
}
# For translators: what stands in %(whom)s and %(dry)s are the sentences with a comma in front.


def finding(compared: Compared, funds: Funds) -> str:
    """About the fund that is altered, else the one that it touches most."""
    how = beginning(compared.altered, funds)
    fund = main_fund(compared)
    if fund is None:
        return str(_("%(how)s, nothing at all would be otherwise.", how=how))
    matched = _matched(fund)
    return str(_MATCHED[matched]) % {
        "how": how,
        "fund": fund.code,
        "amount": f"{minor(abs(fund.total.difference), fund.currency)} {fund.currency}",
        "whom": "" if matched is _Matched.SAME else _whom(fund),
        "dry": _said_of_dry(fund),
    }


def main_fund(compared: Compared) -> ByFund | None:
    """None where nothing is otherwise."""
    differing = [fund for fund in compared.funds if not fund.is_same]
    if not differing:
        return None
    named = [fund for fund in compared.funds if fund.code in _altered_funds(compared)]
    if len(named) == 1:
        return named[0]
    return max(differing, key=lambda fund: (_share(fund), fund.changed, fund.code))


def _altered_funds(compared: Compared) -> set[str]:
    found = set()
    for row in compared.altered.rows:
        if row.sheet == "funds":
            found.add(row.key[0])
        elif row.sheet == "rules":
            found |= {content["fund"] for content in (row.before, row.after) if content}
    return found


def _share(fund: ByFund) -> tuple[int, int]:
    """How much of itself moves, in thousandths: of amounts in different funds, only shares compare."""
    whole = max(fund.total.present, fund.total.altered, 1)
    return 1000 * abs(fund.total.difference) // whole, fund.changed


def _matched(fund: ByFund) -> _Matched:
    if fund.total.difference:
        return _Matched.MORE if fund.total.difference > 0 else _Matched.LESS
    return _Matched.OTHERWISE if fund.changed else _Matched.SAME


def _whom(fund: ByFund) -> str:
    counts = {"gained": fund.gained, "lost": fund.lost, "decided": fund.decided}
    known = {name: format_decimal(count) for name, count in counts.items()}
    if not fund.lost:
        return str(_(", to %(gained)s of %(decided)s contributions", **known))
    if not fund.gained:
        return str(_(", on %(lost)s of %(decided)s contributions", **known))
    sentence = _(", with more to %(gained)s and less to %(lost)s of %(decided)s contributions", **known)
    return str(sentence)


def _said_of_dry(fund: ByFund) -> str:
    known = {"was": day(fund.was_dry.on) if fund.was_dry else "", "on": day(fund.dry.on) if fund.dry else ""}
    return str(_DRY[_dry(fund)]) % known


def _dry(fund: ByFund) -> _Dry:
    if fund.dry is None:
        return _Dry.NO_LONGER if fund.was_dry else _Dry.NEVER
    if fund.was_dry is None:
        return _Dry.NOW
    return _Dry.SAME_DAY if fund.was_dry.on == fund.dry.on else _Dry.OTHER_DAY
