"""Sheets about who gives and what is built: programmes, communities, groups, households, projects."""

from grants.workbook.columns import Kind, Sheet, optional, required

MARGINALITY = ("low", "medium", "high", "very_high")
SEX = ("f", "m")
PROJECT_STATUS = (
    "proposed",
    "approved",
    "in_progress",
    "completed",
    "handed_over",
    "maintained",
    "cancelled",
)

PROGRAMMES = Sheet("programmes", ("code",), (
    required("code", Kind.CODE, "#activity+programme+code"),
    required("name", Kind.TEXT, "#activity+programme+name"),
    required("country", Kind.COUNTRY, "#country+code+v_iso2"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("starts_on", Kind.DATE, "#date+start"),
    optional("ends_on", Kind.DATE, "#date+end"),
    required("time_zone", Kind.TEXT, "#meta+time_zone"),
    optional("language", Kind.CODE, "#meta+lang"),
    optional("reversal_limit", Kind.AMOUNT, "#value+limit+reversal"),
    optional("complaints", Kind.TEXT, "#contact+complaints"),
))  # fmt: skip

COMMUNITIES = Sheet("communities", ("code",), (
    required("code", Kind.CODE, "#loc+code"),
    required("programme", Kind.CODE, "#activity+programme+code"),
    required("name", Kind.TEXT, "#loc+name"),
    optional("admin1", Kind.TEXT, "#adm1+name"),
    optional("admin1_pcode", Kind.CODE, "#adm1+code"),
    optional("admin2", Kind.TEXT, "#adm2+name"),
    optional("admin2_pcode", Kind.CODE, "#adm2+code"),
    optional("latitude", Kind.DECIMAL, "#geo+lat"),
    optional("longitude", Kind.DECIMAL, "#geo+lon"),
    optional("population", Kind.INTEGER, "#population+total"),
    optional("households", Kind.INTEGER, "#population+hh"),
    optional("marginality", Kind.CHOICE, "#severity+marginality", MARGINALITY),
))  # fmt: skip

GROUPS = Sheet("groups", ("code",), (
    required("code", Kind.CODE, "#group+code"),
    required("community", Kind.CODE, "#loc+code"),
    required("name", Kind.TEXT, "#group+name"),
    required("registered_on", Kind.DATE, "#date+registered"),
    optional("members", Kind.INTEGER, "#population+members"),
    optional("women", Kind.INTEGER, "#population+members+f"),
    optional("leader_sex", Kind.CHOICE, "#group+leader+sex", SEX),
    optional("certificate_until", Kind.DATE, "#date+certificate+end"),
))  # fmt: skip

HOUSEHOLDS = Sheet("households", ("code",), (
    required("code", Kind.CODE, "#population+hh+code"),
    required("group", Kind.CODE, "#group+code"),
    optional("head_sex", Kind.CHOICE, "#population+hh+head+sex", SEX),
    optional("migrants_abroad", Kind.INTEGER, "#population+migrants"),
    optional("host_country", Kind.COUNTRY, "#country+host+code+v_iso2"),
))  # fmt: skip

PROJECTS = Sheet("projects", ("code",), (
    required("code", Kind.CODE, "#activity+code"),
    required("community", Kind.CODE, "#loc+code"),
    required("name", Kind.TEXT, "#activity+name"),
    required("sector", Kind.SECTOR, "#sector+code+v_dac"),
    required("budget", Kind.AMOUNT, "#value+budget"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    optional("approved_on", Kind.DATE, "#date+approved"),
    optional("starts_on", Kind.DATE, "#date+start"),
    optional("ends_on", Kind.DATE, "#date+end"),
    optional("status", Kind.CHOICE, "#status+activity", PROJECT_STATUS),
    optional("settled_on", Kind.DATE, "#date+settled"),
    optional("final_cost", Kind.AMOUNT, "#value+final"),
    optional("approved_seq", Kind.INTEGER, "#meta+seq+approved"),
    optional("settled_seq", Kind.INTEGER, "#meta+seq+settled"),
))  # fmt: skip

BUDGET_LINES = Sheet("budget_lines", ("project", "line"), (
    required("project", Kind.CODE, "#activity+code"),
    required("line", Kind.CODE, "#item+code"),
    required("category", Kind.TEXT, "#item+type"),
    required("description", Kind.TEXT, "#description"),
    optional("unit", Kind.TEXT, "#item+unit"),
    optional("quantity", Kind.DECIMAL, "#item+quantity"),
    optional("unit_cost", Kind.AMOUNT, "#value+unit"),
    required("amount", Kind.AMOUNT, "#value+planned"),
    optional("source", Kind.TEXT, "#org+funder"),
))  # fmt: skip

PROGRESS = Sheet("progress", ("project", "on"), (
    required("project", Kind.CODE, "#activity+code"),
    required("on", Kind.DATE, "#date+measured"),
    optional("planned", Kind.DECIMAL, "#indicator+planned+pct"),
    required("actual", Kind.DECIMAL, "#indicator+actual+pct"),
    optional("certified_by", Kind.TEXT, "#contact+certifier"),
    optional("evidence", Kind.TEXT, "#meta+evidence"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip
