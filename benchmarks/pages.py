"""How soon pages begin: python -m benchmarks.pages FILE.db

A manager asks each page of the file's programme over HTTP, one request after another, from the server that the
application runs on. Prints milliseconds until the first byte, at the 95th percentile, and those of the processor.
"""

import json
import sys
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks.site import served, token_of
from core.accounts.scopes import Scope
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL

PAGES = {
    "home": "/",
    "the programme": "/programmes/LARGE",
    "its contributions": "/programmes/LARGE/contributions",
    "a fund": "/programmes/LARGE/funds/DONOR",
    "its reports": "/programmes/LARGE/reports",
}
REQUESTS = 20
_WARM_UP = 2


def first_bytes(path: Path, requests: int = REQUESTS) -> dict[str, dict[str, float]]:
    """By page, milliseconds until the first byte (`wall`) and of the processor (`user`)."""
    url = f"sqlite:///{path}"
    with served(url) as address, closing(HTTPConnection(address)) as connection:
        cookie = f"{LOCAL}={token_of(url, Role.MANAGER, Scope(ScopeKind.PROGRAMME, 'LARGE'))}"
        return {
            name: _measured([_ask(connection, page, cookie) for _ in range(requests + _WARM_UP)])
            for name, page in PAGES.items()
        }


def _ask(connection: HTTPConnection, page: str, cookie: str) -> tuple[float, float]:
    """Seconds until the first byte, and of the processor, whose only work this is."""
    started, used = perf_counter(), process_time()
    connection.request("GET", page, headers={"Cookie": cookie})
    response = connection.getresponse()
    took = perf_counter() - started
    response.read()
    if response.status != 200:
        raise AssertionError(f"{page} answered {response.status}")
    return took, process_time() - used


def _measured(times: list[tuple[float, float]]) -> dict[str, float]:
    wall, user = zip(*times[_WARM_UP:], strict=True)
    return {"wall": quantiles(wall, n=20, method="inclusive")[-1] * 1_000, "user": median(user) * 1_000}


if __name__ == "__main__":
    print(json.dumps(first_bytes(Path(sys.argv[1]))))
