"""From a typed reason to a sentence in the reader's language."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from flask_babel import LazyString

from core.errors import Refusal
from core.labels import SENTENCES as OF_CORE

Reason = TypeVar("Reason", bound=StrEnum)

_known: dict[str, LazyString] = {}


def add_sentences(sentences: Mapping[Reason, LazyString]) -> None:
    """A package tells the sentences for its own reasons."""
    _known.update({reason.value: said for reason, said in sentences.items()})


def sentence(refusal: Refusal) -> str:
    """What a person reads when something is refused."""
    return str(_known[refusal.reason]) % refusal.details


add_sentences(OF_CORE)
