"""What each source paid of the vouchers of a project, before a span and in it."""

from collections import defaultdict
from collections.abc import Iterable

from grants.spending.attributing import Brought, Spending, attributed
from grants.spending.sources import Source
from reports.figures.flows import Flow


def share_spending(brought: Brought, spending: Iterable[Spending]) -> dict[Source, Flow]:
    """By source; see `attributed()` for how a voucher is split."""
    shares: defaultdict[Source, Flow] = defaultdict(Flow)
    for voucher, parts in attributed(brought, spending):
        for source, part in parts:
            shares[source].book(part, voucher.is_before)
    return dict(shares)
