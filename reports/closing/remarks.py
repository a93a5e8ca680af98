"""What is said when a quarter is closed: why something is left, does not reconcile, or was not checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remarks:
    """`carried` are reasons by the reference of a contribution, `explained` words by the name of an account.

    `unchecked` is why nobody signed that they checked the report; '' where somebody did.
    """

    carried: Mapping[str, str] = field(default_factory=dict)
    explained: Mapping[str, str] = field(default_factory=dict)
    unchecked: str = ""


def as_json(remarks: Remarks) -> str:
    said = {
        "carried": dict(remarks.carried),
        "explained": dict(remarks.explained),
        "unchecked": remarks.unchecked,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Remarks:
    return Remarks(**json.loads(text))
