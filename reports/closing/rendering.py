"""The files of a quarter that is closed, as bytes: the programme's report and each fund's copy of it."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

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
    return SealedFile(report.fund or PROGRAMME, workbook_of(report), zlib.compress(_REPORT.dump_json(report)))


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
