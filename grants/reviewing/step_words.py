"""Whose words of a claim's steps a person reads: a verdict's reason is of its fund's thread, and stays there."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from core.roles import Action
from core.web.access import Here
from grants.models.funds import Fund
from grants.models.reviews import ClawbackStep, Review, Verdict
from grants.reviewing.claims import ACCEPTED, Claim
from grants.reviewing.visible import may_read

_Said = tuple[str, date, Verdict | None, str | None]
"""By whom, on which day, what and in which words."""

_VERDICT = {ClawbackStep.OPENED: Verdict.DISALLOWED, ClawbackStep.WAIVED: Verdict.ACCEPTED}
"""The verdict by which a donor brings about a step."""


def steps_to_read(session: Session, place: Here, claim: Claim) -> set[int]:
    """Numbers of the steps whose words and speaker they read; the amounts of all are theirs to see."""
    if place.may(Action.MANAGE):
        return {step.number for step in claim.steps}
    own: set[_Said] = set()
    others: set[_Said] = set()
    for review, fund in session.execute(_said_of(claim)):
        (own if may_read(place, fund) else others).add(_said(review))
    found = set()
    for step in claim.steps:
        said = step.said_by, step.said_on, _VERDICT.get(step.step), step.reason
        if said in own or (step.step is not ClawbackStep.OPENED and said not in others):
            found.add(step.number)
    return found


def _said_of(claim: Claim) -> Any:
    """(word, code of the fund) of all threads of the voucher."""
    return sa.select(Review, col(Fund.code)).where(
        col(Review.programme_id) == claim.programme_id,
        col(Review.expenditure) == claim.expenditure,
        col(Review.fund_id) == col(Fund.id),
    )


def _said(review: Review) -> _Said:
    return review.said_by, review.said_on, review.verdict, review.words or ACCEPTED
