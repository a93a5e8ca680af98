"""The application over a database of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from werkzeug.serving import make_server

from app import create_app
from grants.importing.importing import import_workbook

EXAMPLES = Path(__file__).parents[1] / "examples"


def app_on(engine: Engine) -> Flask:
    """The engine's database stays the test's own; the application opens it once more."""
    return create_app(DATABASE_URL=engine.url.render_as_string(hide_password=False), TESTING=True)


def import_example(engine: Engine, name: str) -> None:
    """One of the workbooks of examples/."""
    result = import_workbook(engine, EXAMPLES / f"{name}.xlsx", by="test")
    assert not result.problems


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the application, served on this machine until the end of the block."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def opened(engine: Engine) -> Iterator[Flask]:
    """The application, its connections closed at the end."""
    app = app_on(engine)
    yield app
    app.extensions["hashar.engine"].engine.dispose()
