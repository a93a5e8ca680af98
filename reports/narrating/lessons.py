"""What figures can say towards lessons, drafted: what was taken back, left over, late, or explained, and why."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from reports.charts.findings import money
from reports.narrating.drafted import Drafted, listed
from reports.narrating.facts import Facts


def lessons(facts: Facts) -> Iterator[Drafted]:
    yield from _taken_back(facts)
    yield from _carried(facts)
    yield from _late(facts)
    yield from _explained(facts)
    yield from _past_gates(facts)


def _taken_back(facts: Facts) -> Iterator[Drafted]:
    reversed_ = [row for row in facts.report.contributions if row.reversed_on is not None]
    if reversed_:
        reasons = Counter(row.reversal_reason for row in reversed_ if row.reversal_reason)
        words = ngettext(
            "%(num)s contribution was taken back.", "%(num)s contributions were taken back.", len(reversed_)
        )
        if reasons:
            words = ngettext(
                "%(num)s contribution was taken back: %(reasons)s.",
                "%(num)s contributions were taken back: %(reasons)s.",
                len(reversed_),
                reasons=_counted(reasons),
            )
        yield Drafted(words, "contributions", "contributions.contribution_list")


def _carried(facts: Facts) -> Iterator[Drafted]:
    if facts.carried:
        said = {"quarter": str(facts.before), "reasons": _counted(Counter(facts.carried))}
        words = ngettext(
            "%(num)s contribution was carried forward when %(quarter)s was closed: %(reasons)s.",
            "%(num)s contributions were carried forward when %(quarter)s was closed: %(reasons)s.",
            sum(facts.carried.values()),
            **said,
        )
        yield Drafted(words, "contributions", "closing.quarter_close", {"quarter": str(facts.before)})


def _late(facts: Facts) -> Iterator[Drafted]:
    """What came after its own quarter was closed, and counts in this one."""
    late = Counter(row.late_for for row in facts.report.contributions if row.late_for)
    if late:
        words = ngettext(
            "%(num)s contribution came after its quarter was closed: %(quarters)s.",
            "%(num)s contributions came after their quarters were closed: %(quarters)s.",
            sum(late.values()),
            quarters=listed(sorted(late)),
        )
        yield Drafted(words, "contributions", "contributions.contribution_list")


def _explained(facts: Facts) -> Iterator[Drafted]:
    rows = [
        row
        for row in facts.report.variances
        if row.explanation
        and row.explained_on
        and row.explained_on in facts.report.span
        and row.variance_minor
    ]
    rows.sort(key=lambda row: (-abs(row.value_total_minor), row.project, row.line or ""))
    for row in rows[:3]:
        said = {
            "project": row.project,
            "line": row.line,
            "amount": money(abs(row.variance_minor or 0), row.currency),
            "words": row.explanation,
        }
        more = _("%(project)s: line %(line)s cost %(amount)s more than planned: “%(words)s”.", **said)
        less = _("%(project)s: line %(line)s cost %(amount)s less than planned: “%(words)s”.", **said)
        words = more if (row.variance_minor or 0) > 0 else less
        yield Drafted(words, "variances", "spending.project_spending", {"project": row.project})


def _past_gates(facts: Facts) -> Iterator[Drafted]:
    rows = [
        row
        for row in facts.report.milestones
        if row.override_reason and row.certified_on and row.certified_on in facts.report.span
    ]
    for row in rows[:2]:
        said = {"project": row.project, "milestone": row.milestone, "words": row.override_reason}
        words = _(
            "%(project)s: milestone %(milestone)s was certified without what its gate asks for: “%(words)s”.",
            **said,
        )
        values = {"project": row.project, "fund": row.fund, "milestone": row.milestone}
        yield Drafted(words, "milestones", "milestones.milestone_detail", values)


def _counted(reasons: Counter[str]) -> str:
    """'“Wrong amount” (3) and “Double” (1)', the commonest first."""
    ordered = sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    return listed(
        [str(_("“%(reason)s” (%(count)s)", reason=reason, count=count)) for reason, count in ordered]
    )
