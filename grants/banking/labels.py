"""The sentences for lines of the account that are not ticked off, and for files of a bank that are not taken."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.banking.refusals import BankReason as Why

SENTENCES: dict[StrEnum, LazyString] = {
    Why.UNKNOWN_LINE: _l("There is no line %(line)s in this account."),
    Why.TICKED_ALREADY: _l("The line %(line)s is ticked off already, against %(reference)s, by %(by)s."),
    Why.NOT_TICKED: _l("The line %(line)s is not ticked off, so there is nothing to take back."),
    Why.EMPTY: _l("The file is empty. Choose the statement of the bank."),
    Why.TOO_LARGE: _l(
        "There is more text in the file than %(limit)s kB. Take a shorter span of the account."
    ),
    Why.PACKED: _l(
        "This is a PDF or a packed file, whatever its name says. Save the statement as CSV (UTF-8) or as an "
        "Excel workbook (.xlsx)."
    ),
    Why.SEVERAL_SHEETS: _l(
        "More than one sheet of the workbook has something on it: %(sheets)s. Leave only the one with the lines."
    ),
    Why.NOT_TEXT: _l(
        "This is neither a text file nor a workbook. Save the statement as CSV (UTF-8) or as an Excel workbook "
        "(.xlsx)."
    ),
    Why.NOT_UTF8: _l(
        "The letters of the file cannot be read. Save the statement once more, as CSV with the encoding UTF-8."
    ),
    Why.NOT_A_TABLE: _l(
        "No table was found in the file. Its first row names the columns, separated by commas, semicolons or "
        "tabs; the lines follow."
    ),
    Why.TOO_MANY_LINES: _l("There are more than %(limit)s lines. Take a shorter span of the account."),
    Why.TOO_MANY_COLUMNS: _l("There are more than %(limit)s columns."),
    Why.COLUMN_NAMELESS: _l("Column %(number)s has no name in the first row. Give it one, or empty it."),
    Why.COLUMNS_ALIKE: _l("Two columns are called %(name)s. Give each a name of its own."),
    Why.LONGER_ROW: _l("Row %(row)s has more cells than the first row has names."),
    Why.FORMULA: _l("Row %(row)s, %(name)s: this is a formula. Put the value in its place."),
}
