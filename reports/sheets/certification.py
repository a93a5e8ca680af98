"""The sheet of who prepared, checked and approved a report."""

from flask_babel import lazy_gettext as _

from reports.sheets.columns import Sheet, day, text

CERTIFICATION = Sheet("certification", _("Certification"), lambda report: report.certification, (
    *text("part", "name"),
    *day("signed_on"),
    *text("statement", "figures", "state", "remark"),
))  # fmt: skip
