"""What the tests of the architecture read: the project's own files, as text and as syntax."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("core", "household_groups", "grants", "reports")


@cache
def modules() -> dict[str, ast.Module]:
    """The parsed modules that run in production, by their path from the root."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in _paths()}


def dotted(path: str) -> str:
    """The name by which a module is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _paths() -> Iterator[Path]:
    yield from ROOT.glob("*.py")
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")
