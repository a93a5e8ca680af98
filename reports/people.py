"""Reports for who may not see people: those who were paid stand by their initials, as on the pages.

A fund's report is made so. The programme's own names them, and a donor of the whole programme may ask for it.
"""

from dataclasses import replace

from core.roles import Action
from core.web.access import Here
from grants.reviewing.payees import shown_payee
from reports.report import QuarterlyReport


def shows_people(at: Here, fund: str | None) -> bool:
    """Whether the report may be handed to the person as it is."""
    return fund is not None or at.may(Action.SEE_HOUSEHOLDS)


def without_people(report: QuarterlyReport) -> QuarterlyReport:
    return replace(
        report,
        expenditures=[replace(row, payee=_initials(row.payee)) for row in report.expenditures],
        reviews=[replace(row, payee=_initials(row.payee)) for row in report.reviews],
        unreconciled=[replace(row, party=_initials(row.party)) for row in report.unreconciled],
    )


def _initials(name: str | None) -> str | None:
    return shown_payee(name, may_see_people=False) or None
