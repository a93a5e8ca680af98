"""Sheets of money on the move: contributions, disbursements, expenditures."""

from grants.workbook.columns import Kind, Sheet, optional, required
from grants.workbook.sheets_funding import CONTRIBUTION_KINDS, SOURCES

CONTRIBUTION_STATUS = ("recorded", "verified", "returned", "withdrawn")
VERIFICATION_METHODS = ("bank_statement", "slip", "cash_count", "site_visit")
EXPENDITURE_CATEGORIES = (
    "works", "materials", "equipment", "labour", "supervision", "administration", "other",
)  # fmt: skip

CONTRIBUTIONS = Sheet("contributions", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("project", Kind.CODE, "#activity+code"),
    required("group", Kind.CODE, "#group+code"),
    optional("household", Kind.CODE, "#population+hh+code"),
    required("received_on", Kind.DATE, "#date+received"),
    required("amount", Kind.AMOUNT, "#value+received"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("kind", Kind.CHOICE, "#modality", CONTRIBUTION_KINDS),
    optional("source", Kind.CHOICE, "#channel+source", SOURCES),
    optional("origin_country", Kind.COUNTRY, "#country+origin+code+v_iso2"),
    optional("sent_amount", Kind.AMOUNT, "#value+sent"),
    optional("sent_currency", Kind.CURRENCY, "#currency+sent+code"),
    optional("transfer_operator", Kind.TEXT, "#org+operator+name"),
    optional("transfer_reference", Kind.CODE, "#meta+id+transfer"),
    optional("banked_on", Kind.DATE, "#date+banked"),
    optional("bank_reference", Kind.CODE, "#meta+id+bank"),
    optional("quantity", Kind.DECIMAL, "#item+quantity"),
    optional("unit", Kind.TEXT, "#item+unit"),
    optional("unit_rate", Kind.AMOUNT, "#value+unit"),
    optional("quantity_female", Kind.DECIMAL, "#item+quantity+f"),
    optional("evidence", Kind.TEXT, "#meta+evidence"),
    optional("receipt_no", Kind.CODE, "#meta+id+receipt"),
    optional("recorded_on", Kind.DATE, "#date+recorded"),
    optional("recorded_by", Kind.TEXT, "#contact+recorder"),
    required("status", Kind.CHOICE, "#status", CONTRIBUTION_STATUS),
    optional("client_id", Kind.CODE, "#meta+id+client"),
    optional("amends", Kind.CODE, "#meta+id+amends"),
    optional("verified_on", Kind.DATE, "#date+verified"),
    optional("verified_by", Kind.TEXT, "#contact+verifier"),
    optional("verification_method", Kind.CHOICE, "#meta+verification", VERIFICATION_METHODS),
    optional("reversed_on", Kind.DATE, "#date+reversed"),
    optional("reversed_amount", Kind.AMOUNT, "#value+reversed"),
    optional("reversal_reason", Kind.TEXT, "#description+reversal"),
    optional("verified_seq", Kind.INTEGER, "#meta+seq+verified"),
    optional("reversed_seq", Kind.INTEGER, "#meta+seq+reversed"),
))  # fmt: skip

DISBURSEMENTS = Sheet("disbursements", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("project", Kind.CODE, "#activity+code"),
    required("paid_on", Kind.DATE, "#date+paid"),
    required("amount", Kind.AMOUNT, "#value+disbursed"),
    optional("paid_to", Kind.TEXT, "#org+receiver+name"),
    optional("bank_reference", Kind.CODE, "#meta+id+bank"),
    optional("arrived_on", Kind.DATE, "#date+arrived"),
    optional("arrived_amount", Kind.AMOUNT, "#value+arrived"),
    optional("arrived_currency", Kind.CURRENCY, "#currency+arrived+code"),
    optional("milestone", Kind.TEXT, "#output+milestone"),
    optional("refund_of", Kind.CODE, "#meta+id+refund"),
    optional("override_reason", Kind.TEXT, "#description+override"),
    optional("evidence", Kind.TEXT, "#meta+evidence"),
    optional("counted_on", Kind.DATE, "#date+counted"),
    optional("tranche", Kind.CODE, "#meta+id+tranche"),
))  # fmt: skip

EXPENDITURES = Sheet("expenditures", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("project", Kind.CODE, "#activity+code"),
    required("spent_on", Kind.DATE, "#date+spent"),
    required("amount", Kind.AMOUNT, "#value+spent"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("category", Kind.CHOICE, "#item+type", EXPENDITURE_CATEGORIES),
    optional("budget_line", Kind.CODE, "#item+code"),
    optional("payee", Kind.TEXT, "#org+payee+name"),
    optional("invoice_no", Kind.CODE, "#meta+id+invoice"),
    optional("description", Kind.TEXT, "#description"),
    optional("payment_reference", Kind.CODE, "#meta+id+payment"),
    optional("corrects", Kind.CODE, "#meta+id+corrects"),
    optional("fund", Kind.CODE, "#org+fund+code"),
    optional("evidence", Kind.TEXT, "#meta+evidence"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip
