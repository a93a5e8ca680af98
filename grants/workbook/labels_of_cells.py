"""The sentences about cells: which column, what stands there, and what is expected instead."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.workbook.problems import ProblemKind

ABOUT_CELLS: dict[StrEnum, LazyString] = {
    ProblemKind.MERGED_CELLS: _l(
        "The cells %(range)s are merged and only the first holds the value. Unmerge and fill them."
    ),
    ProblemKind.FORMULA: _l("%(column)s: a formula stands where a fact belongs. Replace it by its value."),
    ProblemKind.ERROR_VALUE: _l(
        "%(column)s: an Excel error such as #REF! stands here. Replace it by the value."
    ),
    ProblemKind.VALUE_MISSING: _l("%(column)s: nothing is given. A value is required here."),
    ProblemKind.AMOUNT_AMBIGUOUS: _l(
        "%(column)s: %(found)s can be read in two ways. Expected: a number, or text like 1234.00."
    ),
    ProblemKind.AMOUNT_TOO_LONG: _l(
        "%(column)s: %(found)s has too many digits. Expected: at most 13 before the decimals."
    ),
    ProblemKind.AMOUNT_UNREADABLE: _l(
        "%(column)s: %(found)s is not an amount. Expected: a number like 1234.50, without currency."
    ),
    ProblemKind.DECIMAL_UNREADABLE: _l(
        "%(column)s: %(found)s is not a plain decimal. Expected: a number with a point, like 0.25."
    ),
    ProblemKind.INTEGER_UNREADABLE: _l(
        "%(column)s: %(found)s is not a whole number. Expected: at most nine digits, like 12."
    ),
    ProblemKind.DATE_NOT_ISO: _l(
        "%(column)s: %(found)s is not a clear date. Expected: an Excel date, or text like 2026-04-30."
    ),
    ProblemKind.DATE_IMPOSSIBLE: _l(
        "%(column)s: the day %(found)s does not exist. Expected: an Excel date, or text like 2026-04-30."
    ),
    ProblemKind.DATE_HAS_TIME: _l("%(column)s: %(found)s has a time of day. Expected: a date alone."),
    ProblemKind.DATE_OUT_OF_RANGE: _l(
        "%(column)s: %(found)s is out of range. Expected: a date in the years %(first)s to %(last)s."
    ),
    ProblemKind.DATE_IS_NUMBER: _l(
        "%(column)s: %(found)s is a number. Expected: an Excel date, or text like 2026-04-30."
    ),
    ProblemKind.MONTH_UNREADABLE: _l(
        "%(column)s: %(found)s is not a month. Expected: text like 2026-04, or an Excel date."
    ),
    ProblemKind.YES_NO_UNREADABLE: _l("%(column)s: %(found)s is neither yes nor no. Expected: yes or no."),
    ProblemKind.CHOICE_UNKNOWN: _l("%(column)s: %(found)s is not known here. Expected: one of %(choices)s."),
    ProblemKind.TIERS_UNREADABLE: _l(
        "%(column)s: %(found)s is not a list of tiers. Expected: ascending and from 0 on, like 0=2; 5000=1."
    ),
    ProblemKind.CURRENCY_UNREADABLE: _l(
        "%(column)s: %(found)s is not a currency code. Expected: three capitals, like TJS."
    ),
    ProblemKind.COUNTRY_UNREADABLE: _l(
        "%(column)s: %(found)s is not a country code. Expected: two capitals, like TJ."
    ),
    ProblemKind.SECTOR_UNREADABLE: _l(
        "%(column)s: %(found)s is not a sector code. Expected: five digits, like 14031."
    ),
    ProblemKind.CODE_TOO_LONG: _l(
        "%(column)s: %(found)s is too long. Expected: at most %(limit)s characters."
    ),
    ProblemKind.CODE_IS_DATE: _l(
        "%(column)s: Excel made the date %(found)s of a code. Format the cell as text and write it again."
    ),
    ProblemKind.CODE_DIGITS_LOST: _l(
        "%(column)s: Excel lost the last digits of %(found)s. Format the cell as text and write it again."
    ),
    ProblemKind.TEXT_TOO_LONG: _l(
        "%(column)s: the text %(found)s is too long. Expected: at most %(limit)s characters."
    ),
    ProblemKind.CHARACTERS_FORBIDDEN: _l(
        "%(column)s: %(found)s holds invisible or control characters. Write it again by hand."
    ),
}
