"""What stands in a row's content, as somebody would have typed it."""

import re
from collections.abc import Iterable

from grants.entering.typed import Typed
from grants.importing.converting import currency_of
from grants.importing.upload import Row, Upload
from grants.workbook.columns import Column, Kind
from grants.workbook.mapping import MAPPED, Content, Mapped, as_text

_THREE_DECIMALS = re.compile(r"-?\d+\.\d{3}")


def typed_row(upload: Upload, row: Row, columns: Iterable[str]) -> Typed:
    """These columns of a row; '' for what is not given."""
    return typed_content(upload, MAPPED[row.sheet], row.content, columns)


def typed_content(upload: Upload, mapped: Mapped, content: Content, columns: Iterable[str]) -> Typed:
    declared = {column.name: column for column in mapped.columns}
    return {
        name: typed_text(
            content[name],
            declared[name],
            currency_of(upload, mapped, content, name) if name in mapped.money_in else None,
        )
        for name in columns
    }


def typed_text(value: object, column: Column, currency: str | None = None) -> str:
    """A text that is read as this value. `1.234` could be read in two ways; `1.2340` in one."""
    text = as_text(value, currency) or ""
    return f"{text}0" if column.kind is Kind.AMOUNT and _THREE_DECIMALS.fullmatch(text) else text
