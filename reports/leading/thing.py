"""One thing that is missing in a quarter, the things of one kind, and what they are looked for with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.calendar import Span
from reports.leading.holders import Holder, Holders
from reports.waiting.task import Place

SHOWN = 20
"""Of a kind so many are listed; how many there are is said."""


@dataclass(frozen=True)
class Thing:
    """`url` is where it is mended; `since` None where no day says."""

    what: str
    where: str
    who: Holder
    since: date | None
    url: str


@dataclass(frozen=True)
class Kind:
    """Things of one kind, the oldest first; `url` leads to the rest where not all are listed."""

    title: str
    things: list[Thing]
    count: int
    url: str

    @property
    def oldest(self) -> date | None:
        return min((each.since for each in self.things if each.since is not None), default=None)

    @property
    def more(self) -> int:
        return self.count - len(self.things)


@dataclass(frozen=True)
class Look:
    """What every kind is looked for with: a quarter of a programme, and who has what in it."""

    session: Session
    place: Place
    span: Span
    holders: Holders

    @property
    def programme_id(self) -> int:
        return self.place.programme_id

    @property
    def until(self) -> date:
        """The last day of the quarter, or today before that."""
        return min(self.span.ends_on, self.place.today)


def kind_of(title: str, found: Iterable[Thing], url: str) -> Kind:
    """Those that are listed are the oldest."""
    things = sorted(found, key=lambda each: (each.since or date.max, each.where, each.what))
    return Kind(str(title), things[:SHOWN], len(things), url)
