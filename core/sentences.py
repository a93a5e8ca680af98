"""From a typed reason to a sentence in the reader's language."""

from collections.abc import Mapping
from typing import Any

from core.errors import Refusal
from core.labels import SENTENCES as _OF_CORE

_known: dict[str, Any] = {**_OF_CORE}


def add_sentences(sentences: Mapping[Any, Any]) -> None:
    """A package tells the sentences for its own reasons."""
    _known.update(sentences)


def sentence(refusal: Refusal) -> str:
    """What a person reads when something is refused."""
    return str(_known[refusal.reason]) % refusal.details
