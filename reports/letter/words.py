"""The three paragraphs of a fund's letter."""

from flask_babel import gettext as _
from flask_babel import ngettext

from core.web.i18n import day
from grants.explaining.numbers import with_code
from grants.showing.fund.figures import Standing
from grants.showing.fund.lasting import cash_lasts, commitments_last
from reports.letter.letter import Letter


def paragraphs(letter: Letter, of_programme: str) -> list[str]:
    """About cash, about commitments, about spending and what comes; `of_programme` is its currency."""
    return [_about_cash(letter), _about_commitments(letter), _about_spending(letter, of_programme)]


def _about_cash(letter: Letter) -> str:
    cash, span, currency = letter.glance.cash, letter.books.span, letter.fund.currency
    said = _(
        "In %(quarter)s the fund had %(opening)s, received %(received)s and disbursed %(disbursed)s to projects, "
        "which left %(closing)s on %(day)s.",
        quarter=span,
        opening=with_code(cash.opening, currency),
        received=with_code(cash.received.during, currency),
        disbursed=with_code(cash.disbursed.during, currency),
        closing=with_code(cash.closing, currency),
        day=day(span.ends_on),
    )
    return f"{said} {cash_lasts(letter.glance, currency)}"


def _about_commitments(letter: Letter) -> str:
    commitment, currency = letter.glance.commitment, letter.fund.currency
    projects = ngettext("%(num)s project", "%(num)s projects", letter.projects)
    communities = ngettext("%(num)s community", "%(num)s communities", letter.communities)
    said = _(
        "Of its budget of %(budget)s, %(matched)s answer what migrants' families gave for %(projects)s in "
        "%(communities)s; %(unpaid)s of it are not yet paid, and %(left)s are uncommitted.",
        budget=with_code(commitment.budget, currency),
        matched=with_code(commitment.matched.total, currency),
        projects=projects,
        communities=communities,
        unpaid=with_code(commitment.unpaid, currency),
        left=with_code(commitment.uncommitted, currency),
    )
    return f"{said} {commitments_last(letter.glance)}"


def _about_spending(letter: Letter, of_programme: str) -> str:
    return " ".join((_spent(letter, of_programme), _coming(letter)))


def _spent(letter: Letter, of_programme: str) -> str:
    spending = letter.glance.spending
    if letter.spent is None or spending is None:
        return str(_("What was spent cannot be told while a rate is missing."))
    said = _(
        "Projects spent %(during)s of the fund's money in the quarter and %(total)s to date.",
        during=with_code(letter.spent.during, of_programme),
        total=with_code(letter.spent.total, of_programme),
    )
    if spending.of(Standing.UNREVIEWED) == spending.spent:
        return f"{said} {_('The donor has not yet said anything of the vouchers.')}"
    by = {standing.value: with_code(spending.of(standing).total, of_programme) for standing in Standing}
    reviewed = _(
        "By today's books %(accepted)s of it are accepted, %(queried)s queried, %(disallowed)s disallowed and "
        "%(unreviewed)s not yet looked at.",
        **by,
    )
    return f"{said} {reviewed}"


def _coming(letter: Letter) -> str:
    ahead, currency = letter.glance.ahead, letter.fund.currency
    until = day(letter.books.planned_until)
    if not ahead.planned and not ahead.requested:
        return str(_("Nothing is planned to be paid by %(day)s, and nothing is asked for.", day=until))
    return str(
        _(
            "Planned to be paid by %(day)s are %(planned)s; %(requested)s are asked for now.",
            day=until,
            planned=with_code(ahead.planned, currency),
            requested=with_code(ahead.requested, currency),
        )
    )
