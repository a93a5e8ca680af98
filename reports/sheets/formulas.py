"""Formulas that compute a figure again from the rows of other sheets.

Codes are compared by the numbers of their rows, never as criteria: a criterion reads `1` and `01`, `A*` and
`<5` in ways of its own. Only words of this project's own vocabulary stand in formulas as text.
"""

from collections.abc import Sequence

from reports.sheets.columns import Sheet

Criterion = int | str | Sequence[str]
"""A number, a word, or any of several words."""


def column(sheet: Sheet, name: str) -> str:
    """The whole column, so that a row added by hand is seen as well."""
    letter = sheet.letter(name)
    return f"{sheet.name}!${letter}:${letter}"


def cells(sheet: Sheet, name: str, last_row: int) -> str:
    letter = sheet.letter(name)
    return f"{sheet.name}!${letter}$2:${letter}${last_row}"


def cell(sheet: Sheet, name: str, row: int) -> str:
    return f"{sheet.name}!${sheet.letter(name)}${row}"


def total(sheet: Sheet, name: str) -> str:
    return f"SUM({column(sheet, name)})"


def total_where(sheet: Sheet, name: str, /, **criteria: Criterion) -> str:
    """The sum of a column where other columns are what `criteria` say."""
    terms = [f"{column(sheet, other)},{_criterion(wanted)}" for other, wanted in criteria.items()]
    return f"SUMPRODUCT(SUMIFS({column(sheet, name)},{','.join(terms)}))"


def filled(sheet: Sheet) -> str:
    """How many rows there are below the header."""
    return f"COUNTA({sheet.name}!$A:$A)-1"


def rows_that_agree(sheet: Sheet, code: str, key: str, last_row: int, of: Sheet, last_of: int) -> str:
    """How many rows name the code that stands in the row of `of` with their number."""
    numbers, codes = cells(of, "no", last_of), cells(of, "code", last_of)
    numbered = f"LOOKUP({cells(sheet, key, last_row)},{numbers},{codes})"
    return f"SUMPRODUCT(--EXACT({cells(sheet, code, last_row)},{numbered}))"


def total_of_text(sheet: Sheet, name: str, other: str, text: str, last_row: int) -> str:
    """The sum of a column where another holds exactly this text, whatever it is."""
    quoted = text.replace('"', '""')
    matching = f'--EXACT({cells(sheet, other, last_row)},"{quoted}")'
    return f"SUMPRODUCT({matching},{cells(sheet, name, last_row)})"


def check(pairs: Sequence[tuple[str, str]], decimals: int) -> str:
    """`OK`, or the largest difference of any pair."""
    largest = f"MAX({','.join(f'ROUND(ABS({one}-{other}),{decimals})' for one, other in pairs)})"
    return f'IF({largest}=0,"OK",{largest})'


def _criterion(wanted: Criterion) -> str:
    if isinstance(wanted, int):
        return str(wanted)
    if isinstance(wanted, str):
        return f'"{wanted}"'
    return "{" + ",".join(f'"{word}"' for word in wanted) + "}"
