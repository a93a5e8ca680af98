"""Re-matches and closings that a file tells of."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from core.money import AmountTooLarge, TooManyDecimals, exponent, to_minor
from core.programmes import Closing
from core.tables import table
from grants.importing.problems import RowProblem
from grants.importing.upload import Upload
from grants.models.funds import Fund
from grants.models.matches import Rematch

_QUARTER = re.compile(r"\d{4}-Q[1-4]", re.ASCII)

Grants = dict[tuple[str, str], tuple[int, int]]
"""(contribution, rule) to (granted, row number)."""


@dataclass(slots=True)
class RematchRow:
    """A re-match that the file tells of, with everything that it granted; amounts in the fund's currency."""

    fund: str
    booked_on: date
    given_seq: int | None
    number: int
    granted: Grants = field(default_factory=dict)
    seq: int = 0


@dataclass(slots=True)
class ClosingRow:
    quarter: str
    closed_on: date
    closed_by: str | None
    sha256: str | None
    given_seq: int | None
    number: int
    seq: int = 0


def check_rematches(session: Session, upload: Upload) -> list[RematchRow]:
    """The re-matches that the programme does not know yet: rows of one fund, day and place are one.

    Of several re-matches of a fund on one day the first are those that it knows.
    """
    found: dict[tuple[str, date, int], RematchRow] = {}
    for number, given in _rows(upload, "rematches"):
        fund, on, seq = given.get("fund"), given.get("booked_on"), given.get("seq")
        if fund is None or on is None:
            continue
        granted = _granted(upload, number, given)
        if granted is not None:
            rematch = found.setdefault((fund, on, seq or 0), RematchRow(fund, on, seq, number))
            rematch.granted[given["contribution"], given["rule"]] = (granted, number)
    known = _known_rematches(session, upload)
    new = []
    for (fund, on, _), rematch in sorted(found.items()):
        if known[fund, on]:
            known[fund, on] -= 1
        else:
            new.append(rematch)
    return new


def check_closings(session: Session, upload: Upload) -> list[ClosingRow]:
    """The closings that the programme does not know yet."""
    known = _known_closings(session, upload)
    closings: dict[str, ClosingRow] = {}
    for number, given in _rows(upload, "closings"):
        quarter = given.get("quarter")
        if quarter is None:
            continue
        if quarter in known:
            _compare_closing(upload, number, given, known[quarter])
        elif not _QUARTER.fullmatch(quarter):
            upload.refuse_cell("closings", number, "quarter", RowProblem.QUARTER_UNREADABLE, value=quarter)
        elif quarter in closings:
            upload.refuse_cell(
                "closings",
                number,
                "quarter",
                RowProblem.KEY_REPEATED,
                key=quarter,
                first=closings[quarter].number,
            )
        elif given.get("closed_on") is None:
            upload.refuse_cell("closings", number, "closed_on", RowProblem.NEEDED_WITH, because="quarter")
        else:
            closings[quarter] = ClosingRow(
                quarter,
                given["closed_on"],
                given.get("closed_by"),
                given.get("sha256"),
                given.get("seq"),
                number,
            )
    return list(closings.values())


def closed_quarters(session: Session, programme_id: int | None) -> set[str]:
    t = table(Closing).c
    query = sa.select(t.quarter).where(t.programme_id == programme_id)
    return set(session.execute(query).scalars())


def _granted(upload: Upload, number: int, given: dict[str, Any]) -> int | None:
    fund = upload.look_up("funds", given["fund"])
    for column, sheet in (("fund", "funds"), ("contribution", "contributions")):
        code = given.get(column)
        if code is not None and upload.look_up(sheet, code) is None:
            upload.refuse_cell(
                "rematches", number, column, RowProblem.CODE_UNKNOWN, code=code, of_sheet=sheet
            )
            return None
    if fund is None or any(given.get(name) is None for name in ("contribution", "rule", "granted")):
        return None
    currency = fund["currency"]
    try:
        return to_minor(given["granted"], currency)
    except TooManyDecimals:
        upload.refuse_cell(
            "rematches",
            number,
            "granted",
            RowProblem.TOO_MANY_DECIMALS,
            currency=currency,
            decimals=exponent(currency),
        )
    except AmountTooLarge:
        upload.refuse_cell("rematches", number, "granted", RowProblem.AMOUNT_TOO_LARGE)
    return None


def _known_rematches(session: Session, upload: Upload) -> Counter[tuple[str, date]]:
    if upload.programme_id is None:
        return Counter()
    t, fund = table(Rematch).c, table(Fund).c
    query = sa.select(fund.code, t.booked_on).where(
        t.fund_id == fund.id, t.programme_id == upload.programme_id
    )
    return Counter((code, on) for code, on in session.execute(query))


def _known_closings(session: Session, upload: Upload) -> dict[str, dict[str, Any]]:
    if upload.programme_id is None:
        return {}
    t = table(Closing).c
    query = sa.select(t.quarter, t.closed_on, t.closed_by, t.sha256)
    rows = session.execute(query.where(t.programme_id == upload.programme_id)).mappings()
    return {row["quarter"]: dict(row) for row in rows}


def _compare_closing(upload: Upload, number: int, given: dict[str, Any], known: dict[str, Any]) -> None:
    """A quarter is closed once, and what is said of it stands."""
    for column in ("closed_on", "closed_by", "sha256"):
        said, was = given.get(column), known[column]
        if said is not None and said != was:
            kind = RowProblem.MAY_NOT_CHANGE
            details = {"key": known["quarter"], "was": was or "", "now": said}
            upload.refuse_cell("closings", number, column, kind, **details)


def _rows(upload: Upload, name: str) -> list[tuple[int, dict[str, Any]]]:
    sheet = upload.sheets.get(name)
    if sheet is None:
        return []
    return [
        (number, dict(zip(sheet.columns, values, strict=True)))
        for number, values in zip(sheet.numbers, sheet.rows, strict=True)
    ]
