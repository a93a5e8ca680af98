"""Long lists on pages: a part of the rows, how many there are, and the addresses of the other parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request, url_for
from sqlmodel import Session

ROWS_OF_A_PAGE = 50


@dataclass(frozen=True)
class Page:
    """Rows `first` to `last` of `total`, counted from 1; `number` is that of the page, `most` rows are on each.

    `name` is what addresses call the number; on a page of several lists each has a name of its own.
    """

    rows: Sequence[Any]
    total: int
    number: int
    most: int = ROWS_OF_A_PAGE
    name: str = "page"

    @property
    def first(self) -> int:
        return (self.number - 1) * self.most + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.most))

    @property
    def around(self) -> list[int]:
        """The numbers of the first page, the last, and those near this one."""
        near = {1, self.pages, *range(self.number - 2, self.number + 3)}
        return sorted(number for number in near if 1 <= number <= self.pages)

    def address(self, number: int) -> str:
        """Of another page of the same list, with the same filters."""
        arguments = {
            **request.args.to_dict(flat=False),
            **(request.view_args or {}),
            self.name: [str(number)],
        }
        return url_for(str(request.endpoint), **arguments)


def page_of(
    session: Session,
    query: sa.Select[*tuple[Any, ...]],
    total: int | None = None,
    most: int = ROWS_OF_A_PAGE,
) -> Page:
    """The page that the address asks for with `page`; a number beyond the end gives the last page.

    `query` is ordered; rows of a single column come as that column's values. Whoever knows their `total`
    spares the database counting them.
    """
    if total is None:
        counting = sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
        total = session.execute(counting).scalar_one()
    number = min(_asked(), max(1, -(-total // most)))
    part = query.limit(most).offset((number - 1) * most)
    result = session.execute(part)
    rows: Sequence[Any] = result.scalars().all() if len(query.column_descriptions) == 1 else result.all()
    return Page(rows, total, number, most)


def page_among(rows: Sequence[Any], name: str = "page") -> Page:
    """`page_of()` for rows that are all at hand; `name` is what addresses call the number of the page."""
    number = min(_asked(name), max(1, -(-len(rows) // ROWS_OF_A_PAGE)))
    first = (number - 1) * ROWS_OF_A_PAGE
    return Page(rows[first : first + ROWS_OF_A_PAGE], len(rows), number, name=name)


def _asked(name: str = "page") -> int:
    text = request.args.get(name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def containing(column: sa.SQLColumnExpression[Any], text: str) -> sa.ColumnElement[bool]:
    """A search: the column contains the text as it was typed; `%` and `_` mean themselves."""
    return column.icontains(text.strip(), autoescape=True)
