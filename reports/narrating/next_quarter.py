"""The next quarter, drafted: what ends, is due, is approved to be paid, and waits."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from household_groups.models.projects import ProjectStatus
from reports import labels
from reports.charts.findings import money
from reports.narrating.drafted import Drafted, listed
from reports.narrating.facts import Facts


def next_quarter(facts: Facts) -> Iterator[Drafted]:
    yield from _ending(facts)
    yield from _milestones(facts)
    yield from _tranches(facts)
    yield from _checks(facts)
    yield from _unverified(facts)
    yield from _funds(facts)
    yield from _unmeasured(facts)


def _ending(facts: Facts) -> Iterator[Drafted]:
    if works := facts.ending:
        dated = [_dated(work.code, labels.day(work.on)) for work in works]
        words = ngettext(
            "%(num)s work is to be completed: %(names)s.",
            "%(num)s works are to be completed: %(names)s.",
            len(works),
            names=listed(dated),
        )
        yield Drafted(words, "projects", "projects.project_list")
    overdue = [row.code for row in facts.report.projects if row.days_late]
    if overdue:
        words = ngettext(
            "%(num)s late work is to be brought to its end: %(names)s.",
            "%(num)s late works are to be brought to their end: %(names)s.",
            len(overdue),
            names=listed(overdue),
        )
        yield Drafted(words, "projects", "projects.project_list")


def _milestones(facts: Facts) -> Iterator[Drafted]:
    due = [
        row
        for row in facts.report.milestones
        if row.certified_on is None and row.due_on and row.due_on in facts.after
    ]
    due.sort(key=lambda row: (row.due_on, row.project, row.milestone))
    if due:
        dated = [
            _dated(f"{row.project} {row.milestone}", labels.day(row.due_on)) for row in due if row.due_on
        ]
        words = ngettext(
            "%(num)s milestone is due: %(names)s.",
            "%(num)s milestones are due: %(names)s.",
            len(due),
            names=listed(dated),
        )
        yield Drafted(words, "milestones", "milestones.milestone_list")


def _tranches(facts: Facts) -> Iterator[Drafted]:
    """What is approved and not paid, by the currency of the funds."""
    left: dict[str, int] = {}
    for row in facts.report.milestones:
        minor = row.approved_total_minor - row.paid_total_minor
        if minor > 0:
            left[row.currency] = left.get(row.currency, 0) + minor
    if left:
        amounts = listed([money(minor, currency) for currency, minor in sorted(left.items())])
        words = _("%(amounts)s is approved under milestones and to be paid.", amounts=amounts)
        yield Drafted(words, "milestones", "tranches.tranche_list")


def _checks(facts: Facts) -> Iterator[Drafted]:
    if checks := facts.checks:
        names = [
            str(_("%(work)s after %(months)s months", work=each.work.code, months=each.months))
            for each in checks
        ]
        words = ngettext(
            "%(num)s work in use is to be checked: %(names)s.",
            "%(num)s works in use are to be checked: %(names)s.",
            len(checks),
            names=listed(names),
        )
        yield Drafted(words, "service", "projects.project_list")


def _unverified(facts: Facts) -> Iterator[Drafted]:
    if pending := facts.report.pending:
        words = ngettext(
            "%(num)s contribution is to be verified.",
            "%(num)s contributions are to be verified.",
            len(pending),
        )
        yield Drafted(words, "pending", "verification.verification_list")


def _funds(facts: Facts) -> Iterator[Drafted]:
    for code, on in facts.funds_closing[:2]:
        words = _("Fund %(fund)s closes on %(day)s.", fund=code, day=labels.day(on))
        yield Drafted(words, "funds", "funds.fund_detail", {"fund": code})


def _unmeasured(facts: Facts) -> Iterator[Drafted]:
    """Of works that are done."""
    cancelled = {row.code for row in facts.report.projects if row.status == ProjectStatus.CANCELLED}
    done = set(facts.done) - cancelled
    rows = [row for row in facts.report.indicators if row.actual is None and row.project in done]
    if rows:
        words = ngettext(
            "%(num)s indicator of a finished work is to be measured: %(names)s.",
            "%(num)s indicators of finished works are to be measured: %(names)s.",
            len(rows),
            names=listed([f"{row.project} {row.code}" for row in rows]),
        )
        yield Drafted(words, "indicators", "projects.project_list")


def _dated(what: str, day: str) -> str:
    return str(_("%(what)s on %(day)s", what=what, day=day))
