"""How a voucher stands with a fund: what its donor said of it last, and whether that was answered."""

from collections.abc import Iterable
from enum import StrEnum

from grants.models.reviews import Verdict


class Standing(StrEnum):
    """In the order in which they ask for somebody's attention."""

    NOT_LOOKED_AT = "not_looked_at"
    QUERIED = "queried"
    ANSWERED = "answered"
    DISALLOWED = "disallowed"
    ACCEPTED = "accepted"


_OF_VERDICT = {
    Verdict.ACCEPTED: Standing.ACCEPTED,
    Verdict.QUERIED: Standing.QUERIED,
    Verdict.DISALLOWED: Standing.DISALLOWED,
}


def standing_of(verdicts: Iterable[Verdict]) -> Standing:
    """The donor's last verdict stands: an answer makes a query an answered one, and changes no other."""
    found = Standing.NOT_LOOKED_AT
    for verdict in verdicts:
        if verdict is not Verdict.ANSWERED:
            found = _OF_VERDICT[verdict]
        elif found is Standing.QUERIED:
            found = Standing.ANSWERED
    return found
