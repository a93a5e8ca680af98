import subprocess
import sys

import pytest

from tests.architecture.code import ROOT


def run(*arguments: str) -> None:
    tool = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert tool.returncode == 0, tool.stdout + tool.stderr


def test_ruff_has_nothing_to_say() -> None:
    run("ruff", "check")


def test_every_file_is_formatted() -> None:
    run("ruff", "format", "--check")


@pytest.mark.slow
def test_every_type_is_right() -> None:
    run("mypy")
