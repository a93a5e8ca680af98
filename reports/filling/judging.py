"""Which of the placeholders of a template the report can fill; of all others why not."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from grants.workbook.problems import Problem
from reports.filling.offered import OF_FUND, names
from reports.filling.placeholders import block_of
from reports.filling.problems import TemplateProblem as Wrong
from reports.filling.scanning import Asked


def judged(asked: Iterable[Asked], fund: str | None) -> Iterator[Problem]:
    """Each placeholder that is not of this report, with its cell and the nearest name that is."""
    known = names(of_one_fund=fund is not None)
    offered = set(known)
    nearest: dict[str, str] = {}
    for each in asked:
        if each.name not in offered:
            if each.name not in nearest:
                nearest[each.name] = next(iter(get_close_matches(each.name, known, 1, 0.5)), "")
            yield _problem(each, fund, nearest[each.name])


def _problem(asked: Asked, fund: str | None, nearest: str) -> Problem:
    details = {"name": asked.name, "nearest": nearest, "fund": fund or ""}
    return Problem(_kind(asked.name, fund, nearest), asked.sheet, asked.cell, details)


def _kind(name: str, fund: str | None, nearest: str) -> Wrong:
    parts = name.lower().split(".")
    if any(part.startswith("household") for part in parts[:1]) or parts[-1] in {"household", "bank_slip"}:
        return Wrong.HOUSEHOLDS
    if parts[0] in {"fund", "funds"} and len(parts) > 2:
        return Wrong.BEYOND_FUND
    if block_of(name) == OF_FUND and fund is None:
        return Wrong.NEEDS_FUND
    return Wrong.UNKNOWN_NAME if nearest else Wrong.UNKNOWN_AT_ALL
