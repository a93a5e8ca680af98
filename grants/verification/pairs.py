"""Two contributions that may be the same money: the earlier, the later, and what can be said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from core.accounts.person import Reach
from grants.recording.states import MENDABLE
from grants.verification.duplicates import Likeness, likely_pairs, likenesses
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.duplicates import DuplicateDecision


@dataclass(frozen=True)
class Pair:
    """`first` was recorded before `second`."""

    first: Contribution
    second: Contribution
    alike: tuple[Likeness, ...] = ()
    """Empty where they do not look alike, or somebody has decided that they are two."""

    @property
    def both(self) -> tuple[Contribution, Contribution]:
        return self.first, self.second

    @property
    def open(self) -> list[Contribution]:
        """Those that can still be withdrawn or linked."""
        return [each for each in self.both if each.status in MENDABLE]

    @property
    def is_verified(self) -> bool:
        """Both of them: only a reversal can take one back."""
        return all(each.status is ContributionStatus.VERIFIED for each in self.both)

    def other(self, contribution: Contribution) -> Contribution:
        return self.second if contribution.id == self.first.id else self.first


def pairs_of(session: Session, reach: Reach, today: date, contribution: Contribution) -> list[Pair]:
    """The likely duplicates of one contribution, within reach."""
    assert contribution.id is not None
    rows = session.execute(likely_pairs(reach, today, [contribution.id])).mappings().all()
    return load_pairs(session, rows)


def load_pairs(session: Session, rows: Sequence[sa.RowMapping]) -> list[Pair]:
    """With their contributions, of rows of `likely_pairs()`."""
    ids = {row[name] for row in rows for name in ("first_id", "second_id")}
    query = select(Contribution).where(col(Contribution.id).in_(ids))
    by_id = {contribution.id: contribution for contribution in session.exec(query)}
    return [Pair(by_id[row["first_id"]], by_id[row["second_id"]], tuple(likenesses(row))) for row in rows]


def find_pair(session: Session, reach: Reach, today: date, one: str, other: str) -> Pair | None:
    """Two contributions by their references, in any order; None where either is not within reach."""
    is_either = contribution_within(reach, one) | contribution_within(reach, other)
    found = session.exec(select(Contribution).where(is_either).order_by(col(Contribution.id))).all()
    if len(found) != 2:
        return None
    first, second = found
    alike = [pair.alike for pair in pairs_of(session, reach, today, first) if pair.second.id == second.id]
    return Pair(first, second, *alike)


def decision_on(session: Session, pair: Pair) -> DuplicateDecision | None:
    """What somebody has decided of it."""
    query = select(DuplicateDecision).where(
        DuplicateDecision.first_id == pair.first.id, DuplicateDecision.second_id == pair.second.id
    )
    return session.exec(query).first()
