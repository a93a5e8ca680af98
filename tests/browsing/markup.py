"""Whether pages are valid HTML, as html-validate says: all in one run, since it takes a second to start."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
CHECKER = FOLDER / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def faults_of(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What is wrong with the pages, given by address; `folder` is an empty one to write them to."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: apt-get install nodejs npm")
    if not CHECKER.is_file():
        pytest.skip("html-validate is not installed: npm ci --prefix tests/browsing")
    addresses = {f"{number:04}.html": address for number, address in enumerate(sorted(pages))}
    for name, address in addresses.items():
        (folder / name).write_text(pages[address], "utf-8")
    said = folder / "faults.json"
    settings = ["--config", str(FOLDER / ".htmlvalidate.mjs"), "--formatter", f"json={said}"]
    ran = subprocess.run(
        [node, str(CHECKER), *settings, str(folder)], cwd=FOLDER, capture_output=True, text=True, timeout=120
    )
    assert ran.returncode in (0, 1), ran.stderr
    return [
        f"{addresses[Path(found['filePath']).name]}:{message['line']} {message['ruleId']}: {message['message']}"
        for found in json.loads(said.read_text())
        for message in found["messages"]
    ]
