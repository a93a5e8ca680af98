"""What changed on the way, as a table of a country writes it."""

from collections.abc import Iterable

from examples.making.book import Book
from examples.making.days import on

Change = tuple[str, str, str, str, str, str, str, str | None]
"""Sheet, code, column, old and new value, the day from which it holds, reason, document."""


def add_changes(book: Book, changes: Iterable[Change]) -> None:
    for sheet, code, column, old, value, effective_on, reason, document in changes:
        book.add(
            "changes",
            sheet=sheet,
            code=code,
            column=column,
            old=old,
            value=value,
            effective_on=on(effective_on),
            reason=reason,
            document=document,
        )
