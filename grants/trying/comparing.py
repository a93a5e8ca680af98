"""The present beside the altered world: who gains, who loses, what it costs, when each fund runs dry."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from grants.ledger import events as ev
from grants.matching.terms import Contribution
from grants.trying.altering import Altered
from grants.trying.apart import told_code
from grants.trying.booked_before import budget_changes, rematches_of, settlements_of
from grants.trying.course import Course
from grants.trying.entries import entries_of, stored_entries
from grants.trying.payments import PaymentsWatch, payments_of
from grants.trying.replaying import Replayed, replay
from grants.trying.standing import Standing, standing_of
from grants.trying.summing import ByFund, ChangedMatch, Key, Summing


@dataclass(frozen=True)
class Notes:
    """What of the booked history goes otherwise, which a workbook with these terms would have to tell.

    `passed_over` counts booked changes of altered facts, by fund and column. `rematches` and `settlements` are
    those that grant or release other amounts than booked. `payments` are beyond what stands matched on their day.
    """

    passed_over: Mapping[tuple[str, str], int] = field(default_factory=dict)
    rematches: int = 0
    settlements: int = 0
    payments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """`changed` are the matches that differ and may be named, the largest differences first.

    `contributions` are all that were verified, in the whole programme.
    """

    altered: Altered
    funds: list[ByFund]
    changed: list[ChangedMatch]
    notes: Notes
    contributions: int

    @property
    def is_same(self) -> bool:
        return all(fund.is_same for fund in self.funds)


def compare(
    session: Session, programme_id: int, altered: Altered, funds: Collection[str] | None = None
) -> Compared:
    """Replay and compare with what is booked. Raises NotAltered; nothing is written.

    `funds` narrows what is told to these funds. Then a contribution on which none of them decided so far is
    counted but not named, nor what it is for.
    """
    return _Comparing(session, programme_id, replay(session, programme_id, altered), funds).run(altered)


@dataclass
class _Comparing:
    session: Session
    programme_id: int
    replayed: Replayed
    funds: Collection[str] | None
    present: dict[int, dict[Key, Standing]] = field(default_factory=lambda: defaultdict(dict))
    """By contribution; of the altered world the books have it."""

    def run(self, altered: Altered) -> Compared:
        rematches = rematches_of(self.session, self.programme_id)
        settlements = settlements_of(self.session, self.programme_id)
        payments = payments_of(self.session, self.programme_id, self.funds)
        books, watched = self.replayed.books, rematches | settlements
        before = Course(dict(self.replayed.budgets_before), PaymentsWatch(payments), watched)
        now = {code: fund.budget for code, fund in books.funds.items()}
        after = Course(now, PaymentsWatch(payments), watched)
        self._read_present(before)
        refused = self._read_altered(after)
        summing = Summing(books, self.funds)
        for contribution in books.contributions.values():
            summing.add(
                contribution, self.present.get(contribution.id, {}), self._altered(contribution, refused)
            )
        seqs = {seq for seq in watched if self._seen_of(before, seq) != self._seen_of(after, seq)}
        beyond = set(before.payments.beyond())
        notes = Notes(
            self._passed_over(),
            len(seqs & rematches),
            len(seqs & settlements),
            tuple(reference for reference in after.payments.beyond() if reference not in beyond),
        )
        changed = sorted(
            summing.changed, key=lambda each: (-abs(each.difference), each.contribution, each.rule)
        )
        return Compared(altered, summing.funds(before, after), changed, notes, len(books.contributions))

    def _read_present(self, course: Course) -> None:
        changes = iter(budget_changes(self.session, self.programme_id))
        change = next(changes, None)
        for entry in stored_entries(self.session, self.programme_id):
            while change is not None and change[0] < entry.seq:
                course.budgets[change[1]] = change[2]
                change = next(changes, None)
            course.take(entry)
            matches = self.present[entry.contribution]
            key = entry.rule, entry.fund
            standing = matches.get(key)
            if standing is None:
                standing = matches[key] = Standing()
            standing.take(entry)
        while change is not None:
            course.budgets[change[1]] = change[2]
            change = next(changes, None)

    def _read_altered(self, course: Course) -> dict[int, dict[Key, str]]:
        """Returns why contributions to which the present grants anything are refused, which no books keep."""
        refused: dict[int, dict[Key, str]] = defaultdict(dict)
        funds = self.replayed.books.funds
        for booked in self.replayed.booked:
            if isinstance(booked.event, ev.FactChanged) and booked.event.sheet == "funds":
                course.budgets[booked.event.code] = funds[booked.event.code].budget
            for entry in entries_of(booked):
                course.take(entry)
                if not (entry.net or entry.desired or entry.is_release):
                    key = entry.rule, entry.fund
                    was = self.present.get(entry.contribution, {}).get(key)
                    if was is not None and was.net:
                        refused[entry.contribution][key] = entry.reason
        return refused

    def _altered(
        self, contribution: Contribution, refused: Mapping[int, Mapping[Key, str]]
    ) -> dict[Key, Standing]:
        found = {key: Standing(reason=reason) for key, reason in refused.get(contribution.id, {}).items()}
        for match in contribution.matches.values():
            found[told_code(match.rule), match.rule.fund.code] = standing_of(match)
        return found

    def _seen_of(self, course: Course, seq: int) -> dict[tuple[int, str, str], int]:
        of_event = course.on_matches[seq]
        return {key: net for key, net in of_event.items() if self.funds is None or key[2] in self.funds}

    def _passed_over(self) -> dict[tuple[str, str], int]:
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for change in self.replayed.passed_over:
            counts[change.code, change.column] += 1
        return dict(counts)
