"""The altered world made the long way: the workbook edited by hand and imported into an empty database."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from openpyxl import load_workbook
from pydantic_core import to_json
from sqlmodel import Session, select

from core.database import session, snapshot
from core.money import to_major
from core.programmes import Programme
from grants.exporting.export import export_workbook
from grants.ledger import events as ev
from grants.ledger.applying import Booked
from grants.trying.alterations import Alteration, How
from grants.trying.altering import alter
from grants.trying.replaying import replay
from tests.grants.in_parts import with_all_sheets
from tests.grants.programme import Row, Sheets, take
from tests.oracle.programmes import random_programme, with_rematches

Entries = list[tuple[Any, ...]]


def random_world(seed: int) -> Sheets:
    """A random programme with re-matches, whose quarters were closed one after the other."""
    sheets = with_rematches(random_programme(seed, 30), seed)
    return sheets | {"closings": with_all_sheets(sheets)["closings"]}


def programme_of(reading: Session) -> Programme:
    return reading.exec(select(Programme)).one()


def replayed(
    engine: sa.Engine, asked: Sequence[Alteration]
) -> tuple[Entries, dict[tuple[str, ...], int], list[Row]]:
    """Every entry as `tests.grants.programme.entries` reads it, the balances, and the rows of `rematches`."""
    entries: Entries = []
    rematches: list[Row] = []
    with snapshot(engine) as reading:
        programme = programme_of(reading)
        assert programme.id is not None
        found = replay(reading, programme.id, alter(reading, programme, asked))
        for booked in found.booked:
            entries += _entries(booked)
            if isinstance(booked.event, ev.FundRematched):
                rematches += _rematch_rows(booked.event, booked)
        balances = {tuple(key): minor for key, minor in found.books.balances.items() if minor}
    return entries, balances, rematches


def _entries(booked: Booked) -> Entries:
    return [
        (
            *(entry.contribution.reference, entry.rule.code, entry.rule.version, entry.seq, entry.line),
            *("release" if entry.of else "grant", entry.of.seq if entry.of else None),
            *(entry.of.line if entry.of else None, entry.counted, entry.base, entry.reversed, entry.desired),
            *(entry.granted, entry.released, entry.reason.value, entry.booked_on, booked.counted_on),
            to_json(entry.steps).decode(),
        )
        for entry in booked.entries
    ]


def _rematch_rows(event: ev.FundRematched, booked: Booked) -> list[Row]:
    return [
        {
            "fund": event.fund,
            "booked_on": event.on,
            "contribution": entry.contribution.reference,
            "rule": entry.rule.code,
            "version": entry.rule.version,
            "granted": to_major(entry.granted, entry.rule.fund.currency),
            "seq": event.seq,
        }
        for entry in booked.entries
    ]


def sheets_of(engine: sa.Engine, folder: Path) -> Sheets:
    """What is exported, without its HXL row."""
    path = folder / "exported.xlsx"
    with session(engine) as reading:
        export_workbook(reading, programme_of(reading).code, path)
    sheets: Sheets = {}
    book = load_workbook(path, data_only=True)
    for sheet in book:
        columns, _, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(columns, row, strict=True)) for row in rows]
    book.close()
    return sheets


def edited(sheets: Sheets, asked: Sequence[Alteration], rematches: list[Row]) -> Sheets:
    """What a person would edit: the cells, what re-matches grant, reasons to pay; changes of altered facts go."""
    sheets = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    for each in asked:
        _edit(sheets, each)
    sheets["rematches"] = rematches
    for payment in sheets["disbursements"]:
        payment["override_reason"] = payment["override_reason"] or "As it was paid"
    return sheets


def _edit(sheets: Sheets, each: Alteration) -> None:
    names = {"rules": ("code", "version"), "funds": ("code",), "rates": ("currency", "month")}[each.sheet]
    rows = [row for row in sheets[each.sheet] if tuple(str(row[name]) for name in names) == each.key]
    cells = {name: text or None for name, text in each.cells.items()}
    if each.how is How.ADD:
        sheets["rules"].append(
            {**dict.fromkeys(sheets["rules"][0]), **dict(zip(names, each.key, strict=True)), **cells}
        )
    elif each.how is How.LEAVE_OUT:
        sheets["rules"].remove(rows[0])
        gone = each.key[0], int(each.key[1])
        sheets["agreements"] = [row for row in sheets["agreements"] if (row["rule"], row["version"]) != gone]
    else:
        rows[0].update(cells)
        if each.sheet == "funds":
            sheets["changes"] = [
                row
                for row in sheets["changes"]
                if not (row["sheet"] == "funds" and row["code"] == each.key[0] and row["column"] in cells)
            ]


def import_altered(engine: sa.Engine, folder: Path, sheets: Sheets) -> None:
    result = take(engine, folder, sheets)
    assert result.problems == [], [(it.sheet, it.cell, it.kind, it.details) for it in result.problems]
