"""The lines of `control`: what must be true between the sheets, each with the formulas that compute it again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any

from core.money import exponent
from household_groups.models.contributions import IN_KIND, ContributionKind, ContributionSource
from reports import labels
from reports.figures.control import Account, AccountKind
from reports.figures.sources import SourceKind
from reports.figures.summary import Measure, MeasureRow, Unit
from reports.report import QuarterlyReport
from reports.sheets import declared as d
from reports.sheets import formulas as f
from reports.sheets.cells import amount, decimal
from reports.sheets.columns import NUMBERS, Column, Kind, Sheet
from reports.sheets.rows import currencies

MONEY_KINDS = tuple(sorted(kind.value for kind in set(ContributionKind) - IN_KIND))
IN_KINDS = tuple(sorted(kind.value for kind in IN_KIND))


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers are written in major units, '' where there is none.

    `formulas` are by column. A closing that nothing else computes is opening + in - out.
    """

    account: str
    currency: str = ""
    opening: str = ""
    incoming: str = ""
    outgoing: str = ""
    closing: str = ""
    decimals: int = 0
    remark: str = ""
    formulas: Mapping[str, str] = field(default_factory=dict)
