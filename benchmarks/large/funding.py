"""Who answers: funds with their rules and receipts, rates, and what other partners give."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from benchmarks.large.plan import Plan, Row, project_code
from benchmarks.large.terms import Terms


def funds(plan: Plan, terms: Terms) -> Iterator[Row]:
    for code, currency, per_contribution in terms.funds:
        yield {
            "code": code,
            "programme": "LARGE",
            "name": f"{code.title()} fund",
            "donor": code.title(),
            "currency": currency,
            "budget": Decimal(per_contribution * plan.count),
            "opens_on": plan.first_day,
            "yearly_envelope": None if code == "STATE" else Decimal(per_contribution * plan.count),
            "year_starts_month": 7 if code == "DONOR" else 1,
        }


def receipts(plan: Plan, terms: Terms) -> Iterator[Row]:
    for fund in funds(plan, terms):
        for part in range(4):
            yield {
                "reference": f"{fund['code']}-{part}",
                "fund": fund["code"],
                "received_on": plan.first_day + timedelta(days=180 * part),
                "amount": Decimal(str(fund["budget"])) / 4,
            }


def rules(plan: Plan, terms: Terms) -> Iterator[Row]:
    columns = dict.fromkeys(name for rule in terms.rules for name in rule)
    for rule in terms.rules:
        yield {**columns, **rule, "version": 1, "effective_from": plan.first_day}


def rates(plan: Plan) -> Iterator[Row]:
    draw = plan.draw("rates")
    for currency, units in (("RUB", 90.0), ("TJS", 10.9)):
        for month in range(27):
            units *= draw.uniform(0.98, 1.02)
            years, index = divmod(plan.first_day.month - 1 + month, 12)
            yield {
                "currency": currency,
                "month": f"{plan.first_day.year + years}-{1 + index:02}",
                "units_per_usd": Decimal(f"{units:.4f}"),
                "source": "invented",
            }


def other_funding(plan: Plan) -> Iterator[Row]:
    draw = plan.draw("other_funding")
    for number in range(0, plan.project_count, 3):
        yield {
            "reference": f"O-{number}",
            "project": project_code(number),
            "partner": f"Jamoat {number % 40}",
            "partner_type": "local_government",
            "agreed_on": plan.first_day + timedelta(days=draw.randrange(300)),
            "amount": Decimal(draw.randrange(10, 400) * 100),
            "currency": "TJS",
        }
