"""The measures of `summary`, which have a row each instead of a column."""

from flask_babel import lazy_gettext as _l

from reports.figures.summary import Measure
from reports.sheets.definitions.definition import Definition

MEASURES = {
    Measure.CONTRIBUTED: Definition(
        _l("Money that groups brought, less what they took back"),
        _l("Verified contributions less reversals, both at the rate of the month of the contribution"),
    ),
    Measure.REMITTANCES: Definition(
        _l("Of it, money that migrants sent"),
        _l("As contributed, of those whose source is remittance"),
    ),
    Measure.IN_KIND: Definition(
        _l("Labour, materials and skills that groups brought, at their value"),
        _l("As contributed, of the kinds labour, materials and skills; no part of contributed"),
    ),
    Measure.MATCHED: Definition(
        _l("Granted by the funds of this report, less what was released"),
        _l("By the day of booking, at the rate of the month of the contribution"),
    ),
    Measure.OTHER_FUNDING: Definition(
        _l("Agreed by others than groups and the funds of this report"),
        _l("By the day of the agreement, at the rate of its month"),
    ),
    Measure.DISBURSED: Definition(
        _l("Paid to projects by the funds of this report, less refunds"),
        _l("By the day of payment, at the rate of its month"),
    ),
    Measure.SPENT: Definition(
        _l("Spent by projects; in the report of one fund, its share"),
        _l("Vouchers less corrections, by the day of spending, at the rate of its month"),
    ),
    Measure.LEVERAGE: Definition(
        _l("Matched for each unit of money contributed"),
        _l("matched / contributed; empty where nothing was contributed"),
    ),
    Measure.PROJECTS: Definition(
        _l("Projects with a contribution"),
        _l("quarter: with one in the span; cumulative: to date, not wholly taken back"),
    ),
    Measure.COMMUNITIES: Definition(
        _l("Communities with a contribution"),
        _l("quarter: with one in the span; cumulative: to date, not wholly taken back"),
    ),
    Measure.GROUPS: Definition(
        _l("Groups with a contribution"),
        _l("quarter: with one in the span; cumulative: to date, not wholly taken back"),
    ),
    Measure.HOUSEHOLDS: Definition(
        _l("Households with a contribution"),
        _l("Different codes; a contribution without the code of a household counts for none"),
    ),
    Measure.BENEFICIARIES: Definition(
        _l("People who benefit; in the quarter, by how many more"),
        _l("The sum of beneficiaries in communities"),
    ),
    Measure.COST_PER_BENEFICIARY: Definition(
        _l("Spent and in kind, of all who paid, for each of them"),
        _l("(spent + in_kind) / beneficiaries"),
    ),
}
