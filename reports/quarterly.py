"""The quarterly report of a programme, or of one fund of it: everything that it shows, computed once."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session

from core.calendar import Span, quarter_of
from core.errors import Refusal
from core.exchange import Exchange, MissingRate
from core.programmes import Programme
from reports.figures import achievements as achieved
from reports.figures import control as controlled
from reports.figures.achievements import Achievements, IndicatorRow, achievements
from reports.figures.books import Books, ProjectLedger
from reports.figures.communities import CommunityRow, community_rows, community_totals
from reports.figures.contributions import ContributionRow, PendingRow, book_contributions
from reports.figures.control import Control
from reports.figures.disbursements import DisbursementRow, book_disbursements
from reports.figures.expenditures import ExpenditureRow, book_expenditures
from reports.figures.funding import OtherFundingRow, ReceiptRow, book_other_funding, book_receipts
from reports.figures.funds import FundRow, fund_rows
from reports.figures.matches import Answers, MatchRow, book_entries
from reports.figures.projects import ProjectRow, project_rows
from reports.figures.registry import Registry, load_registry
from reports.figures.reversals import book_reversals
from reports.figures.scope import Scope
from reports.figures.shares import SourceRow, source_rows
from reports.figures.summary import MeasureRow, summary_rows
from reports.figures.totals import combined, project_totals, shares_of
from reports.queries import giving, granting, journal, paying
from reports.queries import registry as registry_queries
from reports.queries.registry import ProgrammeRecord, find_programme
from reports.refusals import ReportRefusal


@dataclass(frozen=True, slots=True)
class QuarterlyReport:
    """What the workbook, the pages and the charts show. `fund` is the code of the fund it is about, None for all.

    Rows are in the order in which they are shown.
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
    control: Control
