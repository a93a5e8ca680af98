"""Why a template is not filled, in words."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from grants.workbook.labels import PROBLEMS
from grants.workbook.problems import Problem
from reports.filling.problems import TemplateProblem

SENTENCES: dict[StrEnum, LazyString] = {
    TemplateProblem.UNKNOWN_NAME: _l(
        "There is no placeholder %(name)s. The nearest known one is %(nearest)s."
    ),
    TemplateProblem.UNKNOWN_AT_ALL: _l("There is no placeholder %(name)s, nor one like it."),
    TemplateProblem.NEEDS_FUND: _l(
        "%(name)s is about one fund, and this report is about the whole programme. Ask for the report of a fund."
    ),
    TemplateProblem.BEYOND_FUND: _l(
        "%(name)s names a fund. A form reaches only the fund of its report, as fund.code or fund.cash_balance."
    ),
    TemplateProblem.HOUSEHOLDS: _l("%(name)s is about households. They stand in no report."),
    TemplateProblem.MALFORMED: _l(
        "The braces do not pair: %(text)s. Expected: two, a name, and two, as in {{quarter.name}}."
    ),
    TemplateProblem.NO_PLACEHOLDER: _l(
        "The form has no placeholder, so there is nothing to fill in. Expected: cells like {{quarter.name}}."
    ),
    TemplateProblem.IN_FORMULA: _l(
        "A placeholder stands within a formula. Put it into a cell of its own, and refer to that cell."
    ),
    TemplateProblem.OUT_OF_CELLS: _l(
        "A placeholder stands outside of the cells (%(part)s), as in a heading of pages, a comment, a shape "
        "or a title of a chart. It is filled in cells only."
    ),
    TemplateProblem.TWO_TABLES: _l(
        "The row repeats for several tables (%(tables)s). Expected: one table a row."
    ),
    TemplateProblem.MERGED_ACROSS: _l(
        "Merged cells reach across a row that repeats. Merge within the row, or not at all."
    ),
    TemplateProblem.ONE_CELL_OF_MANY: _l(
        "The formula needs one cell of a row that repeats, and there will be several. Expected: a sum or "
        "count of them, as SUM(D5:D5), or a formula in the row itself."
    ),
    TemplateProblem.UNREADABLE_FORMULA: _l(
        "Of this formula nobody can say to which cells it refers once rows repeat. Write it more simply."
    ),
    TemplateProblem.REACHES_OUT: _l(
        "A formula asks other files, programs or addresses for something. Replace it by its value."
    ),
    TemplateProblem.EMBEDDED: _l("Something is embedded in the file (%(part)s). Remove it and save again."),
    TemplateProblem.PIVOT: _l(
        "The file has a pivot table, which keeps figures of its own. Replace it by formulas or take it out."
    ),
    TemplateProblem.TOO_MANY_PLACEHOLDERS: _l("The form has more than %(limit)s placeholders."),
    TemplateProblem.TOO_MANY_ROWS: _l(
        "The sheet would have more rows than a workbook can hold. Ask for a shorter span."
    ),
}


def in_words(problem: Problem) -> str:
    """What is wrong and what is expected."""
    return str((SENTENCES | dict(PROBLEMS))[problem.kind]) % problem.details


def where(problem: Problem) -> str:
    """'Budget!C12', or '' of the file as a whole."""
    return "!".join(part for part in (problem.sheet, problem.cell) if part)
