"""Which projects the fund of IOM pays by milestones, and by what shares of what it matches."""

from examples.making.days import on
from examples.making.milestones import Plan

_SHARES = ("0.3", "0.3", "0.2", "0.1")
WATER = Plan("FAK-WATER", "IOM", on("2021-03-31"), _SHARES)
SCHOOL = Plan("FAK-SCHOOL", "IOM", on("2020-10-30"), _SHARES)
PLANS = (WATER, SCHOOL, Plan("HIL-WATER", "IOM", on("2021-05-31"), _SHARES))
