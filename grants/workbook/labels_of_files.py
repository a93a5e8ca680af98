"""The sentences about a file, its sheets and their headers: what is wrong, and what is expected instead."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.workbook.problems import NoticeKind, ProblemKind

ABOUT_FILES: dict[StrEnum, LazyString] = {
    ProblemKind.FILE_EMPTY: _l("The file is empty. Expected: an Excel workbook (.xlsx)."),
    ProblemKind.FILE_TOO_LARGE: _l("The file is larger than %(limit)s. Split it, for example by quarter."),
    ProblemKind.NOT_A_WORKBOOK: _l("The file is not an Excel workbook. Expected: a file saved as .xlsx."),
    ProblemKind.OLD_WORKBOOK: _l("The file is in the old Excel format (.xls). Save it as .xlsx."),
    ProblemKind.TEXT_FILE: _l(
        "The file is CSV, HTML or other text, renamed. Open it in Excel and save it as .xlsx."
    ),
    ProblemKind.ENCRYPTED: _l("The file is protected with a password. Save it without one."),
    ProblemKind.DAMAGED: _l("The file is damaged or incomplete. Open it in Excel, save it again and retry."),
    ProblemKind.MACROS: _l("The file holds macros. Save it as .xlsx, which has none."),
    ProblemKind.EXTERNAL_DATA: _l(
        "The file takes data from other files or databases. Break these links and save it again."
    ),
    ProblemKind.FILE_IN_FILE: _l(
        "Another file is packed into this one (%(part)s). Remove it and save the workbook again."
    ),
    ProblemKind.UNSAFE_PART_NAME: _l(
        "The file is not packed as Excel packs it (%(part)s). Save it again in Excel."
    ),
    ProblemKind.TOO_MANY_PARTS: _l(
        "The file has more than %(limit)s parts. Remove pictures and sheets that are not needed."
    ),
    ProblemKind.UNPACKS_TOO_LARGE: _l(
        "The file is too large once unpacked (%(part)s). Remove empty formatted cells or split it."
    ),
    ProblemKind.UNSAFE_XML: _l(
        "The file holds declarations that Excel never writes (%(part)s). Save it again in Excel."
    ),
    ProblemKind.TOO_MUCH_MEMORY: _l(
        "The file needs too much memory. Remove cells far away from the tables or split it."
    ),
    ProblemKind.TOO_SLOW: _l("The file takes too long to read. Split it, for example by quarter."),
    ProblemKind.UNREADABLE: _l("The file could not be read. Open it in Excel, save it again and retry."),
    ProblemKind.NO_KNOWN_SHEET: _l(
        "There is no sheet to import. Expected: sheets named as in the template, like contributions."
    ),
    ProblemKind.TOO_MANY_PROBLEMS: _l("The file has more problems than these %(count)s. Correct them first."),
    ProblemKind.SHEET_NAME_NEAR: _l(
        "The name %(found)s is almost that of a sheet. Name it %(expected)s, or quite differently."
    ),
    ProblemKind.SHEET_REPEATED: _l("Two sheets have this name. Keep one of them."),
    ProblemKind.CELL_TOO_FAR: _l(
        "A value lies far away from the table. Expected: at most %(columns)s columns, %(rows)s rows."
    ),
    ProblemKind.FORMULAS_SOMEWHERE: _l(
        "The sheet holds formulas or error values. Replace them by their values."
    ),
    ProblemKind.TWO_HEADER_ROWS: _l(
        "Rows 1 and 2 both look like column names. Expected: one row of names, then the rows."
    ),
    ProblemKind.MERGED_HEADER: _l(
        "The cells %(range)s are merged. Expected: one column name in each cell of row 1."
    ),
    ProblemKind.COLUMN_NAME_NEAR: _l(
        "The name %(found)s is almost that of a column. Name it %(column)s, or quite differently."
    ),
    ProblemKind.COLUMN_REPEATED: _l("The column %(column)s is there twice. Keep one of them."),
    ProblemKind.COLUMN_MISSING: _l("The column %(column)s is missing. It is required on this sheet."),
}

NOTICES: dict[NoticeKind, LazyString] = {
    NoticeKind.UNKNOWN_SHEET: _l("The sheet %(found)s is not known and was left out."),
    NoticeKind.UNKNOWN_COLUMN: _l("The column %(found)s is not known and was left out."),
    NoticeKind.HIDDEN_SHEET: _l("The sheet is hidden. It was read all the same."),
    NoticeKind.HIDDEN_ROWS: _l("%(count)s rows are hidden. They were read all the same."),
    NoticeKind.HIDDEN_COLUMNS: _l("Some columns are hidden. They were read all the same."),
}
