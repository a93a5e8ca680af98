"""Doubts about a measurement as sentences."""

from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.web.i18n import day, figure
from grants.impact.doubts import Doubt, Found

_SENTENCES: dict[Doubt, LazyString] = {
    Doubt.NEGATIVE: _l("This is below 0."),
    Doubt.PARTS_BEYOND_WHOLE: _l("Women and men come to %(parts)s, which is more than %(value)s."),
    Doubt.BEYOND_HUNDRED: _l("This is more than 100 percent."),
    Doubt.PART_OF_A_PERSON: _l("People are counted in whole numbers."),
    Doubt.BEYOND_PROGRAMME: _l(
        "This is more than the %(population)s people who live in all communities of the programme."
    ),
    Doubt.BEYOND_COMMUNITY: _l("This is more than the %(population)s people who live in the community."),
    Doubt.LOWER: _l("This is less than the %(before)s of %(on)s."),
    Doubt.PARTS_BELOW_WHOLE: _l("Women and men come to %(parts)s, which is less than %(value)s."),
    Doubt.TEN_TIMES: _l("This is ten times the %(before)s of %(on)s, or more."),
    Doubt.HALVED: _l("This is less than half of the %(before)s of %(on)s."),
    Doubt.BEYOND_RANGE: _l("Small works have no more than %(most)s."),
    Doubt.A_HOUSEHOLD: _l(
        "This is %(each)s for each of the %(households)s households of the community; no more than %(most)s are "
        "expected."
    ),
    Doubt.COST: _l("By the budget each would cost %(each)s US dollars; %(least)s or more are expected."),
}


def in_words(found: Found) -> str:
    return str(_SENTENCES[found.doubt]) % {name: _said(value) for name, value in found.details.items()}


def _said(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return figure(format(value, "f"))
