"""What is said of a column."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Definition(NamedTuple):
    """`computed` says from what and how; empty where the column shows what was recorded."""

    means: Any
    computed: Any = ""


Definitions = Mapping[str, Definition]
"""By the name of the column."""
