"""The files of a quarter that is closed, as bytes: the programme's report and each fund's copy of it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_type_hints

from flask_babel import force_locale
from pydantic import TypeAdapter, ValidationError

from core.sealed import PROGRAMME
from reports.closing.imbalances import imbalances_of
from reports.closing.remarks import Remarks
from reports.closing.unverified import Unverified
from reports.languages import locale_of
from reports.report import QuarterlyReport
from reports.seal import CarriedForward, Explained, Seal
from reports.workbooks import write_report

_REPORT = TypeAdapter(QuarterlyReport)
_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class SealedFile:
    """`fund` is '' for the programme's own; `figures` are what the file was written from."""

    fund: str
    content: bytes
    figures: bytes

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def sealed_file(report: QuarterlyReport) -> SealedFile:
    """Of a report that bears its seal. Raises Refusal."""
    return SealedFile(report.fund or PROGRAMME, workbook_of(report), _figures_of(report))


def _figures_of(report: QuarterlyReport) -> bytes:
    """As `report_from` reads them. All of a large report as one text would take more memory than the report."""
    compress = zlib.compressobj()
    pieces = [compress.compress(piece) for piece in _as_json(report)]
    return b"".join([*pieces, compress.flush()])


def _as_json(report: QuarterlyReport) -> Iterator[bytes]:
    for number, (name, adapter) in enumerate(_adapters().items()):
        yield (b"," if number else b"{") + f'"{name}":'.encode()
        value = getattr(report, name)
        if not isinstance(value, list):
            yield adapter.dump_json(value)
            continue
        yield b"["
        for first in range(0, len(value), _ROWS_AT_ONCE):
            some = adapter.dump_json(value[first : first + _ROWS_AT_ONCE])
            yield (b"," if first else b"") + some[1:-1]
        yield b"]"
    yield b"}"


@cache
def _adapters() -> dict[str, TypeAdapter[Any]]:
    """Of each field of a report, in their order."""
    hints = get_type_hints(QuarterlyReport)
    return {each.name: TypeAdapter(hints[each.name]) for each in fields(QuarterlyReport)}


def workbook_of(report: QuarterlyReport, language: str | None = None) -> bytes:
    """In this language, else that of the seal. Raises Refusal."""
    language = language or (report.seal.language if report.seal else None)
    with TemporaryDirectory() as folder, force_locale(locale_of(language, report.programme.country)):
        path = Path(folder, "report.xlsx")
        write_report(report, path)
        return path.read_bytes()


def report_from(figures: bytes) -> QuarterlyReport | None:
    """None for figures of a version of the program that kept other ones."""
    try:
        return _REPORT.validate_json(zlib.decompress(figures))
    except ValidationError:
        return None


def with_seal(
    report: QuarterlyReport, seal: Seal, remarks: Remarks, unverified: list[Unverified]
) -> QuarterlyReport:
    """The report as it is sealed: with the reasons for what it lists, and for nothing that it does not show."""
    listed = {row.reference for row in report.pending}
    pending = [
        replace(row, carried_forward=remarks.carried.get(row.reference) or None) for row in report.pending
    ]
    explained = list(_explained(report, remarks))
    carried = [] if report.fund else list(_carried(unverified, listed, remarks))
    return replace(report, pending=pending, seal=replace(seal, explained=explained, carried=carried))


def with_copies(report: QuarterlyReport, sha256: dict[str, str]) -> QuarterlyReport:
    """The programme's own report, which answers for the copies of its funds."""
    assert report.seal is not None
    return replace(report, seal=replace(report.seal, copies=sha256))


def _explained(report: QuarterlyReport, remarks: Remarks) -> Iterator[Explained]:
    for each in imbalances_of(report):
        if each.what in remarks.explained:
            yield Explained(each.what, each.minor, each.currency, remarks.explained[each.what])


def _carried(unverified: list[Unverified], listed: set[str], remarks: Remarks) -> Iterator[CarriedForward]:
    for each in unverified:
        if each.reference not in listed:
            words = remarks.carried.get(each.reference, "")
            yield CarriedForward(each.reference, each.amount_minor, each.currency, words)
