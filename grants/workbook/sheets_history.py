"""Sheets of what came of it and of what held before: indicators, measurements, changes, reversals."""

from grants.workbook.columns import Column, Kind, Sheet, optional, required

INDICATORS = Sheet("indicators", ("project", "code"), (
    required("project", Kind.CODE, "#activity+code"),
    required("code", Kind.CODE, "#indicator+code"),
    required("name", Kind.TEXT, "#indicator+name"),
    required("unit", Kind.TEXT, "#indicator+unit"),
    optional("baseline", Kind.DECIMAL, "#indicator+baseline"),
    required("target", Kind.DECIMAL, "#indicator+target"),
    optional("catalogue", Kind.CODE, "#indicator+catalogue"),
    optional("baseline_on", Kind.DATE, "#date+baseline"),
    optional("baseline_source", Kind.TEXT, "#meta+source+baseline"),
))  # fmt: skip

MEASUREMENTS = Sheet("measurements", ("project", "indicator", "measured_on"), (
    required("project", Kind.CODE, "#activity+code"),
    required("indicator", Kind.CODE, "#indicator+code"),
    required("measured_on", Kind.DATE, "#date+measured"),
    required("value", Kind.DECIMAL, "#indicator+actual"),
    optional("female", Kind.DECIMAL, "#indicator+actual+f"),
    optional("male", Kind.DECIMAL, "#indicator+actual+m"),
    optional("source", Kind.TEXT, "#meta+source"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip

CHANGES = Sheet("changes", ("sheet", "code", "column", "effective_on", "seq"), (
    required("sheet", Kind.CODE, "#meta+sheet"),
    required("code", Kind.CODE, "#meta+id"),
    required("column", Kind.CODE, "#meta+column"),
    optional("old", Kind.TEXT, "#meta+value+old"),
    Column("value", Kind.TEXT, "#meta+value+new", required=True, may_be_empty=True),
    required("effective_on", Kind.DATE, "#date+effective"),
    optional("reason", Kind.TEXT, "#description+reason"),
    optional("document", Kind.TEXT, "#meta+document"),
    optional("seq", Kind.INTEGER, "#meta+seq"),
))  # fmt: skip

# The contract marks nothing in the three sheets below as required. What is required here is
# that without which a row would say nothing.
REVERSALS = Sheet("reversals", ("contribution", "reversed_on", "seq"), (
    required("contribution", Kind.CODE, "#meta+id"),
    required("reversed_on", Kind.DATE, "#date+reversed"),
    optional("amount", Kind.AMOUNT, "#value+reversed"),
    optional("reason", Kind.TEXT, "#description+reversal"),
    optional("seq", Kind.INTEGER, "#meta+seq"),
))  # fmt: skip

REMATCHES = Sheet("rematches", ("fund", "booked_on", "contribution", "rule", "version", "seq"), (
    required("fund", Kind.CODE, "#org+fund+code"),
    required("booked_on", Kind.DATE, "#date+booked"),
    required("contribution", Kind.CODE, "#meta+id"),
    required("rule", Kind.CODE, "#meta+rule+code"),
    optional("version", Kind.INTEGER, "#meta+rule+version"),
    required("granted", Kind.AMOUNT, "#value+granted"),
    optional("seq", Kind.INTEGER, "#meta+seq"),
))  # fmt: skip

CLOSINGS = Sheet("closings", ("quarter",), (
    required("quarter", Kind.CODE, "#date+quarter"),
    optional("closed_on", Kind.DATE, "#date+closed"),
    optional("closed_by", Kind.TEXT, "#contact+closer"),
    optional("sha256", Kind.CODE, "#meta+checksum"),
    optional("seq", Kind.INTEGER, "#meta+seq"),
))  # fmt: skip
