import subprocess
import sys
from ast import Constant, Expr

import pytest

from tests.architecture.code import ROOT, modules

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
package = importlib.import_module("grants.matching")
for module in pkgutil.walk_packages(package.__path__, "grants.matching."):
    importlib.import_module(module.name)
"""

LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(cache_dir=None, no_logo=True))
"""


def test_packages_import_only_what_their_contracts_allow() -> None:
    """In a process of its own, as it sets logging up for all of the process that it is in."""
    linted = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def test_the_matching_engine_runs_where_nothing_is_installed() -> None:
    python = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_ALL, ROOT], capture_output=True, text=True
    )
    assert python.returncode == 0, python.stderr


@pytest.mark.parametrize("path", [path for path in modules() if path.endswith("__init__.py")])
def test_to_import_a_package_loads_nothing(path: str) -> None:
    match modules()[path].body:
        case [Expr(value=Constant(value=str()))]:
            return
    pytest.fail(f"{path} may hold a docstring, and nothing else")
