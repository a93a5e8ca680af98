import ast
import re
import subprocess
import zipfile
from collections.abc import Iterator

import pytest

from tests.architecture.code import ROOT, modules

DRAWERS = {"common", "helper", "helpers", "misc", "tools", "util", "utils"}

LEAK = re.compile(
    rb"pythonhosted[.]org|pypi[.](org|python)|registry[.](npmjs|yarnpkg)|/simple/[a-z]"
    rb"|file:///(opt|tmp)|(?<![\w.:])/(root|home|work|Users)/\w"
)


def calls(tree: ast.Module, method: str) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method
    ]


def test_there_is_one_place_that_commits() -> None:
    places = {path: lines for path, tree in modules().items() if (lines := calls(tree, "commit"))}
    assert list(places) == ["core/database.py"]
    assert len(places["core/database.py"]) == 1


def test_no_module_is_a_drawer() -> None:
    assert [path for path in modules() if DRAWERS & set(re.split(r"[/._]", path))] == []


@pytest.mark.parametrize("path", sorted(modules()))
def test_every_module_says_what_it_is_for(path: str) -> None:
    assert ast.get_docstring(modules()[path]), f"{path} has no docstring"


def project_files() -> list[str]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    git = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True)
    if git.returncode != 0:
        pytest.skip("this folder is no git repository, so its own files cannot be told from others")
    return [path for path in git.stdout.split("\0") if (ROOT / path).is_file()]


def contents(path: str) -> Iterator[bytes]:
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(ROOT / path) as workbook:
            yield from (workbook.read(name) for name in workbook.namelist())
    else:
        yield (ROOT / path).read_bytes()


def test_no_file_names_a_package_registry_or_a_folder_of_somebodys_machine() -> None:
    leaks = {
        path: found[0] for path in project_files() for part in contents(path) if (found := LEAK.search(part))
    }
    assert leaks == {}
