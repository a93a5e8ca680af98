from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.web import opened


@pytest.fixture
def at_the_site(sqlite_engine: sa.Engine) -> Iterator[None]:
    """Its sentences and its kinds of scopes; an application that was made before is taken over."""
    with opened(sqlite_engine) as app, app.app_context():
        yield
