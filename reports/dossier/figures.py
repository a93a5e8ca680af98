"""The figures of a dossier, which the script computes again from its rows: those of the project's page."""

from typing import Any

from sqlmodel import Session

from grants.showing.project_funders import funders_of
from grants.showing.project_money import Funded, money_of
from reports.dossier.asker import Asker

Figures = dict[str, Any]


def figures_of(session: Session, asker: Asker) -> Figures:
    """In minor units. Whoever sees some funds alone gets what these matched and paid, and nothing of all."""
    money = money_of(session, asker.project)
    own = funders_of(money, None if asker.sees_all else asker.reach).own
    funds = [_of_fund(funded) for funded in own]
    figures: Figures = {"currency": asker.project.currency, "funds": funds}
    if asker.sees_all:
        received = sum(partner.received for partner in money.partners)
        figures |= {
            "contributed": money.contributed,
            "in_kind": money.in_kind,
            "other_funding_agreed": sum(partner.agreed for partner in money.partners),
            "other_funding_received": received,
            "spent": money.spent,
        }
    return figures


def _of_fund(funded: Funded) -> Figures:
    return {
        "fund": funded.fund.code,
        "currency": funded.fund.currency,
        "matched": funded.matched,
        "matched_in_project_currency": funded.value,
        "paid": funded.paid,
    }
