"""Languages and formats: how numbers, money and dates look to the reader."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from flask import Flask
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale

from core.money import exponent, to_major

NOTHING = "–"
MINUS = "−"


def init_i18n(app: Flask) -> None:
    """Sentences from translations/, formats from Babel; templates get `locale()` and the filters below."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(app.root_path, "translations"))
    Babel(app)
    app.jinja_env.globals["locale"] = get_locale
    app.jinja_env.filters.update(money=money, minor=minor, day=day, moment=moment)


def money(amount: Decimal, currency: str) -> str:
    """An amount in major units with all decimals of its currency: 1,240.00 in English."""
    decimals = "0" * exponent(currency)
    formatted: str = format_decimal(amount, format=f"#,##0.{decimals}" if decimals else "#,##0")
    return formatted.replace("-", MINUS)


def minor(amount: int | None, currency: str) -> str:
    """An amount in minor units of its currency, in major units: 124000 TJS is 1,240.00."""
    return NOTHING if amount is None else money(to_major(amount, currency), currency)


def day(value: date | None) -> str:
    """14 Mar 2020."""
    return NOTHING if value is None else str(format_date(value, "d MMM y"))


def moment(value: datetime | None) -> str:
    """14 Mar 2020, 09:05, in the reader's time zone."""
    return NOTHING if value is None else str(format_datetime(value, "d MMM y, HH:mm"))
