"""Why a template is not filled, as data; the sentences are in `labels.py`."""

from enum import StrEnum


class TemplateProblem(StrEnum):
    """What the file as a whole must not have, what a cell must not say."""

    UNKNOWN_NAME = "template_unknown_name"
    UNKNOWN_AT_ALL = "template_unknown_at_all"
    NEEDS_FUND = "template_needs_fund"
    BEYOND_FUND = "template_beyond_fund"
    HOUSEHOLDS = "template_households"
    MALFORMED = "template_malformed"
    NO_PLACEHOLDER = "template_no_placeholder"
    IN_FORMULA = "template_in_formula"
    OUT_OF_CELLS = "template_out_of_cells"
    TWO_TABLES = "template_two_tables"
    MERGED_ACROSS = "template_merged_across"
    ONE_CELL_OF_MANY = "template_one_cell_of_many"
    UNREADABLE_FORMULA = "template_unreadable_formula"
    REACHES_OUT = "template_reaches_out"
    EMBEDDED = "template_embedded"
    PIVOT = "template_pivot"
    TOO_MANY_PLACEHOLDERS = "template_too_many_placeholders"
    TOO_MANY_ROWS = "template_too_many_rows"
