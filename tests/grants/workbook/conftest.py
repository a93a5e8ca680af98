from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture
def a_reader_of_english() -> Iterator[None]:
    """An application without translations answers in the language of the code."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield
