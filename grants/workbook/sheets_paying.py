"""Sheets of how a fund pays: agreed rules, milestones, tranches, lines of the bank, documents."""

from grants.workbook.columns import Kind, Sheet, optional, required

SIDES = ("manager", "donor")
GATES = ("agreement", "minutes", "partners_money", "works", "handover")
SUBJECTS = ("certifications", "tranches")
DECISIONS = ("certified", "approved", "declined", "withdrawn")
DOCUMENT_KINDS = (
    "photo", "certificate", "handover_act", "minutes", "agreement", "invoice", "bank_statement", "letter",
    "land_consent", "bill_of_quantities", "quote", "maintenance_plan", "other",
)  # fmt: skip
TICKED_SHEETS = ("receipts", "disbursements")

AGREEMENTS = Sheet("agreements", ("rule", "version", "side"), (
    required("rule", Kind.CODE, "#meta+rule"),
    required("version", Kind.INTEGER, "#meta+version"),
    required("side", Kind.CHOICE, "#org+type", SIDES),
    required("agreed_on", Kind.DATE, "#date+agreed"),
    required("agreed_by", Kind.TEXT, "#contact+agreed"),
    required("sentence", Kind.TEXT, "#description+rule"),
    optional("document", Kind.TEXT, "#meta+document"),
))  # fmt: skip

MILESTONES = Sheet("milestones", ("project", "fund", "code"), (
    required("project", Kind.CODE, "#activity+code"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("code", Kind.CODE, "#output+code"),
    required("name", Kind.TEXT, "#output+milestone"),
    required("share", Kind.DECIMAL, "#value+share"),
    optional("due_on", Kind.DATE, "#date+due"),
    required("gate", Kind.CHOICE, "#status+gate", GATES),
    optional("works", Kind.DECIMAL, "#indicator+works"),
))  # fmt: skip

CERTIFICATIONS = Sheet("certifications", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("project", Kind.CODE, "#activity+code"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("milestone", Kind.CODE, "#output+code"),
    required("asked_on", Kind.DATE, "#date+asked"),
    required("asked_by", Kind.TEXT, "#contact+asked"),
    optional("words", Kind.TEXT, "#description"),
))  # fmt: skip

TRANCHES = Sheet("tranches", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("project", Kind.CODE, "#activity+code"),
    required("fund", Kind.CODE, "#org+fund+code"),
    optional("milestone", Kind.CODE, "#output+code"),
    required("asked_on", Kind.DATE, "#date+asked"),
    required("asked_by", Kind.TEXT, "#contact+asked"),
    required("amount", Kind.AMOUNT, "#value+asked"),
    optional("words", Kind.TEXT, "#description"),
    optional("override_reason", Kind.TEXT, "#description+override"),
))  # fmt: skip

STEPS = Sheet("steps", ("subject", "reference", "number"), (
    required("subject", Kind.CHOICE, "#meta+sheet", SUBJECTS),
    required("reference", Kind.CODE, "#meta+id"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("decision", Kind.CHOICE, "#status", DECISIONS),
    required("decided_on", Kind.DATE, "#date+decided"),
    required("decided_by", Kind.TEXT, "#contact+decided"),
    optional("reason", Kind.TEXT, "#description+reason"),
    optional("document", Kind.TEXT, "#meta+document"),
))  # fmt: skip

BANK_LINES = Sheet("bank_lines", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("booked_on", Kind.DATE, "#date+booked"),
    required("amount", Kind.AMOUNT, "#value+bank"),
    optional("party", Kind.TEXT, "#org+party+name"),
    optional("bank_reference", Kind.CODE, "#meta+id+bank"),
    optional("statement", Kind.TEXT, "#meta+statement"),
    optional("ticks_sheet", Kind.CHOICE, "#meta+sheet", TICKED_SHEETS),
    optional("ticks", Kind.CODE, "#meta+id+ticked"),
    optional("ticked_on", Kind.DATE, "#date+ticked"),
    optional("ticked_by", Kind.TEXT, "#contact+ticked"),
))  # fmt: skip

DOCUMENTS = Sheet("documents", ("reference",), (
    required("reference", Kind.CODE, "#meta+id"),
    required("sheet", Kind.CODE, "#meta+sheet"),
    required("key", Kind.TEXT, "#meta+key"),
    required("kind", Kind.CHOICE, "#meta+kind", DOCUMENT_KINDS),
    required("title", Kind.TEXT, "#meta+title"),
    optional("dated_on", Kind.DATE, "#date+document"),
    optional("sha256", Kind.CODE, "#meta+sha256"),
    required("added_on", Kind.DATE, "#date+added"),
    required("added_by", Kind.TEXT, "#contact+added"),
))  # fmt: skip
