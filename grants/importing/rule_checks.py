"""What must hold of rule versions, one by one, within their code, and within their joint scheme."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import combinations

import sqlalchemy as sa
from sqlmodel import Session

from core.money import TooManyDecimals, exponent, to_minor
from core.tables import table
from grants.importing.problems import RowProblem
from grants.importing.registry_checks import check_not_negative, check_order
from grants.importing.upload import Row, Upload
from grants.workbook.columns import Kind
from grants.workbook.mapping import MAPPED, Content
from household_groups.models.contributions import Contribution

_NOT_NEGATIVE = (
    *(column.name for column in MAPPED["rules"].columns if column.kind is Kind.AMOUNT),
    *("group_min_members", "group_min_days", "record_within_days"),
)
_SHARES = ("in_kind_limit_share", "counted_min_share", "match_share_of_cost")


def check_rules(upload: Upload) -> None:
    for row in upload.of("rules"):
        _check_terms(upload, row)
    versions = _all_versions(upload)
    for of_code in _grouped(versions, "code"):
        for (row, one), (_, other) in _pairs(of_code):
            _check_same_code(upload, row, one, other)
    for of_scheme in _grouped(versions, "joint"):
        for (row, one), (_, other) in _pairs(of_scheme):
            if one["code"] != other["code"] and one["fund"] == other["fund"] and _overlap(one, other):
                upload.refuse(
                    row,
                    "joint",
                    RowProblem.TWO_RULES_IN_SCHEME,
                    scheme=one["joint"],
                    other=other["code"],
                    fund=one["fund"],
                )


def check_reaching_back(session: Session, upload: Upload) -> None:
    """Terms are never retroactive: no version may cover a day on which something was decided without it."""
    if not (upload.last_seq and upload.of("rules")):
        return
    last = last_decided_day(session, upload.programme_id)
    for row in upload.sound("rules") if last is not None else ():
        if row.is_new and row.content["effective_from"] <= last:
            upload.refuse(row, "effective_from", RowProblem.REACHES_BACK, date=last)
        if "effective_to" in row.changed and row.content["effective_to"] < last:
            upload.refuse(row, "effective_to", RowProblem.REACHES_BACK, date=last)


def last_decided_day(session: Session, programme_id: int | None) -> date | None:
    """The latest day on which a contribution was received that is decided on; None before the first."""
    t = table(Contribution).c
    query = sa.select(sa.func.max(t.received_on)).where(
        t.programme_id == programme_id, t.verified_seq.is_not(None)
    )
    last: date | None = session.execute(query).scalar_one()
    return last


def _check_terms(upload: Upload, row: Row) -> None:
    content = row.content
    if (content["ratio"] is None) == (content["tiers"] is None):
        upload.refuse(row, "ratio" if content["ratio"] else "tiers", RowProblem.RATIO_OR_TIERS)
    check_order(upload, row, "effective_from", "effective_to")
    check_not_negative(upload, row, *_NOT_NEGATIVE)
    for column in ("ratio", "in_kind_weight", *_SHARES):
        value = content[column]
        if value is not None and Decimal(value) < 0:
            upload.refuse(row, column, RowProblem.NEGATIVE)
    for column in _SHARES:
        value = content[column]
        if value is not None and Decimal(value) > 1:
            upload.refuse(row, column, RowProblem.OUT_OF_RANGE, least=0, most=1)
    _check_tiers(upload, row)


def _check_tiers(upload: Upload, row: Row) -> None:
    """Breakpoints are amounts of the fund's currency."""
    fund = upload.look_up("funds", row.content["fund"])
    if row.content["tiers"] is None or fund is None or fund["currency"] is None:
        return
    for tier in row.content["tiers"].split(";"):
        start, rate = tier.split("=")
        try:
            to_minor(Decimal(start), fund["currency"])
        except TooManyDecimals:
            currency = fund["currency"]
            upload.refuse(
                row, "tiers", RowProblem.TOO_MANY_DECIMALS, currency=currency, decimals=exponent(currency)
            )
        if Decimal(rate) < 0:
            upload.refuse(row, "tiers", RowProblem.NEGATIVE)


def _all_versions(upload: Upload) -> list[tuple[Row | None, Content]]:
    """Those of the file, then those that only the programme has."""
    in_file = upload.by_key.get("rules", {})
    known = upload.known.get("rules", {})
    return [
        *((row, row.content) for row in in_file.values() if row.content["effective_from"] is not None),
        *((None, known[key].content) for key in known if key not in in_file),
    ]


def _grouped(
    versions: list[tuple[Row | None, Content]], column: str
) -> list[list[tuple[Row | None, Content]]]:
    groups: dict[str, list[tuple[Row | None, Content]]] = defaultdict(list)
    for version in versions:
        if version[1][column] is not None:
            groups[version[1][column]].append(version)
    return list(groups.values())


def _pairs(
    versions: list[tuple[Row | None, Content]],
) -> list[tuple[tuple[Row, Content], tuple[Row | None, Content]]]:
    """Every two versions of which at least one is in the file; the later row of the file first."""
    pairs = []
    for (first, one), (second, other) in combinations(versions, 2):
        if second is not None:
            pairs.append(((second, other), (first, one)))
        elif first is not None:
            pairs.append(((first, one), (second, other)))
    return pairs


def _check_same_code(upload: Upload, row: Row, one: Content, other: Content) -> None:
    if one["fund"] != other["fund"]:
        upload.refuse(row, "fund", RowProblem.VERSION_OF_OTHER_FUND, code=one["code"], fund=other["fund"])
    if one["joint"] != other["joint"]:
        upload.refuse(row, "joint", RowProblem.VERSION_OF_OTHER_SCHEME, code=one["code"])
    if _overlap(one, other):
        upload.refuse(
            row, "effective_from", RowProblem.VERSIONS_OVERLAP, code=one["code"], version=other["version"]
        )


def _overlap(one: Content, other: Content) -> bool:
    return _starts_within(one, other) or _starts_within(other, one)


def _starts_within(one: Content, other: Content) -> bool:
    ends_on = other["effective_to"]
    starts_on = one["effective_from"]
    return bool(other["effective_from"] <= starts_on and (ends_on is None or starts_on <= ends_on))
