"""What the tests of pages about accounts share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.web import opened


@pytest.fixture
def site(sqlite_engine: Engine) -> Iterator[Flask]:
    with opened(sqlite_engine) as app:
        yield app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()
