"""What every page needs around its own content: the sections of a programme, and who is signed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import generate_csrf

from core.calendar import late_for
from core.roles import Action


@dataclass(frozen=True)
class Section:
    """A part of a programme's pages; neighbours of the same `heading` stand together in the menu."""

    label: Any
    endpoint: str
    action: Action
    heading: Any

    @property
    def address(self) -> str:
        return url_for(self.endpoint, programme=g.here.programme.code)

    @property
    def is_current(self) -> bool:
        """Whether the page at hand is of this section: pages of one blueprint belong together."""
        endpoint = str(request.endpoint)
        return endpoint == self.endpoint or endpoint.partition(".")[0] in self._blueprints()

    def _blueprints(self) -> set[str]:
        blueprint = self.endpoint.partition(".")[0]
        return {blueprint} if blueprint != "reports" else set()


_WORKS, _GIVEN, _MONEY, _BOOKS = _l("Registry"), _l("Contributions"), _l("Money"), _l("Books")

SECTIONS = (
    Section(_l("Overview"), "reports.programme_detail", Action.SEE_PROJECTS, _WORKS),
    Section(_l("Projects"), "projects.project_list", Action.SEE_PROJECTS, _WORKS),
    Section(_l("Impact"), "impact.impact_list", Action.SEE_PROJECTS, _WORKS),
    Section(_l("What is due"), "life.due_list", Action.SEE_PROJECTS, _WORKS),
    Section(_l("Meetings"), "meetings.meeting_list", Action.SEE_PROJECTS, _WORKS),
    Section(_l("Groups"), "groups.group_list", Action.SEE_REGISTRY, _WORKS),
    Section(_l("Communities"), "communities.community_list", Action.SEE_REGISTRY, _WORKS),
    Section(_l("Grievances"), "grievances.grievance_list", Action.RECORD_GRIEVANCE, _WORKS),
    Section(_l("Contributions"), "contributions.contribution_list", Action.SEE_CONTRIBUTIONS, _GIVEN),
    Section(_l("Verification"), "verification.verification_list", Action.VERIFY_CONTRIBUTION, _GIVEN),
    Section(_l("Matches"), "matches.match_list", Action.SEE_MATCHES, _GIVEN),
    Section(_l("What waits"), "waiting.waiting_list", Action.SEE_MATCHES, _GIVEN),
    Section(_l("Funds"), "funds.fund_list", Action.SEE_FUND, _MONEY),
    Section(_l("Rules"), "rules.rule_list", Action.SEE_RULES, _MONEY),
    Section(_l("What if"), "what_if.trial_choose", Action.SEE_RULES, _MONEY),
    Section(_l("Milestones"), "milestones.milestone_list", Action.SEE_PROJECT_MONEY, _MONEY),
    Section(_l("Tranches"), "tranches.tranche_list", Action.SEE_PROJECT_MONEY, _MONEY),
    Section(_l("Payments"), "disbursements.disbursement_list", Action.SEE_FUND, _MONEY),
    Section(_l("Vouchers"), "expenditures.expenditure_list", Action.SEE_PROJECT_MONEY, _MONEY),
    Section(_l("Claims"), "clawbacks.clawback_list", Action.SEE_FUND, _MONEY),
    Section(_l("Other funding"), "other_funding.other_funding_list", Action.MANAGE, _MONEY),
    Section(_l("Rates"), "rates.rate_list", Action.MANAGE, _MONEY),
    Section(_l("Proposals"), "proposals.proposal_list", Action.PROPOSE, _BOOKS),
    Section(_l("Workbook"), "workbook.workbook_upload", Action.MANAGE, _BOOKS),
    Section(_l("The quarter"), "quarter.quarter_next", Action.PROPOSE, _BOOKS),
    Section(_l("Reports"), "reports.report_list", Action.SEE_REPORT, _BOOKS),
    Section(_l("Equity"), "equity.equity_view", Action.SEE_REPORT, _BOOKS),
    Section(_l("Audit"), "audit.audit_list", Action.SEE_AUDIT, _BOOKS),
    Section(_l("Integrity"), "integrity.integrity_detail", Action.SEE_PROJECTS, _BOOKS),
)


def sections() -> list[tuple[Any, list[Section]]]:
    """The sections of the programme at hand that the person may see, under their headings."""
    if "here" not in g:
        return []
    return [(heading, list(part)) for heading, part in groupby(_seen(), key=lambda section: section.heading)]


def _seen() -> Iterator[Section]:
    return (each for each in SECTIONS if has_page(each.endpoint, "programme") and g.here.may(each.action))


def has_page(endpoint: str, *arguments: str) -> bool:
    """Whether the application has a page of this name whose address needs these arguments and no other."""
    if endpoint not in current_app.view_functions:
        return False
    return any(rule.arguments == set(arguments) for rule in current_app.url_map.iter_rules(endpoint))


def first_page() -> str:
    """Where everybody begins."""
    return url_for("home.home" if has_page("home.home") else "reports.programme_list")


def init_pages(app: Flask) -> None:
    app.jinja_env.globals.update(
        sections=sections,
        first_page=first_page,
        has_page=has_page,
        late_for=late_for,
        csrf_token=generate_csrf,
        now=lambda: datetime.now(UTC),
    )
