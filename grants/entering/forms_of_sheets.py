"""Which form each sheet of the workbook has: who may use it, what it asks in which order, where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from core.roles import Action

Sections = tuple[tuple[LazyString | None, tuple[str, ...]], ...]


@dataclass(frozen=True)
class FormOfSheet:
    """How one row of a sheet is entered and changed on the site.

    `within` is the column whose row it belongs to: it is chosen before the form is shown and then stands.
    `choices` names for a column the sheet whose codes it offers; `filled` are columns that the form decides.
    `not_ahead` are days that cannot lie in the future, `not_before_start` those that lie in the programme's
    time. `after` is the page to go to, its arguments being columns; `listed` the one with all rows.
    `is_looked_at`: a summary comes first.
    """

    new: LazyString
    change: LazyString
    sections: Sections
    after: tuple[str, Mapping[str, str]]
    listed: str
    action: Action = Action.MANAGE
    within: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, str] = field(default_factory=dict)
    not_ahead: tuple[str, ...] = ()
    not_before_start: tuple[str, ...] = ()
    is_looked_at: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(column for _, columns in self.sections for column in columns)


_WORKS = ("projects.project_detail", {"project": "project"})
_OF_PROJECT = {"project": "projects"}

FORMS: dict[str, FormOfSheet] = {
    "programmes": FormOfSheet(
        _l("A new programme"),
        _l("Change the programme %(key)s"),
        (
            (None, ("code", "name", "country", "currency")),
            (_l("Time"), ("starts_on", "ends_on", "time_zone")),
            (_l("Ways of working"), ("language", "complaints")),
        ),
        ("reports.programme_detail", {"programme": "code"}),
        "reports.programme_list",
        is_looked_at=True,
    ),
    "communities": FormOfSheet(
        _l("Add a community"),
        _l("Change the community %(key)s"),
        (
            (None, ("code", "name", "marginality", "population", "households")),
            (_l("Where it lies"), ("admin1", "admin1_pcode", "admin2", "admin2_pcode")),
            (_l("On the map"), ("latitude", "longitude")),
        ),
        ("communities.community_detail", {"community": "code"}),
        "communities.community_list",
    ),
    "groups": FormOfSheet(
        _l("Register a group"),
        _l("Change the group %(key)s"),
        (
            (None, ("community", "code", "name", "registered_on")),
            (_l("Who is in it"), ("members", "women", "leader_sex")),
            (_l("Its certificate"), ("certificate_until",)),
        ),
        ("groups.group_detail", {"group": "code"}),
        "groups.group_list",
        action=Action.REGISTER,
        choices={"community": "communities"},
        not_ahead=("registered_on",),
    ),
    "households": FormOfSheet(
        _l("Register a household"),
        _l("Change the household %(key)s"),
        (
            (None, ("group", "code")),
            (_l("Who lives there"), ("head_sex", "migrants_abroad", "host_country")),
        ),
        ("groups.group_detail", {"group": "group"}),
        "groups.group_list",
        action=Action.REGISTER,
        choices={"group": "groups"},
    ),
    "projects": FormOfSheet(
        _l("Propose a project"),
        _l("Change the project %(key)s"),
        (
            (None, ("community", "code", "name", "sector")),
            (_l("What it costs"), ("budget", "currency")),
            (_l("When it is built"), ("starts_on", "ends_on", "status")),
        ),
        ("projects.project_detail", {"project": "code"}),
        "projects.project_list",
        choices={"community": "communities"},
        filled={"status": "proposed"},
    ),
    "budget_lines": FormOfSheet(
        _l("Add a budget line"),
        _l("Change the budget line %(key)s"),
        (
            (None, ("project", "line", "category", "description")),
            (_l("What it costs"), ("unit", "quantity", "unit_cost", "amount", "source")),
        ),
        _WORKS,
        "projects.project_list",
        within="project",
        choices=_OF_PROJECT,
    ),
    "progress": FormOfSheet(
        _l("Enter the progress of works"),
        _l("Change the progress of %(key)s"),
        ((None, ("project", "on", "actual", "planned", "certified_by", "evidence")),),
        _WORKS,
        "projects.project_list",
        within="project",
        choices=_OF_PROJECT,
        not_ahead=("on",),
        not_before_start=("on",),
    ),
    "indicators": FormOfSheet(
        _l("Add an indicator"),
        _l("Change the indicator %(key)s"),
        (
            (None, ("project", "code", "catalogue", "name", "unit", "target")),
            (_l("Before the works"), ("baseline", "baseline_on", "baseline_source")),
        ),
        _WORKS,
        "projects.project_list",
        within="project",
        choices=_OF_PROJECT,
    ),
    "measurements": FormOfSheet(
        _l("Enter a measurement"),
        _l("Change the measurement %(key)s"),
        ((None, ("project", "indicator", "measured_on", "value", "female", "male", "source")),),
        _WORKS,
        "projects.project_list",
        within="project",
        choices={**_OF_PROJECT, "indicator": "indicators"},
        not_ahead=("measured_on",),
    ),
    "funds": FormOfSheet(
        _l("Add a fund"),
        _l("Change the fund %(key)s"),
        (
            (None, ("code", "name", "donor")),
            (_l("What it gives"), ("currency", "budget", "yearly_envelope", "year_starts_month")),
            (_l("When it is open"), ("opens_on", "closes_on")),
        ),
        ("funds.fund_detail", {"fund": "code"}),
        "funds.fund_list",
        is_looked_at=True,
    ),
    "receipts": FormOfSheet(
        _l("Enter a receipt"),
        _l("Change the receipt %(key)s"),
        ((None, ("fund", "reference", "received_on", "amount", "bank_reference")),),
        ("funds.fund_detail", {"fund": "fund"}),
        "funds.fund_list",
        within="fund",
        choices={"fund": "funds"},
        not_ahead=("received_on",),
        not_before_start=("received_on",),
        is_looked_at=True,
    ),
    "rates": FormOfSheet(
        _l("Add a rate"),
        _l("Change the rate %(key)s"),
        ((None, ("currency", "month", "units_per_usd", "source")),),
        ("rates.rate_list", {}),
        "rates.rate_list",
    ),
    "other_funding": FormOfSheet(
        _l("Enter other funding"),
        _l("Change the other funding %(key)s"),
        (
            (None, ("project", "reference", "partner", "partner_type")),
            (_l("What it gives"), ("agreed_on", "amount", "currency", "kind", "received_on")),
        ),
        _WORKS,
        "other_funding.other_funding_list",
        within="project",
        choices=_OF_PROJECT,
        not_ahead=("agreed_on", "received_on"),
        is_looked_at=True,
    ),
    "milestones": FormOfSheet(
        _l("Add a milestone"),
        _l("Change the milestone %(key)s"),
        (
            (None, ("project", "fund", "code", "name", "share")),
            (_l("When it is reached"), ("gate", "works", "due_on")),
        ),
        ("milestones.milestone_detail", {"project": "project", "fund": "fund", "milestone": "code"}),
        "milestones.milestone_list",
        within="project",
        choices={**_OF_PROJECT, "fund": "funds"},
    ),
    "bank_lines": FormOfSheet(
        _l("Enter a line of the bank"),
        _l("Change the line %(key)s of the bank"),
        ((None, ("fund", "reference", "booked_on", "amount", "party", "bank_reference", "statement")),),
        ("bank_lines.bank_detail", {"fund": "fund"}),
        "funds.fund_list",
        within="fund",
        choices={"fund": "funds"},
        not_ahead=("booked_on",),
        not_before_start=("booked_on",),
    ),
    "expenditures": FormOfSheet(
        _l("Enter a voucher"),
        _l("Change the voucher %(key)s"),
        (
            (None, ("project", "reference", "spent_on", "amount", "currency")),
            (_l("What it was for"), ("category", "budget_line", "description")),
            (_l("Who was paid"), ("payee", "invoice_no", "payment_reference", "evidence")),
            (_l("Only where they apply"), ("fund", "corrects")),
        ),
        _WORKS,
        "expenditures.expenditure_list",
        within="project",
        choices={**_OF_PROJECT, "budget_line": "budget_lines", "fund": "funds"},
        not_ahead=("spent_on",),
        not_before_start=("spent_on",),
        is_looked_at=True,
    ),
}
"""Rules, payments and settlements are proposed and contributions recorded: they have pages of their own."""
