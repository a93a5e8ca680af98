"""An amount as it was typed into a form."""

from typing import Any

from flask_babel import gettext as _

from core.amounts import UnreadableAmount, read_amount_text
from core.money import AmountTooLarge, TooManyDecimals, to_minor


def amount_in(field: Any, currency: str) -> int | None:
    """In minor units, above 0; None with what is wrong said beside the field."""
    try:
        minor = to_minor(read_amount_text(field.data or ""), currency)
    except UnreadableAmount:
        field.errors = [_("This is no amount. Write it like 1234.50 or 1 234,50.")]
        return None
    except (TooManyDecimals, AmountTooLarge):
        field.errors = [_("%(currency)s has no such amount. Look at its decimals.", currency=currency)]
        return None
    if minor <= 0:
        field.errors = [_("An amount above 0 is expected.")]
        return None
    return minor
