"""Languages and formats: how numbers, money and dates look to the reader."""

from decimal import Decimal
from pathlib import Path

from flask import Flask
from flask_babel import Babel, format_decimal, get_locale

from core.money import exponent, to_major


def init_i18n(app: Flask) -> None:
    """Sentences from translations/, formats from Babel; templates get `locale()`, `money` and `minor`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(app.root_path, "translations"))
    Babel(app)
    app.jinja_env.globals["locale"] = get_locale
    app.jinja_env.filters["money"] = money
    app.jinja_env.filters["minor"] = minor


def money(amount: Decimal, currency: str) -> str:
    """An amount in major units with all decimals of its currency: 1,240.00 in English."""
    decimals = "0" * exponent(currency)
    formatted: str = format_decimal(amount, format=f"#,##0.{decimals}" if decimals else "#,##0")
    return formatted


def minor(amount: int, currency: str) -> str:
    """An amount in minor units of its currency, in major units: 124000 TJS is 1,240.00."""
    return money(to_major(amount, currency), currency)
