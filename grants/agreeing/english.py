"""The sentence of a rule version as it is agreed to: in English, whoever reads it in which language."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256

from flask import Flask, has_app_context
from flask_babel import Babel, force_locale

from grants.models.funds import Fund
from grants.models.rules import MatchingRule
from grants.rules_in_words.sentences import sentences_of
from grants.workbook.texts import MAX_TEXT

_LANGUAGE = "en"


def agreed_sentence(version: MatchingRule, fund: Fund) -> str:
    """All its sentences as one text. One too long for a cell is cut, and ends with the digest of the whole."""
    with _english():
        text = " ".join(sentences_of(version, fund))
    if len(text) <= MAX_TEXT:
        return text
    end = f" … SHA-256 {sha256(text.encode()).hexdigest()}"
    return text[: MAX_TEXT - len(end)] + end


@contextmanager
def _english() -> Iterator[None]:
    """Also where no application is at hand, as in a script that confirms."""
    if has_app_context():
        with force_locale(_LANGUAGE):
            yield
    else:
        with _bare_app().app_context(), force_locale(_LANGUAGE):
            yield


@cache
def _bare_app() -> Flask:
    app = Flask(__name__)
    Babel(app)
    return app
