"""The site over a database, served as it is served to people, and somebody who is signed in there.

`python -m benchmarks.site` serves that of DATABASE_URL until it is ended, and prints where.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from uuid import uuid4

from sqlmodel import Session
from waitress import create_server

from app import create_app
from core.accounts import signing_in
from core.accounts.accounts import make_account
from core.accounts.memberships import grant
from core.accounts.scopes import Scope
from core.database import make_engine, transaction
from core.roles import Role


@contextmanager
def served(url: str) -> Iterator[str]:
    """`127.0.0.1:PORT`, until the end of the block."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        create_app(DATABASE_URL=url, SECRET_KEY="of a benchmark"), host="127.0.0.1", port=0
    )
    Thread(target=server.run, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.effective_port}"
    finally:
        server.close()


def token_of(url: str, role: Role, scope: Scope) -> str:
    """What a browser holds in which a new account with this role is signed in. The site is there already."""
    now = datetime.now(UTC)

    def work(session: Session) -> str:
        account = make_account(session, f"{role}-{uuid4().hex[:8]}", by="benchmark", at=now)
        grant(session, account, role, scope, by="benchmark", at=now)
        assert account.id is not None
        return signing_in.start(session, account.id, device="a benchmark", at=now)

    engine = make_engine(url)
    try:
        return transaction(engine, work)
    finally:
        engine.dispose()


if __name__ == "__main__":
    with served(os.environ["DATABASE_URL"]) as address:
        print(address, flush=True)
        Event().wait()
