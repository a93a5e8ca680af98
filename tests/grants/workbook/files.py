"""Workbook files for tests: ordinary ones by openpyxl, and others that Excel would never write."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from openpyxl import Workbook

from grants.workbook.problems import Problem
from grants.workbook.reading import Reading

ROOT = Path(__file__).parents[3]
HEADER = ["reference", "project", "group", "received_on", "amount", "currency", "kind", "status"]
ROW = ["C-1", "P-1", "G-1", "2026-04-30", 100, "TJS", "cash", "recorded"]

CONTENT_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="{target}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>"""
WORKBOOK = """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="contributions" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def write_book(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """A workbook with these rows; `contributions=[HEADER, ROW]` is a good one."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A workbook whose one sheet is `contributions`, with these parts added or in place of its own."""
    own = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS.format(target="xl/workbook.xml", kind="officeDocument"),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS.format(target="worksheets/sheet1.xml", kind="worksheet"),
        "xl/worksheets/sheet1.xml": SHEET.format(rows(HEADER, ROW)),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (own | dict(parts)).items():
            archive.writestr(name, content)
    return path


def write_sheet(path: Path, inside: str) -> Path:
    return write_parts(path, {"xl/worksheets/sheet1.xml": SHEET.format(inside)})


def rows(*lines: Sequence[object]) -> str:
    """The lines as sheet data, all cells as text."""
    return (
        f"<sheetData>{''.join(row(number, line) for number, line in enumerate(lines, start=1))}</sheetData>"
    )


def row(number: int, line: Sequence[object]) -> str:
    cells = (cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(line))
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(place: str, value: object) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def found(reading: Reading) -> list[tuple[StrEnum, str | None]]:
    return [(problem.kind, problem.cell) for problem in reading.problems]


def only_problem(reading: Reading) -> Problem:
    (problem,) = reading.problems
    return problem


MEASURE = """
import json, resource, sys, time
from pathlib import Path
from grants.workbook.container import UPLOAD
from grants.workbook.reading import read_workbook
start = time.monotonic()
reading = read_workbook(Path(sys.argv[1]), UPLOAD)
seconds = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([[problem.kind for problem in reading.problems], seconds, peak // 1024]))
"""


@dataclass(frozen=True)
class Measured:
    problems: list[str]
    seconds: float
    peak_mib: int


def measure(path: Path) -> Measured:
    """Reads the file as an upload in a fresh interpreter, whose only child is the one that reads."""
    command = [sys.executable, "-c", MEASURE, str(path)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return Measured(*json.loads(output))
