"""A report made in the background, and the site meanwhile: python -m benchmarks.jobs FILE.db KIND

A manager asks for the report of all that the file's programme has, over HTTP, and meanwhile for a cheap page again
and again. Prints how long the job took, the most memory that the process held which made it, and milliseconds of
the page at the 95th percentile, before and meanwhile.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from time import perf_counter

import psutil

from benchmarks.running import ROOT
from benchmarks.site import token_of
from core.accounts.scopes import Scope
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL

SPAN = "2024-01..2025-12"
PAGE = "/programmes/LARGE/funds/DONOR"
ASKED = {
    "workbook": f"/programmes/LARGE/report.xlsx?span={SPAN}",
    "page": f"/programmes/LARGE/report.html?span={SPAN}",
    "export": "/programmes/LARGE/workbook.xlsx",
}
_OFFERS = {
    "workbook": f"/programmes/LARGE/report.xlsx?span={SPAN}",
    "page": f"/programmes/LARGE/report?span={SPAN}",
}
_BEFORE = 40
_PAUSE = 0.05


class Browser:
    """Somebody who is signed in."""

    def __init__(self, address: str, cookie: str) -> None:
        self._connection, self._cookie = HTTPConnection(address), cookie

    def get(self, page: str) -> str:
        return self._ask("GET", page, None)[1]

    def post(self, page: str, token: str) -> str:
        """Where it leads to."""
        return self._ask("POST", page, f"csrf_token={token}")[0]

    def milliseconds(self, page: str) -> float:
        started = perf_counter()
        self.get(page)
        return (perf_counter() - started) * 1_000

    def close(self) -> None:
        self._connection.close()

    def _ask(self, method: str, page: str, body: str | None) -> tuple[str, str]:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, page, body, headers)
        response = self._connection.getresponse()
        if token := response.getheader("Set-Cookie"):
            self._cookie = f"{self._cookie.partition('; ')[0]}; {token.partition(';')[0]}"
        said = response.read().decode(errors="replace")
        if response.status not in (200, 303):
            raise AssertionError(f"{page} answered {response.status}")
        return response.getheader("Location") or "", said


def measured(path: Path, kind: str) -> dict[str, float]:
    url = f"sqlite:///{path}"
    folder = {"DATABASE_URL": url, "JOBS_FOLDER": str(path.with_suffix(".files"))}
    with (
        _running("benchmarks.site", folder) as site,
        _running("flask", folder, "--app", "app", "work") as worker,
    ):
        address = str(site.stdout.readline()).strip() if site.stdout else ""
        token = token_of(url, Role.MANAGER, Scope(ScopeKind.PROGRAMME, "LARGE"))
        with closing(Browser(address, f"{LOCAL}={token}")) as browser:
            before = [browser.milliseconds(PAGE) for _ in range(_BEFORE)]
            offer = browser.get(_OFFERS.get(kind, ASKED[kind]))
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', offer)
            assert found is not None
            job = browser.post(ASKED[kind], found[1])
            return {**_followed(browser, job, worker.pid), "before": _p95(before)}


def _followed(browser: Browser, job: str, worker: int) -> dict[str, float]:
    started, times, peak = perf_counter(), [], 0
    while "/file" not in (said := browser.get(job)):
        if "refused" in said:
            raise AssertionError("the job failed")
        times.append(browser.milliseconds(PAGE))
        peak = max(peak, _peak_of_children(worker))
        time.sleep(_PAUSE)
    return {"seconds": perf_counter() - started, "peak_mib": peak / 1024, "meanwhile": _p95(times)}


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


def _peak_of_children(worker: int) -> int:
    """In KiB, as the kernel noted it for each process that the worker has made (VmHWM)."""
    peak = 0
    with suppress(psutil.Error):
        for child in psutil.Process(worker).children(recursive=True):
            with suppress(OSError):
                status = Path(f"/proc/{child.pid}/status").read_text()
                peak = max([peak, *(int(each) for each in re.findall(r"VmHWM:\s+(\d+)", status))])
    return peak


@contextmanager
def _running(module: str, env: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
        if process.stdout:
            process.stdout.close()


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]), sys.argv[2])))
