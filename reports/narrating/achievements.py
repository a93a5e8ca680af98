"""Achievements, drafted: works finished, whom they serve, what came together, targets reached."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.telling.plan import Work
from reports.charts.findings import money
from reports.figures.summary import Measure, MeasureRow
from reports.narrating.drafted import Drafted, compared, count, listed, quantity
from reports.narrating.facts import Facts


def achievements(facts: Facts) -> Iterator[Drafted]:
    yield from _finished(facts)
    yield from _people(facts)
    yield from _money(facts)
    yield from _targets(facts)
    yield from _paid(facts)
    yield from _households(facts)


def _finished(facts: Facts) -> Iterator[Drafted]:
    if works := facts.completed:
        words = ngettext(
            "%(num)s work completed: %(names)s.",
            "%(num)s works completed: %(names)s.",
            len(works),
            names=_names(works),
        )
        yield Drafted(words, "projects", "projects.project_list")
    if works := facts.handed_over:
        words = ngettext(
            "%(num)s work handed over to its community: %(names)s.",
            "%(num)s works handed over to their communities: %(names)s.",
            len(works),
            names=_names(works),
        )
        yield Drafted(words, "projects", "projects.project_list")


def _names(works: Sequence[Work]) -> str:
    return listed([str(_("%(work)s (%(place)s)", work=work.name, place=work.community)) for work in works])


def _money(facts: Facts) -> Iterator[Drafted]:
    """Against the quarter before, where anything came in either."""
    before = facts.months_of(facts.before)
    for measure, minor_before, words, endpoint in (
        (
            Measure.CONTRIBUTED,
            sum(row.contributed_minor for row in before),
            _("Families contributed %(amount)s (%(compared)s)."),
            "contributions.contribution_list",
        ),
        (
            Measure.MATCHED,
            sum(row.matched_minor for row in before),
            _("Funds matched %(amount)s (%(compared)s)."),
            "matches.match_list",
        ),
    ):
        now = int(_row(facts, measure).quarter or 0)
        if now > 0:
            than = compared(now, minor_before, str(facts.before), money(minor_before, facts.currency))
            said = {"amount": money(now, facts.currency), "compared": than}
            yield Drafted(words % said, "summary", endpoint)


def _targets(facts: Facts) -> Iterator[Drafted]:
    """Indicators that were measured in the quarter, and are at their target or past it."""
    reached = [
        row
        for row in facts.report.indicators
        if row.actual is not None
        and row.measured_on is not None
        and row.measured_on in facts.report.span
        and row.actual >= row.target > (row.baseline or 0)
    ]
    for row in reached[:2]:
        said = {"project": row.project, "name": row.name, "target": quantity(row.target)}
        words = _(
            "%(project)s reached its target: %(name)s, %(actual)s of %(target)s planned.",
            actual=quantity(row.actual or row.target),
            **said,
        )
        yield Drafted(words, "indicators", "projects.project_detail", {"project": row.project})
    if (more := len(reached) - 2) > 0:
        words = ngettext(
            "%(num)s more indicator reached its target.",
            "%(num)s more indicators reached their targets.",
            more,
        )
        yield Drafted(words, "indicators", "projects.project_list")


def _paid(facts: Facts) -> Iterator[Drafted]:
    """What came back on the whole, by refunds or credit notes, is no achievement."""
    paid, spent = (int(_row(facts, each).quarter or 0) for each in (Measure.DISBURSED, Measure.SPENT))
    said = {"paid": money(paid, facts.currency), "spent": money(spent, facts.currency)}
    if min(paid, spent) >= 0 and max(paid, spent) > 0:
        words = _("Funds paid %(paid)s to projects, and projects spent %(spent)s.", **said)
    elif paid > 0:
        words = _("Funds paid %(paid)s to projects.", **said)
    elif spent > 0:
        words = _("Projects spent %(spent)s.", **said)
    else:
        return
    yield Drafted(words, "summary", "disbursements.disbursement_list")


def _households(facts: Facts) -> Iterator[Drafted]:
    households = _row(facts, Measure.HOUSEHOLDS)
    if households.quarter:
        now = int(households.quarter)
        words = ngettext(
            "%(counted)s household contributed in the quarter, %(all)s to date.",
            "%(counted)s households contributed in the quarter, %(all)s to date.",
            now,
            counted=count(now),
            all=count(int(households.cumulative or 0)),
        )
        yield Drafted(words, "summary", "communities.community_list")


def _people(facts: Facts) -> Iterator[Drafted]:
    people = _row(facts, Measure.BENEFICIARIES)
    if people.cumulative:
        yield Drafted(_served(people), "summary", "communities.community_list")


def _served(people: MeasureRow) -> str:
    grown = Decimal(people.quarter or 0)
    said = {"people": quantity(Decimal(people.cumulative or 0)), "by": quantity(abs(grown))}
    if grown > 0:
        return str(
            _("People served when the quarter ended: %(people)s, %(by)s more than when it began.", **said)
        )
    if grown < 0:
        return str(
            _("People served when the quarter ended: %(people)s, %(by)s fewer than when it began.", **said)
        )
    return str(_("People served when the quarter ended: %(people)s, as many as when it began.", **said))


def _row(facts: Facts, measure: Measure) -> MeasureRow:
    return next(row for row in facts.report.summary if row.measure is measure)
