"""Sheets about who answers and on which terms: funds, receipts, rules, rates, other funding."""

from grants.workbook.columns import Kind, Sheet, optional, required
from grants.workbook.sheets_registry import MARGINALITY, SEX

MONEY = ("bank_transfer", "money_transfer", "mobile_money", "cash")
IN_KIND = ("labour", "materials", "skills")
CONTRIBUTION_KINDS = MONEY + IN_KIND
SOURCES = ("remittance", "local", "returnee", "other")
PARTNER_TYPES = ("local_government", "ngo", "private", "other_donor")

FUNDS = Sheet("funds", ("code",), (
    required("code", Kind.CODE, "#org+fund+code"),
    required("programme", Kind.CODE, "#activity+programme+code"),
    required("name", Kind.TEXT, "#org+fund+name"),
    required("donor", Kind.TEXT, "#org+funder+name"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("budget", Kind.AMOUNT, "#value+budget"),
    required("opens_on", Kind.DATE, "#date+start"),
    optional("closes_on", Kind.DATE, "#date+end"),
    optional("yearly_envelope", Kind.AMOUNT, "#value+limit+year"),
    optional("year_starts_month", Kind.INTEGER, "#date+month+fiscal"),
))  # fmt: skip

RECEIPTS = Sheet("receipts", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("received_on", Kind.DATE, "#date+received"),
    required("amount", Kind.AMOUNT, "#value+received"),
    optional("bank_reference", Kind.CODE, "#meta+id+bank"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip

RULES = Sheet("rules", ("code", "version"), (
    required("code", Kind.CODE, "#meta+rule+code"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("version", Kind.INTEGER, "#meta+rule+version"),
    required("effective_from", Kind.DATE, "#date+start"),
    optional("effective_to", Kind.DATE, "#date+end"),
    required("priority", Kind.INTEGER, "#meta+priority"),
    optional("ratio", Kind.DECIMAL, "#value+ratio"),
    optional("tiers", Kind.TIERS, "#value+ratio+list"),
    optional("joint", Kind.CODE, "#meta+scheme+code"),
    optional("projects", Kind.CODES, "#activity+code+list"),
    optional("sectors", Kind.CODES, "#sector+code+list"),
    optional("communities", Kind.CODES, "#loc+code+list"),
    optional("marginality", Kind.CHOICES, "#severity+marginality+list", MARGINALITY),
    optional("kinds", Kind.CHOICES, "#modality+list", CONTRIBUTION_KINDS),
    optional("sources", Kind.CHOICES, "#channel+source+list", SOURCES),
    optional("group_min_members", Kind.INTEGER, "#population+members+min"),
    optional("group_leader", Kind.CHOICE, "#group+leader+sex", SEX),
    optional("group_min_days", Kind.INTEGER, "#group+days+min"),
    optional("group_certificate", Kind.YES_NO, "#group+certificate"),
    optional("project_cost_min", Kind.AMOUNT, "#value+budget+min"),
    optional("record_within_days", Kind.INTEGER, "#date+days+max"),
    optional("in_kind", Kind.CHOICE, "#modality+in_kind", ("none", "match", "threshold")),
    optional("in_kind_weight", Kind.DECIMAL, "#value+in_kind+weight"),
    optional("in_kind_limit_share", Kind.DECIMAL, "#value+in_kind+share+max"),
    optional("counted_per_household", Kind.AMOUNT, "#value+counted+hh+max"),
    optional("counted_min", Kind.AMOUNT, "#value+counted+min"),
    optional("counted_min_share", Kind.DECIMAL, "#value+counted+share+min"),
    optional("match_per_contribution", Kind.AMOUNT, "#value+match+max"),
    optional("match_per_household", Kind.AMOUNT, "#value+match+hh+max"),
    optional("match_per_group", Kind.AMOUNT, "#value+match+group+max"),
    optional("match_per_project", Kind.AMOUNT, "#value+match+activity+max"),
    optional("match_share_of_cost", Kind.DECIMAL, "#value+match+share+max"),
    optional("match_per_community", Kind.AMOUNT, "#value+match+loc+max"),
    optional("cap_period", Kind.CHOICE, "#frequency+cap", ("total", "year", "quarter")),
))  # fmt: skip

RATES = Sheet("rates", ("currency", "month"), (
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("month", Kind.MONTH, "#date+month"),
    required("units_per_usd", Kind.DECIMAL, "#value+rate+usd"),
    optional("source", Kind.TEXT, "#meta+source"),
))  # fmt: skip

OTHER_FUNDING = Sheet("other_funding", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("project", Kind.CODE, "#activity+code"),
    required("partner", Kind.TEXT, "#org+partner+name"),
    optional("partner_type", Kind.CHOICE, "#org+partner+type", PARTNER_TYPES),
    required("agreed_on", Kind.DATE, "#date+agreed"),
    required("amount", Kind.AMOUNT, "#value+agreed"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    optional("kind", Kind.TEXT, "#modality"),
    optional("received_on", Kind.DATE, "#date+received"),
    optional("seq", Kind.INTEGER, "#meta+seq"),
))  # fmt: skip
