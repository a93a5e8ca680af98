"""What a voucher's page shows of its reviews: a thread for each fund that the person may read, with its form."""

from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session

from core.exchange import MissingRate
from core.roles import Action
from core.web.access import Here
from core.web.forms import Form
from grants.forms.review_forms import AnswerForm, VerdictForm
from grants.models.funds import Fund
from grants.models.payments import Expenditure
from grants.models.reviews import Review
from grants.reviewing.claims import Claim, claims_of
from grants.reviewing.parts import parts_of
from grants.reviewing.standing import NEEDS_ANSWER, Standing
from grants.reviewing.threads import funds_that_claim, standing_in, thread_of
from grants.reviewing.visible import funds_to_show, may_see_claim
from grants.spending.attributing import Part
from grants.spending.sources import fund_source

F = TypeVar("F", bound=Form)


@dataclass(frozen=True)
class Thread:
    """Of one fund; `verdict` and `answer` are the forms of whoever may speak, else None.

    `share_minor` is None where a rate is missing.
    """

    fund: Fund
    share_minor: int | None
    words: list[Review]
    standing: Standing
    verdict: VerdictForm | None
    answer: AnswerForm | None


@dataclass(frozen=True)
class ReviewPart:
    """`by_another` says that a claim was opened by a verdict of a fund that the person does not read."""

    threads: list[Thread]
    claims: list[Claim]
    by_another: bool


def review_part(session: Session, place: Here, voucher: Expenditure) -> ReviewPart:
    parts = _parts(session, voucher)
    funds = funds_to_show(session, place, voucher, parts or [])
    claims = claims_of(session, place.programme_id, voucher.reference)
    claiming = funds_that_claim(session, place.programme_id, voucher.reference)
    return ReviewPart(
        [thread_shown(session, place, voucher, fund, parts) for fund in funds],
        [each for each in claims if may_see_claim(place, each)],
        bool(claiming - {fund.id for fund in funds}),
    )


def thread_shown(
    session: Session, place: Here, voucher: Expenditure, fund: Fund, parts: list[Part] | None = None
) -> Thread:
    parts = _parts(session, voucher) if parts is None else parts
    words = thread_of(session, fund.id or 0, voucher.reference)
    standing = standing_in(words)
    share = None if parts is None else sum(minor for each, minor in parts if each == fund_source(fund.code))
    verdict = answer = None
    if place.reach_of(Action.REVIEW).has_fund(fund.code):
        verdict = told_apart(VerdictForm(formdata=None, data={"seen": str(len(words))}), fund)
    if place.may(Action.MANAGE) and standing in NEEDS_ANSWER:
        answer = told_apart(AnswerForm(formdata=None, data={"seen": str(len(words))}), fund)
    return Thread(fund, share, words, standing, verdict, answer)


def told_apart(form: F, fund: Fund) -> F:
    """A page may hold the same form for several funds: no two fields have the same id."""
    for field in form:
        field.id = f"{fund.code}-{field.name}"
        field.label.field_id = field.id
    return form


def _parts(session: Session, voucher: Expenditure) -> list[Part] | None:
    """None where a rate is missing."""
    try:
        return parts_of(session, voucher)
    except MissingRate:
        return None
