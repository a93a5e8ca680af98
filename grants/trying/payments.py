"""Payments beyond what stands matched on their day: a workbook would have to give a reason for each."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from core.tables import table
from grants.models.funds import Fund
from grants.models.payments import Disbursement
from household_groups.models.projects import Project

Pair = tuple[str, str]
"""Fund and project, by code."""

Payment = tuple[date, str, int, bool]
"""Day, reference, minor units, and whether a reason is given why it may be more than what is matched."""


def payments_of(
    session: Session, programme_id: int, funds: Collection[str] | None
) -> dict[Pair, list[Payment]]:
    """Every payment and refund by fund and project, in the order of their days; of these funds, or of all."""
    t, fund, project = table(Disbursement).c, table(Fund).c, table(Project).c
    query = sa.select(
        fund.code, project.code, t.paid_on, t.reference, t.amount_minor, t.override_reason
    ).where(t.programme_id == programme_id, t.fund_id == fund.id, t.project_id == project.id)
    found: dict[Pair, list[Payment]] = defaultdict(list)
    for fund_code, project_code, paid_on, reference, minor, reason in session.execute(query):
        if funds is None or fund_code in funds:
            found[fund_code, project_code].append((paid_on, reference, minor, bool(reason)))
    return {pair: sorted(payments) for pair, payments in found.items()}


class PaymentsWatch:
    """What stood matched on which day in one of the two worlds, where anything is paid."""

    def __init__(self, payments: dict[Pair, list[Payment]]) -> None:
        self._payments = payments
        self._matched: dict[Pair, dict[date, int]] = {pair: defaultdict(int) for pair in payments}

    def entry(self, pair: Pair, net: int, booked_on: date) -> None:
        matched = self._matched.get(pair)
        if matched is not None:
            matched[booked_on] += net

    def beyond(self) -> Iterator[str]:
        """References of payments for which no reason is given; see grants/importing/after_booking.py."""
        for pair, payments in self._payments.items():
            paid = 0
            for paid_on, reference, minor, has_reason in payments:
                paid += minor
                if minor > 0 and not has_reason:
                    stood = sum(by for on, by in self._matched[pair].items() if on <= paid_on)
                    if paid > stood:
                        yield reference
