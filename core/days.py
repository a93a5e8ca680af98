"""Days in queries: a day so many days before or after another, on both databases."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_after(FunctionElement[date]):
    """`days_after(column, 3)` is the day three days later; a negative number gives an earlier one."""

    type = sa.Date()
    inherit_cache = True

    def __init__(self, day: sa.SQLColumnExpression[Any], days: int) -> None:
        super().__init__(day, sa.literal(days, sa.Integer()))


@compiles(days_after)
def _postgresql(element: days_after, compiler: Any, **options: Any) -> str:
    day, days = element.clauses
    return f"({compiler.process(day, **options)} + {compiler.process(days, **options)})"


@compiles(days_after, "sqlite")
def _sqlite(element: days_after, compiler: Any, **options: Any) -> str:
    day, days = element.clauses
    return f"date({compiler.process(day, **options)}, {compiler.process(days, **options)} || ' days')"
