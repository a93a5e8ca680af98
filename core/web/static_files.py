"""Files that look the same to everybody: their addresses change with their content, so a browser asks once.

All of them share a version, so that one may name another by a relative address.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, request

ADDRESS = "/static/<string:version>"
"""For the constructor of the application: where its static files lie."""

_A_YEAR = 365 * 24 * 60 * 60


def init_static_files(app: Flask) -> None:
    app.url_value_preprocessor(_take_version)
    app.url_defaults(_add_version)
    app.after_request(_keep_for_good)


def _take_version(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "static" and values is not None:
        g.static_version = values.pop("version")


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("version", _version())


def _keep_for_good(response: Response) -> Response:
    """What has the address of another version is served as well, but asked for again."""
    if request.endpoint == "static" and response.status_code in (200, 304) and g.static_version == _version():
        response.cache_control.no_cache = None
        response.cache_control.public = response.cache_control.immutable = True
        response.cache_control.max_age = _A_YEAR
    return response


def _version() -> str:
    """Of all files together; looked at anew where one was changed while the application runs."""
    folder = Path(str(current_app.static_folder))
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return _digest(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@lru_cache(maxsize=4)
def _digest(files: tuple[tuple[Path, int, int], ...]) -> str:
    digest = sha256()
    for path, *_ in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
