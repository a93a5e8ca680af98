"""A payment as it is typed, and what became of it."""

from core.database import transaction
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.views.money_pages import Site

PAYMENT = {
    "reference": "D-7",
    "fund": "F",
    "project": "W-1",
    "paid_on": "2026-04-10",
    "amount": "600",
    "paid_to": "The water committee",
    "milestone": "Start of works",
}
NEW = "/disbursements/new"


def confirmed(site: Site) -> None:
    """A second person confirms what was proposed last."""
    id = site.proposals()[-1].id
    assert id is not None
    transaction(site.engine, lambda writing: confirm(writing, id, by="bakhrom", at=p.TODAY))


def paid(site: Site) -> list[tuple[str, int]]:
    return sorted(p.rows(site.engine, "disbursement", "reference", "amount_minor"))
