"""What was won or lost on the way of a payment: what arrived, against its worth at the programme's rate."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.calendar import month_name
from core.exchange import Exchange, MissingRate
from grants.models.payments import Disbursement


@dataclass(frozen=True)
class Difference:
    """Minor units of `currency`, the one that arrived: above 0 a gain, below a loss."""

    currency: str
    minor: int
    expected_minor: int


def difference_of(payment: Disbursement, currency: str, exchange: Exchange) -> Difference | None:
    """arrived − convert(amount, from the fund's `currency` to the one that arrived, rate of the month of payment).

    Converted once and rounded half-even to whole minor units, as everywhere. None where nothing is known of the
    arrival, or a rate of that month is missing. Between equal currencies no rate is needed: what is missing is
    what banks took.
    """
    if payment.arrived_amount_minor is None:
        return None
    arrived = payment.arrived_currency or currency
    try:
        expected = exchange.convert(payment.amount_minor, currency, arrived, month_name(payment.paid_on))
    except MissingRate:
        return None
    return Difference(arrived, payment.arrived_amount_minor - expected, expected)


def together(payments: Iterable[tuple[Disbursement, str]], exchange: Exchange) -> list[Difference]:
    """Of payments with their funds' currencies: the sums of what arrived, currency by currency."""
    found: dict[str, Difference] = {}
    for payment, currency in payments:
        each = difference_of(payment, currency, exchange)
        if each is not None:
            so_far = found.get(each.currency, Difference(each.currency, 0, 0))
            found[each.currency] = Difference(
                each.currency, so_far.minor + each.minor, so_far.expected_minor + each.expected_minor
            )
    return [found[currency] for currency in sorted(found)]
