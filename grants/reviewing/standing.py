"""How a voucher stands with a fund: what its donor said of it last, and whether that was answered."""

from collections.abc import Iterable
from enum import StrEnum

from grants.models.reviews import Verdict


class Standing(StrEnum):
    """From nothing said to the last word."""

    NOT_LOOKED_AT = "not_looked_at"
    QUERIED = "queried"
    ANSWERED = "answered"
    DISALLOWED = "disallowed"
    ACCEPTED = "accepted"


NEEDS_ANSWER = frozenset({Standing.QUERIED, Standing.ANSWERED, Standing.DISALLOWED})
"""The manager may say something of it: to a query again and again, and against what was disallowed."""

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


def is_claiming(verdicts: Iterable[Verdict]) -> bool:
    """It was disallowed, and not accepted since: to ask once more lets nothing go."""
    found = False
    for verdict in verdicts:
        if verdict in (Verdict.DISALLOWED, Verdict.ACCEPTED):
            found = verdict is Verdict.DISALLOWED
    return found
