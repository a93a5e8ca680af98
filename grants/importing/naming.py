"""Which known rows a file names: they are read together, before the checks ask for them one by one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from grants.importing.known import KnownRows
from grants.importing.upload import Upload
from grants.workbook.mapping import MAPPED

_LINKS = (
    ("contributions", "amends", "contributions"),
    ("reversals", "contribution", "contributions"),
    ("rematches", "contribution", "contributions"),
    ("rematches", "fund", "funds"),
    ("disbursements", "refund_of", "disbursements"),
    ("expenditures", "corrects", "expenditures"),
    ("disbursements", "tranche", "tranches"),
    ("reviews", "expenditure", "expenditures"),
    ("clawbacks", "expenditure", "expenditures"),
)
"""Columns that name rows of a sheet, beside those that refer to one; sheet, column, and the sheet named."""

_BY_TWO = frozenset({"indicators"})
"""Rows that are known by more than the code by which others refer to them."""


def fetch_named(upload: Upload, known: Mapping[str, KnownRows]) -> None:
    """Read what the rows of the file name, and what known rows of its sheets name where it leaves that out."""
    named = _named_by_file(upload)
    for name in reversed(MAPPED):  # a sheet comes after those that it refers to
        if not named[name]:
            continue
        rows = known[name].fetch(named[name])
        if not {name, "changes"} & upload.sheets.keys():
            continue
        for column, sheet in _references(name):
            codes = {row.content[column] for row in rows} - {None}
            if sheet == name:
                known[name].fetch(codes)
            else:
                named[sheet] |= codes


def _named_by_file(upload: Upload) -> defaultdict[str, set[str]]:
    named: defaultdict[str, set[str]] = defaultdict(set)
    for name in upload.sheets:
        mapped = MAPPED.get(name)
        if mapped is not None and len(mapped.sheet.key) == 1:
            named[name] |= _cells(upload, name, mapped.sheet.key[0])
        for column, sheet in _references(name):
            named[sheet] |= _cells(upload, name, column)
    for name, code in _changed(upload):
        named[name].add(code)
    return named


def _references(name: str) -> Iterator[tuple[str, str]]:
    """The columns of a sheet by which its rows name others, and the sheets of these."""
    if name in MAPPED:
        for column, sheet in MAPPED[name].refers_to.items():
            if sheet not in _BY_TWO:
                yield column, sheet
    for of, column, sheet in _LINKS:
        if of == name:
            yield column, sheet


def _cells(upload: Upload, name: str, column: str) -> set[str]:
    sheet = upload.sheets[name]
    if column not in sheet.columns:
        return set()
    place = sheet.columns.index(column)
    return {row[place] for row in sheet.rows} - {None}


def _changed(upload: Upload) -> Iterator[tuple[str, str]]:
    """The rows of which the sheet `changes` speaks."""
    sheet = upload.sheets.get("changes")
    if sheet is None or not {"sheet", "code"} <= set(sheet.columns):
        return
    names, codes = sheet.columns.index("sheet"), sheet.columns.index("code")
    for row in sheet.rows:
        if row[names] in MAPPED and row[codes] is not None:
            yield row[names], row[codes]
