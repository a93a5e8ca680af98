"""What many tests do first to a database of their own, done once: the next one gets a copy of the outcome."""

import shutil
import tempfile
from collections.abc import Callable, Hashable
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine

T = TypeVar("T")

_FOLDER = tempfile.TemporaryDirectory(prefix="hashar-tests-")
_made: dict[tuple[str, Hashable], tuple[Path, Any]] = {}


def remembered(engine: Engine, what: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns, having done what it does to the database; `what` says all that this depends on.

    Only files of SQLite can be copied so quickly that it is worth it. The same beginning, byte for byte, and
    the same `what` have the same outcome.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return make()
    engine.dispose()
    file = Path(engine.url.database)
    if Path(f"{file}-wal").exists():  # somebody else has it open, and part of it is there
        return make()
    known = _digest(file), what
    if known not in _made:
        result = make()
        engine.dispose()
        copy = Path(_FOLDER.name, f"{len(_made)}.sqlite")
        _made[known] = Path(shutil.copy(file, copy)), deepcopy(result)
        return result
    copy, result = _made[known]
    shutil.copy(copy, file)
    return deepcopy(result)


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
