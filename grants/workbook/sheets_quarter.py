"""Sheets of a quarter: what is told of it, who signed it, and what people complained of."""

from grants.workbook.columns import Column, Kind, Sheet, optional, required
from grants.workbook.texts import MAX_LONG_TEXT

SECTIONS = ("achievements", "deviations", "risks", "lessons", "next_quarter")
PARTS = ("prepared", "checked", "approved")
CHANNELS = ("in_person", "phone", "letter", "box", "message")
CATEGORIES = ("money", "works", "selection", "conduct", "land", "service", "other")
ACCESS = ("open", "restricted")
GRIEVANCE_STEPS = ("acknowledged", "referred", "resolved", "reopened")

NARRATIVE = Sheet("narrative", ("quarter", "section", "number"), (
    required("quarter", Kind.CODE, "#date+quarter"),
    required("section", Kind.CHOICE, "#meta+section", SECTIONS),
    required("number", Kind.INTEGER, "#meta+number"),
    Column("words", Kind.TEXT, "#description", required=True, longest=MAX_LONG_TEXT),
    required("written_on", Kind.DATE, "#date+written"),
    required("written_by", Kind.TEXT, "#contact+written"),
))  # fmt: skip

SIGNATURES = Sheet("signatures", ("quarter", "part", "number"), (
    required("quarter", Kind.CODE, "#date+quarter"),
    required("part", Kind.CHOICE, "#meta+part", PARTS),
    required("number", Kind.INTEGER, "#meta+number"),
    required("statement", Kind.TEXT, "#description+statement"),
    required("signed_on", Kind.DATE, "#date+signed"),
    required("signed_by", Kind.TEXT, "#contact+signed"),
    optional("figures", Kind.CODE, "#meta+sha256"),
))  # fmt: skip

GRIEVANCES = Sheet("grievances", ("code",), (
    required("code", Kind.CODE, "#meta+id"),
    required("received_on", Kind.DATE, "#date+received"),
    required("channel", Kind.CHOICE, "#meta+channel", CHANNELS),
    required("category", Kind.CHOICE, "#meta+category", CATEGORIES),
    required("access", Kind.CHOICE, "#meta+access", ACCESS),
    optional("community", Kind.CODE, "#loc+code"),
    optional("project", Kind.CODE, "#activity+code"),
    required("words", Kind.TEXT, "#description"),
    required("recorded_by", Kind.TEXT, "#contact+recorded"),
))  # fmt: skip

STEPS_OF_GRIEVANCES = Sheet("grievance_steps", ("grievance", "number"), (
    required("grievance", Kind.CODE, "#meta+id"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("step", Kind.CHOICE, "#status", GRIEVANCE_STEPS),
    required("decided_on", Kind.DATE, "#date+decided"),
    required("decided_by", Kind.TEXT, "#contact+decided"),
    optional("words", Kind.TEXT, "#description"),
))  # fmt: skip
