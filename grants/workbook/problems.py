"""What can be wrong with a workbook file, as data; `labels.py` says it in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProblemKind(StrEnum):
    """Each reason to refuse a file, a sheet or a cell. A new one needs its sentence in `labels_of_….py`."""

    # the file as a whole
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"
    TEXT_FILE = "text_file"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    MACROS = "macros"
    EXTERNAL_DATA = "external_data"
    FILE_IN_FILE = "file_in_file"
    UNSAFE_PART_NAME = "unsafe_part_name"
    TOO_MANY_PARTS = "too_many_parts"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    UNSAFE_XML = "unsafe_xml"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_SLOW = "too_slow"
    UNREADABLE = "unreadable"
    NO_KNOWN_SHEET = "no_known_sheet"
    TOO_MANY_PROBLEMS = "too_many_problems"

    # a sheet
    SHEET_NAME_NEAR = "sheet_name_near"
    SHEET_REPEATED = "sheet_repeated"
    CELL_TOO_FAR = "cell_too_far"
    FORMULAS_SOMEWHERE = "formulas_somewhere"

    # its header
    TWO_HEADER_ROWS = "two_header_rows"
    MERGED_HEADER = "merged_header"
    COLUMN_NAME_NEAR = "column_name_near"
    COLUMN_REPEATED = "column_repeated"
    COLUMN_MISSING = "column_missing"

    # a cell
    MERGED_CELLS = "merged_cells"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    VALUE_MISSING = "value_missing"
    AMOUNT_AMBIGUOUS = "amount_ambiguous"
    AMOUNT_TOO_LONG = "amount_too_long"
    AMOUNT_UNREADABLE = "amount_unreadable"
    DECIMAL_UNREADABLE = "decimal_unreadable"
    INTEGER_UNREADABLE = "integer_unreadable"
    DATE_NOT_ISO = "date_not_iso"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_HAS_TIME = "date_has_time"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    DATE_IS_NUMBER = "date_is_number"
    MONTH_UNREADABLE = "month_unreadable"
    YES_NO_UNREADABLE = "yes_no_unreadable"
    CHOICE_UNKNOWN = "choice_unknown"
    TIERS_UNREADABLE = "tiers_unreadable"
    CURRENCY_UNREADABLE = "currency_unreadable"
    COUNTRY_UNREADABLE = "country_unreadable"
    SECTOR_UNREADABLE = "sector_unreadable"
    CODE_TOO_LONG = "code_too_long"
    CODE_IS_DATE = "code_is_date"
    CODE_DIGITS_LOST = "code_digits_lost"
    TEXT_TOO_LONG = "text_too_long"
    CHARACTERS_FORBIDDEN = "characters_forbidden"


class NoticeKind(StrEnum):
    """What is worth knowing about a file that is read all the same."""

    UNKNOWN_SHEET = "unknown_sheet"
    UNKNOWN_COLUMN = "unknown_column"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"


@dataclass(frozen=True, slots=True)
class Problem:
    """`cell` is like `C12`; without it the whole sheet is meant, without `sheet` the whole file.

    `kind` is a `ProblemKind`, or the reason of whoever checks what the rows say.
    """

    kind: StrEnum
    sheet: str | None = None
    cell: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    kind: NoticeKind
    sheet: str | None = None
    cell: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class RefusedFile(Exception):
    """The file is not read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind.value)
        self.problem = problem


def refused(kind: StrEnum, sheet: str | None = None, cell: str | None = None, **details: str) -> RefusedFile:
    return RefusedFile(Problem(kind, sheet, cell, details))
