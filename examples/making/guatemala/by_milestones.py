"""Which schemes the fund of the absent neighbours pays by milestones, and by what shares of what it matches."""

from datetime import date

from examples.making.milestones import Plan

HOMES = Plan("HUI-1", "AUSENTES", date(2021, 4, 30), ("0.4", "0.3", "0.2"))
PLANS = (HOMES, Plan("JAC-2", "AUSENTES", date(2021, 6, 30), ("0.5", "0.4")))
