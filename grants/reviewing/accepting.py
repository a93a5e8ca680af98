"""Accepting the rest of a closed quarter's vouchers once a sample of them was looked at."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlmodel import Session

from core.calendar import quarter_name
from core.errors import Refusal
from core.exchange import MissingRate
from core.journal.append import lock_head
from grants.entering.entering import enter_new
from grants.models.funds import Fund
from grants.models.reviews import Verdict
from grants.paying.asking import Deed
from grants.reviewing.refusals import ReviewReason
from grants.reviewing.sampling import drawn, size_of
from grants.reviewing.saying import Word, review_row
from grants.reviewing.standing import Standing
from grants.reviewing.vouchers import FundVoucher, vouchers_of_fund

_NAMED = 5


@dataclass(frozen=True)
class Sample:
    """Drawn from `population`, all vouchers of a fund's quarter, so that no verdict moves it.

    `rest` are those that were not drawn and have no verdict yet.
    """

    digest: str
    population: list[FundVoucher]
    chosen: list[FundVoucher]

    @property
    def n(self) -> int:
        return len(self.chosen)

    @property
    def rest(self) -> list[FundVoucher]:
        return [each for each in self._others if each.standing is Standing.NOT_LOOKED_AT]

    @property
    def waiting(self) -> list[FundVoucher]:
        return [each for each in self.chosen if each.standing is Standing.NOT_LOOKED_AT]

    @property
    def faulty(self) -> list[FundVoucher]:
        """An answered query is one as long as the donor has not accepted it.

        So is what was found in a larger sample: nobody leaves it out by drawing fewer.
        """
        good = {Standing.NOT_LOOKED_AT, Standing.ACCEPTED}
        looked_at = [*self.chosen, *(each for each in self._others if each.sample == self.digest)]
        return [each for each in looked_at if each.standing not in good]

    @property
    def _others(self) -> list[FundVoucher]:
        taken = {each.reference for each in self.chosen}
        return [each for each in self.population if each.reference not in taken]

    @property
    def refusal(self) -> Refusal | None:
        """Why the rest cannot be accepted; None where it can."""
        if self.faulty:
            return Refusal(ReviewReason.SAMPLE_BAD, references=_named(self.faulty))
        if self.waiting:
            return Refusal(ReviewReason.SAMPLE_OPEN, references=_named(self.waiting))
        return None if self.rest else Refusal(ReviewReason.NOTHING_LEFT)


def sample_of(session: Session, fund: Fund, quarter: str, digest: str, asked: int | None) -> Sample:
    """Of the vouchers that count in a quarter. Raises Refusal."""
    try:
        vouchers = vouchers_of_fund(session, fund)
    except MissingRate as rate:
        raise Refusal(ReviewReason.RATE_MISSING, currency=rate.currency, month=rate.month) from rate
    population = [each for each in vouchers if quarter_name(each.voucher.counted_on) == quarter]
    by_reference = {each.reference: each for each in population}
    chosen = drawn(by_reference, digest, fund.code, size_of(len(population), asked))
    return Sample(digest, population, [by_reference[reference] for reference in chosen])


def accept_rest(session: Session, deed: Deed, fund: Fund, quarter: str, digest: str, n: int) -> int:
    """One accepted review for each voucher that was not drawn; how many. Raises Refusal.

    The sample is drawn again under the lock, so that it is judged by what was said until then.
    """
    lock_head(session, deed.programme_id)
    sample = sample_of(session, fund, quarter, digest, n)
    if sample.n != n:
        raise Refusal(ReviewReason.SAMPLE_CHANGED)
    if sample.refusal is not None:
        raise sample.refusal
    rows = [
        review_row(deed, Word(each.voucher, fund, Verdict.ACCEPTED, "", 0, digest), 1) for each in sample.rest
    ]
    enter_new(session, deed.programme.code, {"reviews": rows}, deed.occasion)
    return len(rows)


def _named(vouchers: list[FundVoucher]) -> str:
    names = ", ".join(each.reference for each in vouchers[:_NAMED])
    more = len(vouchers) - _NAMED
    return names if more <= 0 else _("%(names)s, and %(num)s more", names=names, num=more)
