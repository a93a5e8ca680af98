"""On what a run was made, in one line."""

import os
import platform
import sqlite3

from tests.stress.databases import server
from tests.stress.promise import Kind


def machine(kind: Kind) -> str:
    parts = [f"{len(os.sched_getaffinity(0))} cores", f"Python {platform.python_version()}"]
    if kind is Kind.SQLITE:
        parts.append(f"SQLite {sqlite3.sqlite_version}")
    if kind is Kind.POSTGRESQL:
        [[version]] = server().execute("SHOW server_version")
        parts.append(f"PostgreSQL {version}")
    return ", ".join(parts)
