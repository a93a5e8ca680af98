"""For whom a report is: the whole programme, or one fund and the projects that it is in."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.flows import Flow, added


@dataclass(frozen=True, slots=True)
class Scope:
    """A fund's report shows its own matches, payments and share of spending, and all others by total only."""

    fund_id: int | None = None

    @property
    def is_whole(self) -> bool:
        return self.fund_id is None

    def owns(self, fund_id: int | None) -> bool:
        return self.fund_id is None or fund_id == self.fund_id

    def own(self, by_fund: Mapping[int, Flow]) -> Flow:
        return added(flow for fund_id, flow in by_fund.items() if self.owns(fund_id))

    def others(self, by_fund: Mapping[int, Flow]) -> Flow:
        return added(flow for fund_id, flow in by_fund.items() if not self.owns(fund_id))
