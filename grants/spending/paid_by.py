"""Out of whose money a project's vouchers were paid, as a reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from core.accounts.person import Reach
from grants.spending.shares import VoucherShare
from grants.spending.sources import Source, SourceKind


@dataclass(frozen=True)
class PaidBy:
    """Minor units of the programme's currency."""

    name: str
    minor: int
    kind: SourceKind


def paid_by(shares: Iterable[VoucherShare], reach: Reach | None) -> list[PaidBy]:
    """In the order of the report's rows; what adds up to nothing is left out.

    `reach` is that of a reader who sees some funds only, None of one who sees all: what other funds and partners
    paid is then one sum under their names.
    """
    sums: dict[Source, int] = {}
    for share in shares:
        for source, minor in share.parts:
            sums[source] = sums.get(source, 0) + minor
    paid = {source: minor for source, minor in sorted(sums.items()) if minor}
    others = [source for source in paid if reach is not None and _is_other(source, reach)]
    rows = [
        PaidBy(name_of(source), minor, source.kind) for source, minor in paid.items() if source not in others
    ]
    if others:
        names = ", ".join(source.name for source in others)
        total = sum(paid[source] for source in others)
        rows.append(PaidBy(_("Others: %(names)s", names=names), total, SourceKind.OTHER))
        rows.sort(key=lambda row: row.kind)
    return rows


def name_of(source: Source) -> str:
    """As a page says it."""
    match source.kind:
        case SourceKind.GROUP_MONEY:
            return str(_("Groups, in money"))
        case SourceKind.FUND:
            return str(_("Fund %(fund)s", fund=source.name))
        case SourceKind.UNFUNDED:
            return str(_("Spent before anything was brought"))
    return source.name


def _is_other(source: Source, reach: Reach) -> bool:
    if source.kind is SourceKind.FUND:
        return not reach.has_fund(source.name)
    return source.kind is SourceKind.OTHER
