"""Sheets of what people say of the spending: explanations of variances, reviews, money claimed back."""

from grants.workbook.columns import Kind, Sheet, optional, required
from grants.workbook.sheets_paying import SIDES

VERDICTS = ("accepted", "queried", "disallowed", "answered")
CLAWBACK_STEPS = ("opened", "repaid", "waived")

VARIANCES = Sheet("variances", ("project", "line", "number"), (
    required("project", Kind.CODE, "#activity+code"),
    required("line", Kind.CODE, "#item+code"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("explained_on", Kind.DATE, "#date+explained"),
    required("explained_by", Kind.TEXT, "#contact+explained"),
    required("words", Kind.TEXT, "#description"),
))  # fmt: skip

REVIEWS = Sheet("reviews", ("expenditure", "fund", "number"), (
    required("expenditure", Kind.CODE, "#meta+id"),
    required("fund", Kind.CODE, "#org+fund+code"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("said_on", Kind.DATE, "#date+said"),
    required("said_by", Kind.TEXT, "#contact+said"),
    required("side", Kind.CHOICE, "#org+type", SIDES),
    required("verdict", Kind.CHOICE, "#status", VERDICTS),
    optional("words", Kind.TEXT, "#description"),
    optional("sample", Kind.CODE, "#meta+sample"),
))  # fmt: skip

CLAWBACKS = Sheet("clawbacks", ("expenditure", "source", "number"), (
    required("expenditure", Kind.CODE, "#meta+id"),
    required("source", Kind.TEXT, "#org+source"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("step", Kind.CHOICE, "#status", CLAWBACK_STEPS),
    required("amount", Kind.AMOUNT, "#value+claimed"),
    required("currency", Kind.CURRENCY, "#currency+code"),
    required("said_on", Kind.DATE, "#date+said"),
    required("said_by", Kind.TEXT, "#contact+said"),
    optional("reason", Kind.TEXT, "#description+reason"),
    optional("payment", Kind.CODE, "#meta+id+payment"),
))  # fmt: skip
