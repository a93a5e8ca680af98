"""Whatever happens after a quarter is closed: as signed, and what the lines say, is what is known."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from core.calendar import parse_span
from grants.entering.entering import NotEntered
from tests.properties.sealed_reports import happens
from tests.reports.closing.books import LATER, QUARTER, book
from tests.reports.comparing.compared import check, compared

QUARTERS = ("2019-Q4", "2020-Q1", QUARTER)


@pytest.mark.parametrize("seed", [7, 18])
def test_whatever_happens_the_lines_add_up(closed_engine: Engine, seed: int) -> None:
    draw = random.Random(seed)
    for number in range(1, 13):
        happens(closed_engine, draw, number)
        _pays_late(closed_engine, draw, number)
    for quarter in QUARTERS:
        for fund in (None, "IOMDF", "JAMOAT"):
            check(compared(closed_engine, quarter, fund))
    assert compared(closed_engine).differing


def _pays_late(engine: Engine, draw: random.Random, number: int) -> None:
    """A payment, or a part of a contribution taken back, dated anywhere in the programme's time."""
    first = parse_span(QUARTERS[0]).starts_on
    day = (first + timedelta(days=draw.randrange((LATER.date() - first).days))).isoformat()
    paid = {"fund": draw.choice(["IOMDF", "JAMOAT"]), "project": "FAK-WATER", "paid_on": day, "amount": "3"}
    reversed_ = {"contribution": f"FAK-00{draw.randint(1, 8)}", "reversed_on": day, "amount": "2"}
    sheet, row = draw.choice(
        [
            ("disbursements", paid | {"reference": f"P-{number}", "override_reason": "It was urgent"}),
            ("reversals", reversed_ | {"reason": "Counted twice"}),
        ]
    )
    try:
        book(engine, sheet, row)
    except NotEntered:
        return  # before its contribution, or nothing is left of it
