"""The sheet of what is told of a quarter."""

from flask_babel import lazy_gettext as _

from reports.sheets.columns import Kind, Sheet, day, number, text

NARRATIVE = Sheet("narrative", _("Narrative"), lambda report: report.narrative, (
    *text("section"),
    *number(Kind.COUNT, "paragraph"),
    *text("words", "written_by"),
    *day("written_on"),
))  # fmt: skip
