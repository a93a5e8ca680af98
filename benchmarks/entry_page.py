"""What a field officer's telephone has to load to record a contribution: python -m benchmarks.entry_page FILE.db

Chromium opens the form for a project of the file's programme, and then once more. Prints the bytes that came over
the line, headers included, and the number of requests that did, of both visits.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.site import served, token_of
from core.accounts.scopes import Scope
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL

PAGE = "/programmes/LARGE/projects/P0000/contributions/new"
_OFFICER = Scope(ScopeKind.COMMUNITY, "LARGE", "V0000")
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def visits(path: Path, count: int = 2) -> list[dict[str, int]]:
    """The bytes and the requests of each visit."""
    url = f"sqlite:///{path}"
    with served(url) as address, sync_playwright() as playwright:
        token = token_of(url, Role.OFFICER, _OFFICER)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        context = chromium.new_context(viewport={"width": 360, "height": 740})
        context.add_cookies([{"name": LOCAL, "value": token, "url": f"http://{address}"}])
        page = context.new_page()
        line = _Line(page)
        found = [line.visit(f"http://{address}{PAGE}") for _ in range(count)]
        chromium.close()
        return found


class _Line:
    """Counts what a page loads, but not what the browser has already."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept: set[str] = set()
        self._bytes: dict[str, int] = {}
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.requestServedFromCache", self._on_kept)
        wire.on("Network.responseReceived", self._on_response)
        wire.on("Network.loadingFinished", self._on_finished)

    def visit(self, url: str) -> dict[str, int]:
        self._kept.clear()
        self._bytes.clear()
        answer = self._page.goto(url, wait_until="networkidle")
        if answer is None or answer.status != 200:
            raise AssertionError(f"{url} answered {answer and answer.status}")
        loaded = {id: size for id, size in self._bytes.items() if id not in self._kept}
        return {"bytes": sum(loaded.values()), "requests": len(loaded)}

    def _on_kept(self, event: Any) -> None:
        self._kept.add(event["requestId"])

    def _on_response(self, event: Any) -> None:
        if event["response"].get("fromDiskCache") or event["response"].get("fromPrefetchCache"):
            self._kept.add(event["requestId"])

    def _on_finished(self, event: Any) -> None:
        self._bytes[event["requestId"]] = int(event["encodedDataLength"])


if __name__ == "__main__":
    print(json.dumps(visits(Path(sys.argv[1]))))
