"""Deviations from the plan, drafted: works late, behind or stopped, money ahead of them, lines overspent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from reports.charts.findings import money, percent
from reports.figures.projects import ProjectRow
from reports.figures.registry import DONE
from reports.narrating.drafted import Drafted, listed, points
from reports.narrating.facts import Facts

_NOTED = Decimal("0.10")
"""From so many points of percent on money is told to be ahead, and works to be behind."""
_EACH = 2
"""So many of a kind are told one by one, the worst first."""


def deviations(facts: Facts) -> Iterator[Drafted]:
    yield from _late(facts)
    yield from _ahead(facts)
    yield from _behind(facts)
    yield from _lines(facts)
    yield from _overdue(facts)
    yield from _stopped(facts)


def _late(facts: Facts) -> Iterator[Drafted]:
    late = [(row.days_late, row) for row in facts.report.projects if row.days_late]
    late.sort(key=lambda each: (-each[0], each[1].code))
    for days, row in late[:_EACH]:
        words = ngettext(
            "%(project)s is %(num)s day late.", "%(project)s is %(num)s days late.", days, project=row.code
        )
        yield _of(row, words)
    if more := late[_EACH:]:
        names = listed([row.code for _, row in more])
        words = ngettext(
            "%(num)s more work is late: %(names)s.",
            "%(num)s more works are late: %(names)s.",
            len(more),
            names=names,
        )
        yield Drafted(words, "projects", "projects.project_list")


def _ahead(facts: Facts) -> Iterator[Drafted]:
    """The part of the budget that is spent, against the part of the works that is built."""
    found = [
        (row.financial_progress - row.physical_progress / 100, row)
        for row in facts.report.projects
        if row.financial_progress is not None and row.physical_progress is not None
    ]
    ahead = sorted((each for each in found if each[0] >= _NOTED), key=lambda each: (-each[0], each[1].code))
    for gap, row in ahead[:_EACH]:
        yield _of(
            row,
            _("%(project)s: money %(points)s points ahead of works.", project=row.code, points=points(gap)),
        )
    if more := ahead[_EACH:]:
        words = ngettext(
            "In %(num)s more project money is ahead of works: %(names)s.",
            "In %(num)s more projects money is ahead of works: %(names)s.",
            len(more),
            names=listed([row.code for _, row in more]),
        )
        yield Drafted(words, "projects", "projects.project_list")


def _behind(facts: Facts) -> Iterator[Drafted]:
    found = [
        ((row.planned_progress - row.physical_progress) / 100, row)
        for row in facts.report.projects
        if row.planned_progress is not None and row.physical_progress is not None and row.status not in DONE
    ]
    behind = sorted((each for each in found if each[0] >= _NOTED), key=lambda each: (-each[0], each[1].code))
    for gap, row in behind[:_EACH]:
        said = {"built": percent((row.physical_progress or Decimal(0)) / 100), "points": points(gap)}
        yield _of(
            row, _("%(project)s: %(built)s built, %(points)s points behind plan.", project=row.code, **said)
        )


def _lines(facts: Facts) -> Iterator[Drafted]:
    """Lines of budgets on which more was spent than planned, beyond what is tolerated."""
    over = [
        row
        for row in facts.report.variances
        if row.beyond_tolerance and row.line is not None and (row.variance_minor or 0) > 0
    ]
    over.sort(key=lambda row: (-(row.percent or 0), row.project, row.line or ""))
    for row in over[:_EACH]:
        said = {
            "project": row.project,
            "line": row.line,
            "amount": money(row.variance_minor or 0, row.currency),
        }
        words = _("%(project)s: line %(line)s of its budget is overspent by %(amount)s.", **said)
        if row.explanation:
            explained = {**said, "words": row.explanation}
            words = _(
                "%(project)s: line %(line)s of its budget is overspent by %(amount)s (%(words)s).",
                **explained,
            )
        yield Drafted(words, "variances", "spending.project_spending", {"project": row.project})
    if (more := len(over) - _EACH) > 0:
        words = ngettext(
            "%(num)s more line of budgets is overspent.", "%(num)s more lines of budgets are overspent.", more
        )
        yield Drafted(words, "variances", "projects.project_list")


def _overdue(facts: Facts) -> Iterator[Drafted]:
    until = facts.report.span.ends_on
    overdue = [
        row
        for row in facts.report.milestones
        if row.certified_on is None and row.due_on and row.due_on <= until
    ]
    if overdue:
        words = ngettext(
            "%(num)s milestone was due and is not certified: %(names)s.",
            "%(num)s milestones were due and are not certified: %(names)s.",
            len(overdue),
            names=listed([f"{row.project} {row.milestone}" for row in overdue]),
        )
        yield Drafted(words, "milestones", "milestones.milestone_list")


def _stopped(facts: Facts) -> Iterator[Drafted]:
    made = [row for row in facts.report.service if row.checked_on is not None]
    latest = {row.project: row for row in sorted(made, key=lambda row: row.checked_on or date.min)}
    stopped = [row for row in latest.values() if row.functional == "no"]
    if stopped:
        words = ngettext(
            "%(num)s work in use was found out of order: %(names)s.",
            "%(num)s works in use were found out of order: %(names)s.",
            len(stopped),
            names=listed([row.project for row in stopped]),
        )
        yield Drafted(words, "service", "projects.project_list")


def _of(row: ProjectRow, words: str) -> Drafted:
    return Drafted(str(words), "projects", "projects.project_detail", {"project": row.code})
