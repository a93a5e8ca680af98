"""A worker beside the site, for `make run`: it begins with the site and ends with it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

_GIVES_BACK_SECONDS = 10


@contextmanager
def worker_beside(app: Flask) -> Iterator[subprocess.Popen[bytes]]:
    """In a group of processes of its own, so that Ctrl-C in the terminal reaches the site, which ends it.

    It stays in the session of the site, where being nice to it counts. A site that is killed takes it along.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "work", "--beside", str(os.getpid())],
        cwd=app.root_path,
        env=os.environ | {name: str(app.config[name]) for name in ("DATABASE_URL", "JOBS_FOLDER")},
        process_group=0,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(_GIVES_BACK_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
