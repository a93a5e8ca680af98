"""Whether works keep up with the money: the two figures of each project, and what they say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from reports.charts import findings
from reports.figures.projects import ProjectRow

AHEAD = 15
"""Points of percent by which money may be ahead of the works; an advance for materials stays below it."""

_ONE_AHEAD = _l("In %(project)s money runs ahead of the works: %(money)s is spent, %(works)s is built.")
_ONE_KEEPS_UP = _l("In %(project)s works keep up with the money: %(works)s is built, %(money)s is spent.")
_ALL_KEEP_UP = _l("Works keep up with the money in all %(num)d projects compared.")
_FURTHEST = _l("The furthest is %(project)s: %(money)s is spent, %(works)s is built.")


@dataclass(frozen=True, slots=True)
class Pair:
    """A project with both figures, in percent."""

    project: ProjectRow
    works: Decimal
    money: Decimal

    @property
    def is_ahead(self) -> bool:
        return self.points > AHEAD

    @property
    def points(self) -> Decimal:
        return self.money - self.works


def is_comparable(row: ProjectRow) -> bool:
    return row.physical_progress is not None and row.financial_progress is not None


def pairs_of(projects: Iterable[ProjectRow]) -> list[Pair]:
    """Of those with both figures; where money is furthest ahead comes first."""
    pairs = [
        Pair(row, row.physical_progress, row.financial_progress * 100)
        for row in projects
        if row.physical_progress is not None and row.financial_progress is not None
    ]
    return sorted(pairs, key=lambda pair: (-pair.points, pair.project.code))


def pace(compared: Sequence[Pair]) -> str:
    """Of pairs in their order, at least one."""
    ahead, first = sum(pair.is_ahead for pair in compared), compared[0]
    named = {
        "project": first.project.name,
        "money": findings.percent(first.money / 100),
        "works": findings.percent(first.works / 100),
    }
    if len(compared) == 1:
        return str(_ONE_AHEAD if ahead else _ONE_KEEPS_UP) % named
    if not ahead:
        return str(_ALL_KEEP_UP) % {"num": len(compared)}
    many = ngettext(
        "In %(num)d of %(all)d projects money runs ahead of the works.",
        "In %(num)d of %(all)d projects money runs ahead of the works.",
        ahead,
        all=len(compared),
    )
    return f"{many} {str(_FURTHEST) % named}"
