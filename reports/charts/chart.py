"""What a chart of the report consists of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plotly.graph_objects import Figure

from reports.sheets.columns import Kind


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """Of the table of numbers: `name` is its head, with its unit; money, in minor units, has a `currency`."""

    name: str
    kind: Kind
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """`finding` is its title: a sentence drawn from the figures. `explains` says what is drawn, and in which unit.

    `name` is its anchor on the page. `rows` have a value for each of `columns`: text, a day, or a number as the
    report holds it (money in minor units); None is an empty cell. `source` names where foreign facts come from.
    """

    name: str
    finding: str
    explains: str
    figure: Figure
    columns: Sequence[ChartColumn]
    rows: Sequence[Sequence[Any]]
    source: str = ""
