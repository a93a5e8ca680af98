"""What of all that waits a list shows: by fund, project, community and what it waits for."""

from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from core.accounts.person import Reach
from core.web.forms import Form, select_choices
from grants.models.funds import Fund
from grants.visible import funds_seen
from grants.wondering.waiting_projects import projects_with_waits
from grants.wondering.waiting_words import REASONS


class WaitingFilter(Form):
    """Asked by GET, so it carries no token. Only what lies within the reach is offered."""

    class Meta:
        csrf = False

    fund = SelectField(_l("Fund"), default="")
    project = SelectField(_l("Project"), default="")
    community = SelectField(_l("Community"), default="")
    reason = SelectField(
        _l("Waits for"),
        default="",
        choices=select_choices([("", _l("All")), *((each.value, word) for each, word in REASONS.items())]),
    )

    def offer(self, session: Session, reach: Reach) -> None:
        """The funds of one's reach; the projects in which something may wait, and their communities."""
        rows = session.execute(projects_with_waits(reach)).all()
        projects = [(project.code, project.name) for project, _ in rows]
        communities = sorted({(community.code, community.name) for _, community in rows})
        funds = session.exec(select(Fund).where(funds_seen(reach)).order_by(col(Fund.code))).all()
        self.project.choices = _named(projects)
        self.community.choices = _named(communities)
        self.fund.choices = _named([(fund.code, fund.name) for fund in funds])


def _named(pairs: list[tuple[str, str]]) -> list[SelectChoice]:
    return select_choices([("", _l("All")), *((code, f"{code} · {name}") for code, name in pairs)])
