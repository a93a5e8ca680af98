"""What must hold of milestones: their shares, what their gate asks for, and that they stay once in use."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, localcontext

from grants.importing.problems import RowProblem
from grants.importing.upload import Row, Upload
from grants.models.milestones import Gate
from grants.workbook.mapping import Content

_EXACT = 100
"""Digits: more than the longest shares of a project have together."""


def check_milestones(upload: Upload) -> None:
    for row in upload.of("milestones"):
        _check_share(upload, row)
        _check_works(upload, row)
        _check_unused(upload, row)
    _check_sums(upload)


def _check_share(upload: Upload, row: Row) -> None:
    share = row.content["share"]
    if share is not None and Decimal(share) <= 0:
        upload.refuse(row, "share", RowProblem.NOT_POSITIVE)
    elif share is not None and Decimal(share) > 1:
        upload.refuse(row, "share", RowProblem.OUT_OF_RANGE, least=0, most=1)


def _check_works(upload: Upload, row: Row) -> None:
    gate, works = row.content["gate"], row.content["works"]
    if gate is None:
        return
    if gate != Gate.WORKS:
        if works is not None:
            upload.refuse(row, "works", RowProblem.WORKS_WITHOUT_GATE)
    elif works is None:
        upload.refuse(row, "works", RowProblem.NEEDED_WITH, because="gate")
    elif Decimal(works) <= 0:
        upload.refuse(row, "works", RowProblem.NOT_POSITIVE)
    elif Decimal(works) > 100:
        upload.refuse(row, "works", RowProblem.OUT_OF_RANGE, least=0, most=100)


def _check_unused(upload: Upload, row: Row) -> None:
    """A milestone may change until something was asked for under it, and then never."""
    if row.is_new:
        return
    known = upload.known["milestones"][row.key].content
    changed = [column for column, value in known.items() if row.content[column] != value]
    if changed and any(_is_under(content, known) for content in _asked(upload)):
        upload.refuse(row, changed[0], RowProblem.MILESTONE_IN_USE, key=row.key)


def _asked(upload: Upload) -> Iterator[Content]:
    for sheet in ("certifications", "tranches"):
        yield from (known.content for known in upload.known[sheet].values())


def _is_under(asked: Content, milestone: Content) -> bool:
    same = all(asked[column] == milestone[column] for column in ("project", "fund"))
    return same and bool(asked["milestone"] == milestone["code"])


def _check_sums(upload: Upload) -> None:
    """The shares of a project and fund, as they would be: those of the file in place of those known."""
    given = {row.key: row for row in upload.of("milestones") if row.content["share"] is not None}
    pairs = {_pair(row.content) for row in given.values()}
    if not pairs:
        return
    contents = {key: known.content for key, known in upload.known["milestones"].items()}
    contents |= {key: row.content for key, row in given.items()}
    sums: dict[tuple[str | None, ...], Decimal] = defaultdict(Decimal)
    with localcontext(prec=_EXACT):
        for content in contents.values():
            if _pair(content) in pairs:
                sums[_pair(content)] += Decimal(content["share"])
    for row in given.values():
        whole = sums[_pair(row.content)]
        known = upload.known["milestones"].get(row.key)
        is_same = known is not None and known.content["share"] == row.content["share"]
        if whole > 1 and row.is_sound and not is_same:
            said = format(whole, "f")
            project, fund = _pair(row.content)
            upload.refuse(
                *(row, "share", RowProblem.SHARES_BEYOND_WHOLE), project=project, fund=fund, sum=said
            )


def _pair(content: Content) -> tuple[str | None, ...]:
    return content["project"], content["fund"]
