"""What `control` says in a sealed report: who closed the quarter, at which entry, what was explained or left."""

from collections.abc import Iterator

from core.money import exponent
from reports import labels
from reports.seal import Seal
from reports.sheets.cells import amount
from reports.sheets.control.lines import Contents, Line, Section


def seal_sections(contents: Contents) -> Iterator[Section]:
    """None in a report that is not sealed."""
    seal = contents.report.seal
    if seal is None:
        return
    yield Section(str(labels.SEALED), list(_seal_lines(seal)))
    if seal.explained:
        yield Section(
            str(labels.EXPLAINED),
            [_line(each.what, each.minor, each.currency, each.words) for each in seal.explained],
        )
    if seal.carried:
        yield Section(
            str(labels.CARRIED),
            [
                _line(f"contribution {each.reference}", each.minor, each.currency, each.words)
                for each in seal.carried
            ],
        )


def _seal_lines(seal: Seal) -> Iterator[Line]:
    yield Line("closed on", remark=seal.closed_on.isoformat())
    yield Line("closed by", remark=seal.closed_by)
    if seal.asked_by:
        yield Line("asked for by", remark=seal.asked_by)
    yield Line("journal entry", closing=str(seal.position), remark=seal.head)
    for fund, sha256 in seal.copies.items():
        yield Line(f"sealed for fund {fund}", remark=sha256)
    if seal.copy_of:
        yield Line("copy of", remark=seal.copy_of)


def _line(account: str, minor: int, currency: str, words: str) -> Line:
    decimals = exponent(currency)
    return Line(account, currency, closing=amount(minor, decimals), decimals=decimals, remark=words)
