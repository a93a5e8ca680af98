"""All sheets of the programme workbook, in the order in which they are imported and exported."""

from grants.workbook import (
    sheets_funding,
    sheets_history,
    sheets_life,
    sheets_money,
    sheets_paying,
    sheets_quarter,
    sheets_registry,
    sheets_review,
)
from grants.workbook.columns import Column, Kind, Sheet

__all__ = ["SHEETS", "Column", "Kind", "Sheet"]

SHEETS: dict[str, Sheet] = {
    sheet.name: sheet
    for sheet in (
        sheets_registry.PROGRAMMES,
        sheets_registry.COMMUNITIES,
        sheets_registry.GROUPS,
        sheets_registry.HOUSEHOLDS,
        sheets_registry.PROJECTS,
        sheets_registry.BUDGET_LINES,
        sheets_registry.PROGRESS,
        sheets_life.MEETINGS,
        sheets_life.CHOICES,
        sheets_life.STEPS_OF_PROJECTS,
        sheets_funding.FUNDS,
        sheets_funding.RECEIPTS,
        sheets_funding.RULES,
        sheets_paying.AGREEMENTS,
        sheets_funding.RATES,
        sheets_funding.OTHER_FUNDING,
        sheets_paying.MILESTONES,
        sheets_money.CONTRIBUTIONS,
        sheets_paying.CERTIFICATIONS,
        sheets_paying.TRANCHES,
        sheets_paying.STEPS,
        sheets_money.DISBURSEMENTS,
        sheets_money.EXPENDITURES,
        sheets_paying.BANK_LINES,
        sheets_review.VARIANCES,
        sheets_review.REVIEWS,
        sheets_review.CLAWBACKS,
        sheets_history.INDICATORS,
        sheets_history.MEASUREMENTS,
        sheets_life.REACHED,
        sheets_life.SERVICE_CHECKS,
        sheets_quarter.GRIEVANCES,
        sheets_quarter.STEPS_OF_GRIEVANCES,
        sheets_paying.DOCUMENTS,
        sheets_quarter.NARRATIVE,
        sheets_quarter.SIGNATURES,
        sheets_history.CHANGES,
        sheets_history.REVERSALS,
        sheets_history.REMATCHES,
        sheets_history.CLOSINGS,
    )
}
