"""One thing to do, and where it is to be done."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from core.accounts.person import Person, Reach
from core.programmes import Programme
from core.roles import Action
from core.web.access import Here


@dataclass(frozen=True)
class Task:
    """`detail` says how much, who and since when; `action` is a verb, and `url` where it leads.

    `what` goes out by mail as well, which others may read: it names no amount, no person and no household.
    """

    what: str
    detail: str
    url: str
    action: str


@dataclass(frozen=True)
class Place:
    """A programme on the day at hand, for a person who sees anything of it."""

    programme: Programme
    person: Person
    today: date

    @property
    def programme_id(self) -> int:
        assert self.programme.id is not None
        return self.programme.id

    @property
    def here(self) -> Here:
        """As pages of the programme have it; its reach is of what everybody there may see."""
        return Here(self.programme, self.person, self.reach(Action.SEE_PROJECTS))

    def reach(self, action: Action) -> Reach:
        return self.person.reach(action, self.programme_id)

    def may(self, action: Action) -> bool:
        return bool(self.reach(action))

    def url(self, endpoint: str, **values: str | int) -> str:
        """Of a page of this programme."""
        return url_for(endpoint, programme=self.programme.code, **values)  # type: ignore[arg-type]
