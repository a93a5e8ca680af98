"""What was told of the quarters that are closed, and who signed for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from examples.making.book import Book
from examples.making.days import on

_STATEMENT = (
    "The expenditures of this report were made for the agreed purposes, within the agreed terms, "
    "and the documents that show it are available for inspection."
)


@dataclass(frozen=True)
class Told:
    """`sections` by the names of the contract; each signature is a part, a name and a day."""

    quarter: str
    written_on: str
    written_by: str
    sections: Mapping[str, str]
    signed: tuple[tuple[str, str, str], ...]


def add_quarters(book: Book, told: Iterable[Told]) -> None:
    for each in told:
        for section, words in each.sections.items():
            book.add(
                "narrative",
                quarter=each.quarter,
                section=section,
                number=1,
                words=words,
                written_on=on(each.written_on),
                written_by=each.written_by,
            )
        for part, name, day in each.signed:
            book.add(
                "signatures",
                quarter=each.quarter,
                part=part,
                number=1,
                statement=_STATEMENT,
                signed_on=on(day),
                signed_by=name,
            )
