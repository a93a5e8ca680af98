"""Statements compiled once for all databases of a test run, which otherwise every new engine does for itself."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.util import LRUCache

_caches: dict[str, "_OfDialect"] = {}


class _OfDialect(LRUCache[Any, Any]):
    """By the statement alone: all dialects of one name are set up alike here."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


def share_compiled_statements() -> None:
    """From now on engines share what they have compiled."""
    begin = sa.Engine.__init__

    def beginning(engine: sa.Engine, *args: Any, **options: Any) -> None:
        begin(engine, *args, **options)
        cache = _caches.setdefault(engine.dialect.name, _OfDialect(3_000))
        engine._compiled_cache = cache

    sa.Engine.__init__ = beginning  # type: ignore[assignment, method-assign]
