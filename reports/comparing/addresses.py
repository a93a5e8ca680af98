"""Where the site shows what a line is about, for whoever may see it there."""

from collections.abc import Callable

from flask import url_for

from core.roles import Action
from core.web.access import Here
from reports.comparing.causes import What
from reports.comparing.lines import Line

Way = Callable[[str, Line], str]


def address_of(at: Here, line: Line) -> str | None:
    """None where there is no page, or none for the reader, and of rows that are told as one."""
    if (line.rows > 1 and line.what is not What.RATE) or not (line.reference or line.note):
        return None
    known = _WAYS.get(line.what)
    if known is None:
        return None
    action, way = known
    return way(at.programme.code, line) if at.may(action) else None


def _first(line: Line) -> str:
    return line.reference.split(" · ")[0]


def _contribution(programme: str, line: Line) -> str:
    return url_for("contributions.contribution_detail", programme=programme, reference=line.source.key)


def _match(programme: str, line: Line) -> str:
    return url_for("matches.match_detail", programme=programme, seq=line.source.seq, line=line.source.line)


def _project(programme: str, line: Line) -> str:
    return url_for("projects.project_detail", programme=programme, project=_first(line))


def _payment(programme: str, line: Line) -> str:
    return url_for("disbursements.disbursement_detail", programme=programme, disbursement=line.reference)


def _voucher(programme: str, line: Line) -> str:
    return url_for("expenditures.expenditure_detail", programme=programme, expenditure=line.reference)


def _receipt(programme: str, line: Line) -> str:
    return url_for("receipts.receipt_detail", programme=programme, receipt=line.reference)


def _group(programme: str, line: Line) -> str:
    return url_for("groups.group_detail", programme=programme, group=line.reference)


def _community(programme: str, line: Line) -> str:
    return url_for("communities.community_detail", programme=programme, community=line.reference)


_WAYS: dict[What, tuple[Action, Way]] = {
    What.CONTRIBUTION: (Action.SEE_CONTRIBUTIONS, _contribution),
    What.REVERSAL: (Action.SEE_CONTRIBUTIONS, _contribution),
    What.HOUSEHOLD: (Action.SEE_CONTRIBUTIONS, _contribution),
    What.MATCH: (Action.SEE_MATCHES, _match),
    What.RELEASE: (Action.SEE_MATCHES, _match),
    What.PAYMENT: (Action.SEE_PROJECT_MONEY, _payment),
    What.VOUCHER: (Action.SEE_PROJECT_MONEY, _voucher),
    What.RECEIPT: (Action.SEE_FUND, _receipt),
    What.OTHER_FUNDING: (
        Action.MANAGE,
        lambda programme, line: url_for("other_funding.other_funding_list", programme=programme),
    ),
    What.RATE: (Action.MANAGE, lambda programme, line: url_for("rates.rate_list", programme=programme)),
    What.APPROVAL: (Action.SEE_PROJECTS, _project),
    What.SETTLEMENT: (Action.SEE_PROJECTS, _project),
    What.MEASUREMENT: (Action.SEE_PROJECTS, _project),
    What.PROGRESS: (Action.SEE_PROJECTS, _project),
    What.REACHED: (Action.SEE_PROJECTS, _project),
    What.CHECK: (Action.SEE_PROJECTS, _project),
    What.PROJECT: (Action.SEE_PROJECTS, _project),
    What.GROUP: (Action.SEE_REGISTRY, _group),
    What.COMMUNITY: (Action.SEE_REGISTRY, _community),
}
