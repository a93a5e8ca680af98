"""Which vouchers of a report were prefinanced: spent before the approval, or before anything was brought."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from grants.spending.attributing import attributed
from grants.spending.flags import flags_of
from grants.spending.sources import UNFUNDED
from reports.figures.books import Books, ProjectLedger
from reports.figures.expenditures import ExpenditureRow
from reports.figures.registry import is_approved
from reports.figures.totals import Shares


def flagged(
    books: Books,
    rows: Iterable[ExpenditureRow],
    ledgers: Mapping[int, ProjectLedger],
    shares: Mapping[int, Shares],
) -> list[ExpenditureRow]:
    """The rows with their flags, as the project stood at the end of the span."""
    unfunded = {
        voucher.reference
        for id, ledger in ledgers.items()
        if UNFUNDED in shares[id]
        for voucher, parts in attributed(ledger.brought, ledger.spending)
        if parts[0][0] == UNFUNDED and voucher.value
    }
    until = books.span.ends_on
    projects = {project.code: project for project in books.registry.projects.values()}
    found = []
    for row in rows:
        project = projects[row.project]
        approved_on = project.approved_on if is_approved(project, until) else None
        parts = [(UNFUNDED, row.value_minor)] if row.reference in unfunded else []
        flags = flags_of(row.spent_on, approved_on, project.starts_on, parts)
        found.append(replace(row, flags=";".join(flags)) if flags else row)
    return found
