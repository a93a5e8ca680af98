"""Papers among the documents of a book: numbered as they come, kept elsewhere, so without a file."""

from datetime import date

from examples.making.book import Book


def add_paper(book: Book, sheet: str, key: str, kind: str, title: str, on: date, by: str) -> None:
    number = len(book.rows.get("documents", ())) + 1
    book.add(
        "documents",
        reference=f"DOC-{number:03}",
        sheet=sheet,
        key=key,
        kind=kind,
        title=title,
        dated_on=on,
        added_on=on,
        added_by=by,
    )
