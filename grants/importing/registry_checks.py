"""What must hold of programmes, communities, groups, households, projects and what is told of them."""

from decimal import Decimal
from zoneinfo import available_timezones

from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload

_NOT_YET_APPROVED = frozenset({None, "proposed", "cancelled"})


def check_programmes(upload: Upload) -> None:
    for row in upload.of("programmes"):
        if row.content["time_zone"] not in available_timezones():
            upload.refuse(row, "time_zone", RowProblem.TIME_ZONE_UNKNOWN, value=row.content["time_zone"])
        check_order(upload, row, "starts_on", "ends_on")
        check_not_negative(upload, row, "reversal_limit")


def check_communities(upload: Upload) -> None:
    for row in upload.of("communities"):
        check_not_negative(upload, row, "population", "households")
        for column, limit in (("latitude", 90), ("longitude", 180)):
            value = row.content[column]
            if value is not None and abs(Decimal(value)) > limit:
                upload.refuse(row, column, RowProblem.OUT_OF_RANGE, least=-limit, most=limit)


def check_groups(upload: Upload) -> None:
    for row in upload.of("groups"):
        check_not_negative(upload, row, "members", "women")
        members, women = row.content["members"], row.content["women"]
        if members is not None and women is not None and women > members:
            upload.refuse(row, "women", RowProblem.OUT_OF_RANGE, least=0, most=members)


def check_households(upload: Upload) -> None:
    for row in upload.of("households"):
        check_not_negative(upload, row, "migrants_abroad")


def check_projects(upload: Upload) -> None:
    for row in upload.of("projects"):
        check_not_negative(upload, row, "budget", "final_cost")
        content = row.content
        if content["status"] not in _NOT_YET_APPROVED:
            _need(upload, row, "approved_on", "status")
        if content["status"] == "cancelled":
            _need(upload, row, "settled_on", "status")
            if content["final_cost"]:
                upload.refuse(row, "final_cost", RowProblem.CANCELLED_COSTS_NOTHING)
        if content["settled_on"] is not None and row.is_sound:
            _need(upload, row, "final_cost", "settled_on")
        if content["final_cost"] is not None and content["settled_on"] is None:
            upload.refuse(row, "final_cost", RowProblem.FINAL_COST_WITHOUT_DATE)
        check_order(upload, row, "starts_on", "ends_on")
        check_order(upload, row, "approved_on", "settled_on")


def check_budget_lines(upload: Upload) -> None:
    for row in upload.of("budget_lines"):
        check_not_negative(upload, row, "amount")


def check_progress(upload: Upload) -> None:
    for row in upload.of("progress"):
        for column in ("planned", "actual"):
            value = row.content[column]
            if value is not None and not 0 <= Decimal(value) <= 100:
                upload.refuse(row, column, RowProblem.OUT_OF_RANGE, least=0, most=100)


def check_not_negative(upload: Upload, row: Row, *columns: str) -> None:
    for column in columns:
        value = row.content[column]
        if value is not None and value < 0:
            upload.refuse(row, column, RowProblem.NEGATIVE)


def check_positive(upload: Upload, row: Row, *columns: str) -> None:
    for column in columns:
        value = row.content[column]
        if value is not None and value <= 0:
            upload.refuse(row, column, RowProblem.NOT_POSITIVE)


def _need(upload: Upload, row: Row, column: str, because: str) -> None:
    if row.content[column] is None:
        upload.refuse(row, column, RowProblem.NEEDED_WITH, because=because)


def check_order(upload: Upload, row: Row, first: str, second: str) -> None:
    start, end = row.content[first], row.content[second]
    if start is not None and end is not None and end < start:
        upload.refuse(row, second, RowProblem.DATE_BEFORE, earlier=first, date=start)
