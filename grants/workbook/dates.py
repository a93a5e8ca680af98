"""Days and months of a cell: what Excel keeps as a date, or ISO text, since 03/04/2026 is two days."""

import re
from datetime import date, datetime, time

from grants.workbook.problems import ProblemKind
from grants.workbook.texts import unreadable

# Excel believes in a 29 February 1900, and small numbers shown as dates by mistake lie there too.
FIRST_YEAR, LAST_YEAR = 1901, 2200
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def read_date(value: object) -> date:
    if isinstance(value, str):
        value = _from_iso(value)
    if isinstance(value, datetime):
        if value.time() != time.min:
            raise unreadable(ProblemKind.DATE_HAS_TIME, value.isoformat(" "))
        value = value.date()
    if isinstance(value, date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise unreadable(ProblemKind.DATE_OUT_OF_RANGE, value, first=str(FIRST_YEAR), last=str(LAST_YEAR))
        return value
    raise unreadable(
        ProblemKind.DATE_IS_NUMBER if isinstance(value, int | float) else ProblemKind.DATE_NOT_ISO, value
    )


def read_month(value: object) -> str:
    """`2026-04`, or any day of the month that Excel made of it."""
    if isinstance(value, str):
        if month := _ISO_MONTH.fullmatch(value):
            if FIRST_YEAR <= int(month[1]) <= LAST_YEAR:
                return value
        elif _ISO_DATE.fullmatch(value):
            return f"{read_date(value):%Y-%m}"
    elif isinstance(value, date):
        return f"{read_date(value):%Y-%m}"
    raise unreadable(ProblemKind.MONTH_UNREADABLE, value)


def _from_iso(text: str) -> date:
    if not _ISO_DATE.fullmatch(text):
        raise unreadable(ProblemKind.DATE_NOT_ISO, text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise unreadable(ProblemKind.DATE_IMPOSSIBLE, text) from error
