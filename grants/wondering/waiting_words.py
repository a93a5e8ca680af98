"""What a contribution waits for, in sentences that can be read aloud."""

from collections.abc import Container, Iterator, Mapping
from datetime import date

from flask_babel import LazyString, format_decimal, ngettext
from flask_babel import lazy_gettext as _l

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.explaining.words import fill
from grants.wondering.waits import Threshold, Wait, WaitsFor

REASONS: dict[WaitsFor, LazyString] = {
    WaitsFor.APPROVAL: _l("Approval of the project"),
    WaitsFor.THRESHOLD: _l("Threshold"),
    WaitsFor.PARTNER: _l("Partner of a joint scheme"),
}
_APPROVER = _l("Whoever approves the project")
_GIVERS = _l("Those who give for the project")
_FUNDER = _l("Another funder")
_WOULD = _l("Once that is there, %(fund)s would add %(amount)s.")
_WOULD_NOT = _l("Once that is there, nothing would be matched as the books stand now.")
_NOT_KNOWN = _l("What would be matched then cannot be said: a rate of exchange is missing.")


def waits_in_words(
    wait: Wait, own: Container[str], known: Container[str] | None = None, num: int = 1
) -> list[str]:
    """What it waits for, or several that wait alike, one sentence each.

    `own` are the rules as whose it is told; of one that is not `known` (None: all are) nothing is said but that
    it is there.
    """
    if wait.waits_for_approval:
        approval = "It waits until the project is approved.", "They wait until the project is approved."
        return [ngettext(*approval, num)]
    return list(dict.fromkeys(_of_thresholds(wait, own, known, num)))


def would_in_words(would: Mapping[tuple[str, str], int] | None) -> list[str]:
    """What would be matched once it is there, by (fund, currency), one sentence each."""
    if would is None:
        return [str(_NOT_KNOWN)]
    found = [
        fill(_WOULD, fund=fund, amount=with_code(minor, currency))
        for (fund, currency), minor in would.items()
        if minor
    ]
    return found or [str(_WOULD_NOT)]


def since_in_words(since: date, days: int) -> str:
    """'Since 3 Mar 2020, for 12 days.'"""
    values = {"day": day(since), "days": format_decimal(days)}
    return str(
        ngettext("Since %(day)s, for %(days)s day.", "Since %(day)s, for %(days)s days.", days, **values)
    )


def who_in_words(
    wait: Wait, reason: WaitsFor, fund_names: dict[str, str], known: Container[str] | None
) -> str:
    """Who holds it up."""
    if reason is WaitsFor.APPROVAL:
        return str(_APPROVER)
    if reason is WaitsFor.THRESHOLD:
        return str(_GIVERS)
    partners = [each.fund for each in wait.thresholds if known is None or each.rule in known]
    return ", ".join(dict.fromkeys(fund_names[fund] for fund in partners)) or str(_FUNDER)


def _of_thresholds(wait: Wait, own: Container[str], known: Container[str] | None, num: int) -> Iterator[str]:
    for each in wait.thresholds:
        if each.rule in own:
            yield _own(each, num)
        elif known is None or each.rule in known:
            yield _of_partner(each, num)
        else:
            yield ngettext(
                "It waits for another rule, which pays in step and has not reached its threshold.",
                "They wait for another rule, which pays in step and has not reached its threshold.",
                num,
            )


def _own(threshold: Threshold, num: int) -> str:
    if not threshold.missing:
        return str(
            ngettext(
                "It waits for the next contribution that counts under %(rule)s, which frees it.",
                "They wait for the next contribution that counts under %(rule)s, which frees them.",
                num,
                rule=threshold.rule,
            )
        )
    return str(
        ngettext(
            "It waits until the project has %(needed)s under %(rule)s; %(missing)s is missing.",
            "They wait until the project has %(needed)s under %(rule)s; %(missing)s is missing.",
            num,
            **_figures(threshold),
        )
    )


def _of_partner(threshold: Threshold, num: int) -> str:
    if not threshold.missing:
        return str(
            ngettext(
                "It waits for %(rule)s, which pays in step and is freed by the next contribution that counts.",
                "They wait for %(rule)s, which pays in step and is freed by the next contribution that counts.",
                num,
                rule=threshold.rule,
            )
        )
    return str(
        ngettext(
            "It waits for %(rule)s, which pays in step and grants once the project has %(needed)s; "
            "%(missing)s is missing there.",
            "They wait for %(rule)s, which pays in step and grants once the project has %(needed)s; "
            "%(missing)s is missing there.",
            num,
            **_figures(threshold),
        )
    )


def _figures(threshold: Threshold) -> dict[str, str]:
    needed, missing = (
        with_code(minor, threshold.currency) for minor in (threshold.needed, threshold.missing)
    )
    return {"rule": threshold.rule, "needed": needed, "missing": missing}
