"""Languages and formats: how numbers, money and dates look to the reader."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, format_decimal, get_locale

from core.money import exponent, to_major

NOTHING = "–"
MINUS = "−"


def init_i18n(app: Flask) -> None:
    """Sentences from translations/, formats from Babel; templates get `locale()` and the filters below."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(Path(app.root_path, "translations"))
    Babel(app, locale_selector=_locale_of_reader)
    app.jinja_env.globals["locale"] = get_locale
    app.jinja_env.filters.update(
        money=money, minor=minor, figure=figure, day=day, moment=moment, country=country
    )


def languages() -> dict[str, str]:
    """Those that the site has been translated into, by their code, each as its own speakers call it."""
    found = current_app.extensions["babel"].instance.list_translations()
    return {str(locale): str(locale.get_display_name()).capitalize() for locale in sorted(found, key=str)}


def _locale_of_reader() -> str | None:
    """The person's own choice, else what the browser asks for; None is English."""
    if not has_request_context():
        return None
    known, person = languages(), g.get("person")
    if person is not None and person.language in known:
        return _of_country(person.language)
    return _of_country(request.accept_languages.best_match(known))


def _of_country(language: str | None) -> str | None:
    """Guatemala writes its numbers with a point, as Spain does not."""
    here = g.get("here")
    return "es_GT" if language == "es" and here is not None and here.programme.country == "GT" else language


def money(amount: Decimal, currency: str) -> str:
    """An amount in major units with all decimals of its currency: 1,240.00 in English."""
    decimals = "0" * exponent(currency)
    formatted: str = format_decimal(amount, format=f"#,##0.{decimals}" if decimals else "#,##0")
    return formatted.replace("-", MINUS)


def minor(amount: int | None, currency: str) -> str:
    """An amount in minor units of its currency, in major units: 124000 TJS is 1,240.00."""
    return NOTHING if amount is None else money(to_major(amount, currency), currency)


def figure(text: str | None) -> str:
    """A decimal as the books write it, '1234.5', with all its decimals: 1,234.5 in English."""
    if text is None:
        return NOTHING
    decimals = "0" * len(text.partition(".")[2])
    formatted: str = format_decimal(Decimal(text), format=f"#,##0.{decimals}" if decimals else "#,##0")
    return formatted.replace("-", MINUS)


def country(code: str | None) -> str:
    """TJ is Tajikistan; a code that is none of a country's stays as it is."""
    if not code:
        return NOTHING
    return str(get_locale().territories.get(code, code))


def day(value: date | None) -> str:
    """14 Mar 2020."""
    return NOTHING if value is None else str(format_date(value, "d MMM y"))


def moment(value: datetime | None) -> str:
    """14 Mar 2020, 09:05, in the reader's time zone."""
    return NOTHING if value is None else str(format_datetime(value, "d MMM y, HH:mm"))
