"""What a contribution says, as its sender states it, and the digest by which the same is known again.

It is the content that the books compare: read, not typed. So `1 234,50` and `1234.50` are the same, a column left
out and one left empty, and a letter however it is composed. All that a person states counts; what the server adds
does not (reference, state, who recorded and verified it, when), nor does evidence, of which each file has a digest
of its own and may come later.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from core.journal.append import canonical
from grants.workbook.mapping import MAPPED

SHEET = "contributions"

_OF_THE_SERVER = frozenset(
    {
        *("reference", "status", "client_id", "evidence", "recorded_on", "recorded_by"),
        *("verified_on", "verified_by", "verification_method"),
    }
)
STATED = tuple(column.name for column in MAPPED[SHEET].columns if column.name not in _OF_THE_SERVER)


def stated(content: Mapping[str, Any]) -> str:
    """Canonical JSON of what counts; what is not given is left out."""
    return canonical({name: content[name] for name in STATED if content.get(name) is not None})


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256, in hex. `content` is that of a row, or of an entry of the journal."""
    return sha256(stated(content).encode()).hexdigest()
