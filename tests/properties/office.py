"""What people of a programme do with its books, each by the use case that the pages call."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Session, select

from core.database import session as reading
from core.database import transaction
from core.errors import Refusal
from core.journal.models import JournalEntry
from core.programmes import Programme, today_in
from core.tables import table
from grants import rematches
from grants.entering.entering import NotEntered, enter
from grants.entering.typed import Typed
from grants.importing.importing import Imported, Occasion
from grants.models.matches import Balance, MatchEntry
from grants.models.rules import MatchingRule
from grants.recording.entries import COLUMNS, Entry
from grants.recording.recording import record
from grants.verification import verifying
from grants.verification.seen import digest_of
from grants.verifying.differences import Difference
from grants.verifying.verify import verify
from household_groups.models.contributions import Contribution
from tests.properties.twin import Key, Line
from tests.properties.worlds import PROGRAMME

T = TypeVar("T")


class Office:
    """The application over one database; whatever it refuses raises Refusal or NotEntered."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with reading(engine) as books:
            self.programme = books.exec(select(Programme).where(Programme.code == PROGRAMME)).one()
        assert self.programme.id is not None
        self.id = self.programme.id

    def day(self, at: datetime) -> date:
        return today_in(self.programme, at)

    def record(self, typed: Typed, client_id: str, at: datetime) -> str:
        """The reference under which it stands."""
        columns = {**dict.fromkeys(COLUMNS, ""), **{name: typed[name] for name in typed if name in COLUMNS}}
        entry = Entry(typed["project"], columns)

        def work(session: Session) -> str:
            return record(session, self.programme, entry, client_id, [], by="officer", at=at).reference

        return self._do(work)

    def verify(self, reference: str, at: datetime, on: date) -> None:
        def work(session: Session) -> None:
            found = verifying.get_contribution(session, self.id, reference)
            shown = verifying.Shown(self.id, PROGRAMME, reference, digest_of(session, found))
            typed = {"verified_on": on.isoformat(), "verification_method": "cash_count"}
            verifying.verify(session, shown, typed, Occasion("verifier", at))

        self._do(work)

    def enter(self, at: datetime, on: date, **rows: Typed) -> Imported:
        """One row of a sheet, or of several; what changes does so from that day on."""
        sheets = {sheet: [row] for sheet, row in rows.items()}
        occasion = Occasion("manager", at, changed_on=on, reason="Decided by the board")
        return self._do(lambda session: enter(session, PROGRAMME, sheets, occasion))

    def rematch(self, fund: str, at: datetime) -> int:
        """Propose, look, confirm: how many grants that made."""
        seen = self._proposed(fund, at)

        def work(session: Session) -> int:
            of = rematches.get_fund(session, fund)
            return len(rematches.confirm(session, of, by="manager", at=at, seen=seen).grants)

        return self._do(work)

    def confirm_outdated(self, fund: str, at: datetime) -> None:
        """Confirm a list that was made before the latest booking."""
        seen = self._proposed(fund, at) - 1

        def work(session: Session) -> None:
            of = rematches.get_fund(session, fund)
            rematches.confirm(session, of, by="manager", at=at, seen=seen)

        self._do(work)

    def _proposed(self, fund: str, at: datetime) -> int:
        with reading(self.engine) as books:
            return rematches.propose(books, rematches.get_fund(books, fund), at=at).seq

    def _do(self, work: Callable[[Session], T]) -> T:
        return transaction(self.engine, work)

    # --- what stands in the tables

    def lines(self) -> list[Line]:
        entry, of, rule = (table(model).c for model in (MatchEntry, Contribution, MatchingRule))
        query = (
            sa.select(
                *(entry.booked_on, of.reference, rule.code, rule.version),
                *(entry.desired_minor, entry.granted_minor, entry.released_minor, entry.reason),
            )
            .where(entry.contribution_id == of.id, entry.rule_id == rule.id)
            .order_by(entry.seq, entry.line)
        )
        with reading(self.engine) as books:
            return [Line(*row) for row in books.execute(query)]

    def stored(self) -> list[tuple[object, ...]]:
        """All that is stored of every entry, with the steps of its decision."""
        t = table(MatchEntry)
        with reading(self.engine) as books:
            return [tuple(row) for row in books.execute(sa.select(t).order_by(t.c.seq, t.c.line))]

    def journal(self) -> list[tuple[int, datetime]]:
        """Positions and instants of the entries, as they lie in the table."""
        t = table(JournalEntry).c
        with reading(self.engine) as books:
            query = sa.select(t.position, t.booked_at).order_by(t.position)
            return [(position, at) for position, at in books.execute(query)]

    def least(self) -> int:
        """The smallest of all that is stored of entries and balances."""
        t, balance = table(MatchEntry).c, table(Balance).c
        stored = ("desired_minor", "granted_minor", "released_minor", "counted_minor", "base_minor")
        with reading(self.engine) as books:
            found = books.execute(sa.select(*(sa.func.min(t[name]) for name in stored))).one()
            lowest = books.execute(sa.select(sa.func.min(balance.minor))).scalar_one()
        return min(minor or 0 for minor in (*found, lowest))

    def balances(self) -> Mapping[Key, int]:
        t = table(Balance).c
        with reading(self.engine) as books:
            rows = books.execute(sa.select(t.account, t.subject, t.owner, t.period, t.minor)).all()
        return {(account, subject, owner, period): minor for account, subject, owner, period, minor in rows}

    def counted_on(self) -> dict[str, date]:
        t = table(Contribution).c
        query = sa.select(t.reference, t.counted_on).where(t.verified_seq.is_not(None))
        with reading(self.engine) as books:
            return dict(map(tuple, books.execute(query)))

    def differences(self) -> list[Difference]:
        with reading(self.engine) as books:
            return [difference for found in verify(books) for difference in found.differences]


REFUSED = (NotEntered, Refusal)
