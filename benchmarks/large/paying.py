"""What is paid and spent: disbursements to projects, and their vouchers."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from benchmarks.large.plan import Plan, Row


def disbursements(plan: Plan, projects: Iterable[str]) -> Iterator[Row]:
    """In parts within what is surely matched, and some in advance of it, with the reason."""
    draw = plan.draw("disbursements")
    for number, project in enumerate(projects):
        for part in range(4):
            in_advance = part == 0 and draw.random() < 0.2
            paid_on = plan.first_day + timedelta(days=60 if in_advance else 420 + 60 * part)
            yield {
                "reference": f"D-{number}-{part}",
                "fund": "DONOR",
                "project": project,
                "paid_on": paid_on,
                "amount": Decimal(draw.randrange(2_000, 9_000 if in_advance else 4_000)).scaleb(-1),
                "paid_to": "Contractor",
                "bank_reference": f"B-{number}-{part}",
                "milestone": f"part {part + 1}",
                "override_reason": "advance for pipes" if in_advance else None,
            }


def expenditures(plan: Plan, projects: Iterable[str]) -> Iterator[Row]:
    draw = plan.draw("expenditures")
    for number, project in enumerate(projects):
        for part in range(10):
            yield {
                "reference": f"E-{number}-{part}",
                "project": project,
                "spent_on": plan.first_day + timedelta(days=250 + 45 * part),
                "amount": Decimal(draw.randrange(100_000, 3_000_000)).scaleb(-2),
                "currency": "TJS",
                "category": draw.choice(("works", "materials", "equipment", "labour")),
                "payee": f"Contractor {number % 50}",
                "invoice_no": f"INV-{number}-{part}",
                "fund": "DONOR" if part % 5 == 0 else None,
            }
