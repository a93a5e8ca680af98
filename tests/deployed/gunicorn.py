"""gunicorn with the options of docs/deploying.md, and a browser whose requests come as nginx hands them on."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import lxml.html
import psutil
from sqlalchemy import Engine

ROOT = Path(__file__).parents[2]
SITE = "hashar.example.org"
OPTIONS = (
    "--preload",
    "--worker-class=gthread",
    "--threads=4",
    "--worker-tmp-dir=/dev/shm",
    "--no-control-socket",
)
_PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: str

    @property
    def form(self) -> dict[str, str]:
        """The fields of the page's last form, as they stand."""
        form = lxml.html.fromstring(self.body).xpath("//main//form[@method='post']")[-1]
        return {name: value or "" for name, value in form.form_values()}


class Site:
    """`workers()` are the processes that answer."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.port = port
        self._process = process

    def workers(self) -> list[psutil.Process]:
        found: list[psutil.Process] = psutil.Process(self._process.pid).children()
        return found


class Browser:
    """Keeps cookies; TLS ends before its requests get here."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._port = port
        self.cookies = dict(cookies or {})

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        return self._send("POST", path, urlencode(fields))

    def _send(self, method: str, path: str, body: str | None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        headers = {
            "Host": SITE,
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": SITE,
            "Origin": f"https://{SITE}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read().decode())
        finally:
            connection.close()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: found.value for name, found in SimpleCookie(header).items()}
        return answer


@contextmanager
def running(engine: Engine, folder: Path, workers: int = 2) -> Iterator[Site]:
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "SECRET_KEY": "of a test, and long enough",
        "EVIDENCE_FOLDER": str(folder / "evidence"),
        "HEADS_FILE": str(folder / "heads.jsonl"),
        "TRUSTED_PROXIES": "1",
        "TRUSTED_HOSTS": SITE,
    }
    command = [sys.executable, "-m", "gunicorn", f"--workers={workers}", f"--bind=127.0.0.1:{port}", *OPTIONS]
    log = folder / "gunicorn.log"
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [*command, "app:create_app()"], cwd=ROOT, env=environment, stdout=file, stderr=file
        ) as process,
    ):
        try:
            _wait(process, port, log)
            yield Site(process, port)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(log.read_text(errors="replace")[-3000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
