"""Filling in a form so that it could be taken."""

from itertools import count

from tests.abuse.forms import PageForm

_numbers = count(1)

_SENSIBLE = {
    "country": "TJ",
    "currency": "TJS",
    "sent_currency": "RUB",
    "origin_country": "RU",
    "host_country": "RU",
    "sector": "14031",
    "month": "2020-07",
    "units_per_usd": "10.1",
    "time_zone": "Asia/Dushanbe",
    "tiers": "",
    "ratio": "0.5",
    "priority": "9",
    "percent": "40",
}
_DAYS = ("_on", "_from", "_to", "_until")
_FIGURES = ("amount", "budget", "cost", "members", "women", "population", "target", "value", "baseline")


def filled(form: PageForm, text: str | None = None) -> PageForm:
    """Something sensible in each empty field; with `text` in those that take any."""
    for name in form.typed:
        is_empty = not "".join(form.values.get(name, []))
        if is_empty or (text is not None and _takes_any(name)):
            form = form.with_(name, text if text is not None and _takes_any(name) else _sensible(name))
    return form


def _takes_any(name: str) -> bool:
    return not (name in _SENSIBLE or name == "code" or name.endswith(_DAYS) or name.startswith(_FIGURES))


def _sensible(name: str) -> str:
    column = name.rpartition("-")[2]
    if column in _SENSIBLE:
        return _SENSIBLE[column]
    if column.endswith(_DAYS):
        return "2020-06-19"
    if column.startswith(_FIGURES):
        return "40"
    return f"NEW-{next(_numbers)}"
