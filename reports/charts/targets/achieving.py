"""How many indicators have reached their target, and which is furthest from it, in sentences."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from reports.charts import findings
from reports.figures.achievements import BENEFICIARIES
from reports.figures.targets import HOUSES, TargetRow

_KNOWN = {BENEFICIARIES: _l("People who benefit"), HOUSES: _l("Houses handed over")}
"""What is counted under a code that everybody uses, whatever a project calls it."""

_ONE = _l("Furthest from it: %(indicator)s (%(project)s), at %(share)s of the way.")
_ONE_BEHIND = _l("Furthest from it: %(indicator)s (%(project)s), now behind its baseline.")
_MEDIAN = _l("Furthest from it: %(indicator)s, at %(share)s in the median of %(num)d projects.")
_MEDIAN_BEHIND = _l("Furthest from it: %(indicator)s, behind its baseline in the median of %(num)d projects.")


def achieved(rows: Sequence[TargetRow], projects: Mapping[str, str]) -> str:
    """`projects` are names by code."""
    reached, measured = sum(row.reached for row in rows), sum(len(row.indicators) for row in rows)
    if measured == 1:
        return _of_one(rows[0])
    if reached == measured:
        return str(_("All %(num)d indicators have reached their target.", num=measured))
    return " ".join([_how_many(reached, measured), *_furthest(rows, projects)])


def name_of(row: TargetRow) -> str:
    """As all projects call it; where they do not agree, what its code stands for."""
    return row.name or str(_KNOWN.get(row.code, row.code))


def _of_one(row: TargetRow) -> str:
    if row.reached:
        return str(_("%(indicator)s has reached its target.", indicator=name_of(row)))
    if row.median < 0:
        return str(_("%(indicator)s: behind the baseline.", indicator=name_of(row)))
    return str(
        _("%(indicator)s: %(share)s of the way to the target.", indicator=name_of(row), share=_share(row))
    )


def _how_many(reached: int, measured: int) -> str:
    if not reached:
        return str(_("None of %(num)d indicators has reached its target.", num=measured))
    return str(
        ngettext(
            "%(num)d of %(all)d indicators has reached its target.",
            "%(num)d of %(all)d indicators have reached their target.",
            reached,
            all=measured,
        )
    )


def _furthest(rows: Sequence[TargetRow], projects: Mapping[str, str]) -> list[str]:
    """By the median of its projects; nothing where that is at the target for all."""
    row = min(rows, key=lambda row: (row.median, row.code))
    if row.median >= 1:
        return []
    first, is_behind = row.indicators[0].project, row.median < 0
    named = {
        "indicator": name_of(row),
        "share": _share(row),
        "num": len(row.indicators),
        "project": projects.get(first, first),
    }
    if len(row.indicators) == 1:
        return [str(_ONE_BEHIND if is_behind else _ONE) % named]
    return [str(_MEDIAN_BEHIND if is_behind else _MEDIAN) % named]


def _share(row: TargetRow) -> str:
    return findings.percent(row.median)
