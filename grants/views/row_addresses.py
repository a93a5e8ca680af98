"""Where the form of a row leads, and the pages above it."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from grants.entering.forms_of_sheets import FORMS
from grants.entering.labels import SHEETS

Links = list[tuple[Any, str]]


def after(programme: str, sheet: str, row: Mapping[str, str]) -> str:
    """The page that shows the row once it is booked."""
    endpoint, columns = FORMS[sheet].after
    of: dict[str, Any] = {argument: row[column] for argument, column in columns.items()}
    return url_for(endpoint, **{"programme": programme, **of})


def way_out(programme: str, sheet: str, row: Mapping[str, str]) -> str:
    """Where a person came from who gives the form up: the page of what the row belongs to, or the list."""
    _, columns = FORMS[sheet].after
    if all(row.get(column) for column in columns.values()):
        return after(programme, sheet, row)
    return url_for(FORMS[sheet].listed, programme=programme)


def trail(programme: str, name: str, sheet: str, title: str) -> Links:
    """The breadcrumb of a form."""
    return [
        (name, url_for("reports.programme_detail", programme=programme)),
        (SHEETS[_listed_as(sheet)], url_for(FORMS[sheet].listed, programme=programme)),
        (title, ""),
    ]


def _listed_as(sheet: str) -> str:
    """Rows of some sheets are listed on the pages of what they belong to."""
    endpoint = FORMS[sheet].listed
    return next(name for name, form in FORMS.items() if form.listed == endpoint)
