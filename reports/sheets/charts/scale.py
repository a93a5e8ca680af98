"""In which unit an axis counts amounts, so that its numbers stay short, and where it starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from core.money import exponent
from reports.sheets.charts.ranges import Table
from reports.sheets.looks import amount_format

_LONGEST = 10_000_000
"""From here on amounts are counted in millions, and from a thousand times this in thousands of millions."""
_SHORTEST = 10
"""Below it an axis needs the decimals of the currency."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`unit` is that of the numbers as `number_format` shows them; what is None, the program chooses."""

    unit: str
    number_format: str
    start: int | None
    end: int | None = None
    step: float | None = None


def scale_of(table: Table, *columns: str) -> Scale:
    """Of amounts in the programme's currency. Bars start at 0, unless more was taken back than given."""
    amounts = [Decimal(plain) for column in columns for plain in table.plain(column)]
    unit, number_format = _unit(amounts, table.currency)
    return Scale(unit, number_format, start=None if min(amounts) < 0 else 0)


def _unit(amounts: Sequence[Decimal], currency: str) -> tuple[str, str]:
    largest = max(map(abs, amounts))
    if largest >= 1000 * _LONGEST:
        return str(_l("thousand million %(currency)s")) % {"currency": currency}, "#,##0,,,"
    if largest >= _LONGEST:
        return str(_l("million %(currency)s")) % {"currency": currency}, "#,##0,,"
    return currency, amount_format(0 if largest >= _SHORTEST else exponent(currency))
