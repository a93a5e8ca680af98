"""How the cover looks: a title page, calm, with one table of figures."""

from collections.abc import Iterator
from dataclasses import replace

from reports.sheets.columns import Kind
from reports.sheets.looks import FAMILIES, FUNDS, INK, MOST_DECIMALS, MUTED, Look, number_format, quoted

_PLAIN = Look(is_ruled=False, is_flush=True, is_wrapped=True)

BAND, THIN_BAND = replace(_PLAIN, fill=FAMILIES), replace(_PLAIN, fill=FUNDS)
NOTHING = _PLAIN
KIND_OF_REPORT = replace(_PLAIN, size=12, colour=FAMILIES, is_bold=True)
TITLE = replace(_PLAIN, size=24, is_bold=True)
UNDER_TITLE = replace(_PLAIN, size=11, colour=MUTED)
PERIOD = replace(_PLAIN, size=14)
FINDING = replace(_PLAIN, size=12)
HEADING = Look(is_flush=True, size=11, colour=FAMILIES, is_bold=True)
FIGURES_OF = Look(is_flush=True, colour=MUTED)
COLUMN = Look(colour=MUTED, is_right=True)
FIGURE_NAME = Look(is_flush=True, size=11)
TERM = replace(_PLAIN, colour=MUTED, is_top=True)
TEXT = replace(_PLAIN, is_top=True)
SHEET = replace(_PLAIN, size=8, colour=FAMILIES, is_underlined=True, is_top=True)
ABOUT_SHEET = replace(TEXT, size=8)
"""There are many sheets, and one page."""


def figure(kind: Kind, decimals: int, is_strong: bool) -> Look:
    """Of a number: what is to date weighs more than what is in the span."""
    return Look(number_format(kind, decimals), INK, size=11, is_right=True, is_bold=is_strong)


def all_looks() -> Iterator[Look]:
    for look in (
        *(KIND_OF_REPORT, TITLE, UNDER_TITLE, PERIOD, FINDING),
        *(TERM, TEXT, ABOUT_SHEET, FIGURE_NAME, FIGURES_OF),
    ):
        yield from (look, quoted(look))
    yield from (BAND, THIN_BAND, NOTHING, HEADING, COLUMN, SHEET)
    for is_strong in (False, True):
        yield from (figure(kind, 0, is_strong) for kind in (Kind.COUNT, Kind.QUOTIENT))
        yield from (figure(Kind.MONEY, decimals, is_strong) for decimals in range(MOST_DECIMALS + 1))
