"""Who brings how much of what the projects have, and what most of it is for, in two sentences."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l

from core.money import largest_remainder
from household_groups.sectors import sector_name
from reports.charts import findings
from reports.charts.flow.way import Way
from reports.figures.streams import Origin, StreamRow
from reports.report import QuarterlyReport

_ALL = _l("Families brought all of the %(amount)s for projects.")
_BOTH = _l("Of %(amount)s for projects, families brought %(families)s and funds %(funds)s.")
_WITH_OTHERS = _l(
    "Of %(amount)s for projects, families brought %(families)s, funds %(funds)s and others %(others)s."
)
_ONE_FUND_BOTH = _l(
    "Of %(amount)s for projects, families brought %(families)s and the fund %(fund)s %(funds)s."
)
_ONE_FUND_WITH_OTHERS = _l(
    "Of %(amount)s for projects, families brought %(families)s, the fund %(fund)s %(funds)s and others %(others)s."
)
_ONLY_FOR = _l("All of it is for one sector: %(sector)s.")
_MOST_FOR = _l("The largest part, %(share)s, is for one sector: %(sector)s.")


def who_brings(report: QuarterlyReport, way: Way) -> str:
    """In the report of one fund, all other funds are others."""
    rows = [row for row in report.streams if row.minor > 0]
    families = sum(row.minor for row in rows if row.spring.origin < Origin.FUND)
    funds = sum(row.minor for row in rows if _is_of_funds(row, report.fund))
    amount = sum(row.minor for row in rows)
    others = amount - families - funds
    known = {
        "amount": findings.whole(amount, report.programme.currency),
        "fund": report.fund,
        **dict(zip(("families", "funds", "others"), _percents(families, funds, others), strict=True)),
    }
    if families == amount:
        words = _ALL
    elif report.fund is None:
        words = _WITH_OTHERS if others else _BOTH
    else:
        words = _ONE_FUND_WITH_OTHERS if others else _ONE_FUND_BOTH
    return f"{str(words) % known} {_for_what(way)}"


def _is_of_funds(row: StreamRow, fund: str | None) -> bool:
    return row.spring.origin is Origin.FUND and fund in (None, row.spring.code)


def _percents(*parts: int) -> list[str]:
    """Whole ones that add up to 100; of what that would make nothing of, its own."""
    whole = sum(parts)
    return [
        findings.percent(Decimal(percent) / 100 if percent else Decimal(part) / whole)
        for part, percent in zip(parts, largest_remainder(100, list(parts)), strict=True)
    ]


def _for_what(way: Way) -> str:
    sectors = way.column(1)
    largest = max(sectors, key=lambda stop: (bool(stop.code), sectors[stop]))
    share = findings.percent(Decimal(sectors[largest]) / way.whole)
    return str(_ONLY_FOR if len(sectors) == 1 else _MOST_FOR) % {
        "share": share,
        "sector": sector_name(largest.code),
    }
