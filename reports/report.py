"""The quarterly report as data: what the workbook, the pages and the charts show."""

from dataclasses import dataclass, field

from core.calendar import Span
from reports.equity.figures import EquityRow, GroupRow
from reports.figures.achievements import IndicatorRow
from reports.figures.communities import CommunityRow
from reports.figures.contributions import ContributionRow, PendingRow
from reports.figures.control import Control
from reports.figures.disbursements import DisbursementRow
from reports.figures.expenditures import ExpenditureRow
from reports.figures.funding import OtherFundingRow, ReceiptRow
from reports.figures.funds import FundRow
from reports.figures.grievances import GrievanceRow
from reports.figures.impact import ImpactRow
from reports.figures.matches import MatchRow
from reports.figures.milestones import MilestoneRow
from reports.figures.months import MonthRow
from reports.figures.places import PlaceRow
from reports.figures.projects import ProjectRow
from reports.figures.reached import ReachedRow
from reports.figures.reviews import ReviewRow
from reports.figures.service import ServiceRow
from reports.figures.shares import SourceRow
from reports.figures.streams import StreamRow
from reports.figures.summary import MeasureRow
from reports.figures.unreconciled import UnreconciledRow
from reports.figures.variances import VarianceRow
from reports.narrating.told import NarrativeRow
from reports.queries.registry import ProgrammeRecord
from reports.seal import Seal
from reports.signing.certification import CertificationRow


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """Of a programme, or of the fund with the code `fund`. Rows are in the order in which they are shown.

    `places` are those of `communities`, in their order. `seal` is there where the report was sealed.
    `narrative` is what is told of the programme; `certification` is empty in a fund's report that is not sealed.
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
    narrative: list[NarrativeRow] = field(default_factory=list)
    certification: list[CertificationRow] = field(default_factory=list)
    impact: list[ImpactRow] = field(default_factory=list)
    reached: list[ReachedRow] = field(default_factory=list)
    service: list[ServiceRow] = field(default_factory=list)
    grievances: list[GrievanceRow] = field(default_factory=list)
    equity: list[EquityRow] = field(default_factory=list)
    groups: list[GroupRow] = field(default_factory=list)
