"""The quarterly report as data: what the workbook, the pages and the charts show."""

from dataclasses import dataclass, field

from core.calendar import Span
from reports.figures.achievements import IndicatorRow
from reports.figures.communities import CommunityRow
from reports.figures.contributions import ContributionRow, PendingRow
from reports.figures.control import Control
from reports.figures.disbursements import DisbursementRow
from reports.figures.expenditures import ExpenditureRow
from reports.figures.funding import OtherFundingRow, ReceiptRow
from reports.figures.funds import FundRow
from reports.figures.matches import MatchRow
from reports.figures.milestones import MilestoneRow
from reports.figures.months import MonthRow
from reports.figures.places import PlaceRow
from reports.figures.projects import ProjectRow
from reports.figures.reviews import ReviewRow
from reports.figures.shares import SourceRow
from reports.figures.streams import StreamRow
from reports.figures.summary import MeasureRow
from reports.figures.unreconciled import UnreconciledRow
from reports.figures.variances import VarianceRow
from reports.queries.registry import ProgrammeRecord
from reports.seal import Seal


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """Of a programme, or of the fund with the code `fund`. Rows are in the order in which they are shown.

    `places` are those of `communities`, in their order. `seal` is there where the report was sealed.
    """

    programme: ProgrammeRecord
    span: Span
    fund: str | None
    summary: list[MeasureRow]
    communities: list[CommunityRow]
    projects: list[ProjectRow]
    sources: list[SourceRow]
    funds: list[FundRow]
    contributions: list[ContributionRow]
    pending: list[PendingRow]
    matches: list[MatchRow]
    disbursements: list[DisbursementRow]
    expenditures: list[ExpenditureRow]
    indicators: list[IndicatorRow]
    receipts: list[ReceiptRow]
    other_funding: list[OtherFundingRow]
    months: list[MonthRow]
    streams: list[StreamRow]
    places: list[PlaceRow]
    control: Control
    seal: Seal | None = None
    milestones: list[MilestoneRow] = field(default_factory=list)
    reviews: list[ReviewRow] = field(default_factory=list)
    variances: list[VarianceRow] = field(default_factory=list)
    unreconciled: list[UnreconciledRow] = field(default_factory=list)
