"""Sheets of the life of a project: meetings, what they chose, each step from proposal to maintenance."""

from grants.workbook.columns import Kind, Sheet, optional, required

PROJECT_STEPS = (
    "proposed",
    "appraised",
    "declined",
    "approved",
    "started",
    "completed",
    "handed_over",
    "maintained",
    "cancelled",
)
FUNCTIONAL = ("yes", "partly", "no")

MEETINGS = Sheet("meetings", ("code",), (
    required("code", Kind.CODE, "#meta+id"),
    required("community", Kind.CODE, "#loc+code"),
    required("held_on", Kind.DATE, "#date+held"),
    required("women", Kind.INTEGER, "#reached+f"),
    required("men", Kind.INTEGER, "#reached+m"),
    optional("households", Kind.INTEGER, "#reached+hh"),
    optional("sent_from_abroad", Kind.INTEGER, "#reached+migrants"),
    optional("words", Kind.TEXT, "#description"),
    required("kept_by", Kind.TEXT, "#contact+kept"),
))  # fmt: skip

CHOICES = Sheet("choices", ("meeting", "rank"), (
    required("meeting", Kind.CODE, "#meta+id"),
    required("rank", Kind.INTEGER, "#meta+rank"),
    required("work", Kind.TEXT, "#activity+proposed"),
    optional("project", Kind.CODE, "#activity+code"),
    optional("votes_for", Kind.INTEGER, "#indicator+votes"),
    optional("votes_from_abroad", Kind.INTEGER, "#indicator+votes+migrants"),
))  # fmt: skip

STEPS_OF_PROJECTS = Sheet("project_steps", ("project", "number"), (
    required("project", Kind.CODE, "#activity+code"),
    required("number", Kind.INTEGER, "#meta+number"),
    required("step", Kind.CHOICE, "#status+activity", PROJECT_STEPS),
    required("decided_on", Kind.DATE, "#date+decided"),
    required("decided_by", Kind.TEXT, "#contact+decided"),
    optional("words", Kind.TEXT, "#description"),
    optional("meeting", Kind.CODE, "#meta+id+meeting"),
))  # fmt: skip

REACHED = Sheet("reached", ("project", "community", "measured_on"), (
    required("project", Kind.CODE, "#activity+code"),
    required("community", Kind.CODE, "#loc+code"),
    required("measured_on", Kind.DATE, "#date+measured"),
    required("people", Kind.INTEGER, "#reached+total"),
    optional("female", Kind.INTEGER, "#reached+f"),
    optional("male", Kind.INTEGER, "#reached+m"),
    optional("households", Kind.INTEGER, "#reached+hh"),
    optional("source", Kind.TEXT, "#meta+source"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip

SERVICE_CHECKS = Sheet("service_checks", ("project", "checked_on"), (
    required("project", Kind.CODE, "#activity+code"),
    required("checked_on", Kind.DATE, "#date+checked"),
    optional("months", Kind.INTEGER, "#meta+months"),
    required("functional", Kind.CHOICE, "#status+functional", FUNCTIONAL),
    optional("fee_due", Kind.AMOUNT, "#value+fee+due"),
    optional("fee_paid", Kind.AMOUNT, "#value+fee+paid"),
    optional("fund_balance", Kind.AMOUNT, "#value+maintenance+balance"),
    optional("repairs", Kind.AMOUNT, "#value+repairs"),
    optional("days_down", Kind.INTEGER, "#indicator+days+down"),
    required("checked_by", Kind.TEXT, "#contact+checked"),
    optional("words", Kind.TEXT, "#description"),
    optional("counted_on", Kind.DATE, "#date+counted"),
))  # fmt: skip
