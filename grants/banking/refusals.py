"""Why a line of the account is not ticked off, or a bank's file is not taken."""

from enum import StrEnum


class BankReason(StrEnum):
    """The sentences are in `labels.py`."""

    UNKNOWN_LINE = "bank_unknown_line"
    TICKED_ALREADY = "bank_ticked_already"
    NOT_TICKED = "bank_not_ticked"

    EMPTY = "bank_file_empty"
    TOO_LARGE = "bank_file_too_large"
    PACKED = "bank_file_packed"
    SEVERAL_SHEETS = "bank_file_several_sheets"
    NOT_TEXT = "bank_file_not_text"
    NOT_UTF8 = "bank_file_not_utf8"
    NOT_A_TABLE = "bank_file_not_a_table"
    TOO_MANY_LINES = "bank_file_too_many_lines"
    TOO_MANY_COLUMNS = "bank_file_too_many_columns"
    COLUMN_NAMELESS = "bank_file_column_nameless"
    COLUMNS_ALIKE = "bank_file_columns_alike"
    LONGER_ROW = "bank_file_longer_row"
    FORMULA = "bank_file_formula"
