"""What a sealed report says of its sealing: by whom, at which entry of the journal, and what was explained."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Explained:
    """An account that does not reconcile, by how much, and why; `what` names it as `control` does."""

    what: str
    minor: int
    currency: str
    words: str


@dataclass(frozen=True, slots=True)
class CarriedForward:
    """A contribution that nobody has verified yet, and why it is left to a later quarter."""

    reference: str
    minor: int
    currency: str
    words: str


@dataclass(frozen=True, slots=True)
class Seal:
    """`position` and `head` are the journal's last entry of which the report speaks, and its digest.

    `asked_by` is None where one person closed the quarter, by command. `carried` are those that `pending` does
    not list, being returned. The programme's own report names in `copies` the SHA-256 of each fund's copy; so
    the one SHA-256 that the journal holds answers for all of them. A copy in another language names in
    `copy_of` that of the sealed file, and so does one that `hides_people`.
    """

    closed_by: str
    asked_by: str | None
    closed_on: date
    position: int
    head: str
    language: str
    explained: list[Explained]
    carried: list[CarriedForward]
    copies: dict[str, str] = field(default_factory=dict)
    copy_of: str | None = None
    hides_people: bool = False
