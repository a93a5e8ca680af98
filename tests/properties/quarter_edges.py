"""A contribution counts in the quarter of the day on which it was received where it was received."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

import sqlalchemy as sa
from sqlmodel import Session, select

from core.calendar import parse_span, quarter_name
from core.database import session as reading
from core.database import transaction
from core.programmes import Programme, today_in
from grants.entering.entering import enter
from grants.importing.importing import Occasion
from grants.recording.days import is_still_to_come
from grants.recording.doubts import DoubtKind, doubts_about
from grants.recording.entries import COLUMNS, Entry
from grants.recording.facts import facts_of
from grants.recording.recording import record
from household_groups.models.contributions import Contribution
from tests.grants.programme import programme
from tests.properties.worlds import typed
from tests.stress.databases import database
from tests.stress.promise import Kind, Outcome, scaled, watched

ZONES = {
    "Asia/Dushanbe": (300, 300, 300, 300),
    "Asia/Kathmandu": (345, 345, 345, 345),
    "Pacific/Kiritimati": (840, 840, 840, 840),
    "America/Phoenix": (-420, -420, -420, -420),
    "America/Los_Angeles": (-480, -420, -420, -420),
    "Europe/Chisinau": (120, 180, 180, 180),
    "Pacific/Apia": (780, 780, 780, 780),
}
"""Minutes east of Greenwich at the first moment of each quarter, since 2022: two zones have summer time."""

YEARS = (2023, 2024, 2028)
"""Two of them with a leap day."""
SERVERS = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles")
"""Where the server believes to be, which must make no difference."""
PHONE_IS_OFF = timedelta(days=400)


@dataclass(frozen=True)
class Edge:
    """A second beside the first moment of a quarter, or of the day after a leap day."""

    zone: str
    at: datetime
    day: date
    quarter: str


def run(scale: float, kind: Kind) -> Outcome:
    edges = list(all_edges())
    random.Random(1).shuffle(edges)
    some = edges[: scaled(len(edges), scale, least=2 * len(ZONES))]
    with watched() as watch, database(kind) as engine:
        wrong = list(misfiled(engine, some))
    return Outcome(
        done=f"contributions a second before and after the beginning of a quarter, in {len(ZONES)} zones "
        "from UTC-8 to UTC+14 with and without summer time; leap days; phones 400 days off; "
        f"servers in {len(SERVERS)} zones",
        times=len(some),
        wrong=wrong,
        seconds=watch.seconds,
    )


def all_edges() -> Iterator[Edge]:
    for zone, offsets in ZONES.items():
        for year in YEARS:
            for number, minutes in enumerate(offsets):
                yield from _around(zone, date(year, 1 + 3 * number, 1), minutes)
            yield from _around(zone, date(year, 3, 1), offsets[0])


def misfiled(engine: sa.Engine, edges: list[Edge]) -> Iterator[str]:
    for number, zone in enumerate(ZONES):
        _begin(engine, f"P{number}", zone)
    codes = {zone: f"P{number}" for number, zone in enumerate(ZONES)}
    for number, edge in enumerate(edges):
        with server_in(SERVERS[number % len(SERVERS)]):
            yield from _misfiled(engine, codes[edge.zone], edge, number)


def _misfiled(engine: sa.Engine, code: str, edge: Edge, number: int) -> Iterator[str]:
    with reading(engine) as books:
        place = books.exec(select(Programme).where(Programme.code == code)).one()
    if today_in(place, edge.at) != edge.day:
        yield f"{edge}: today is {today_in(place, edge.at)}"
    reference = _recorded(engine, place, edge, number)
    stored = _verified(engine, place, reference, edge)
    for name in ("received_on", "recorded_on", "verified_on", "counted_on"):
        if getattr(stored, name) != edge.day:
            yield f"{edge}: {name} is {getattr(stored, name)}"
    if quarter_name(edge.day) != edge.quarter or edge.day not in parse_span(edge.quarter):
        yield f"{edge}: in {quarter_name(edge.day)}"
    yield from _phone(engine, place, edge)


def _phone(engine: sa.Engine, place: Programme, edge: Edge) -> Iterator[str]:
    """A day to come cannot be recorded; one before the programme is looked at twice; both are said in words."""
    if is_still_to_come(place, edge.day, edge.at):
        yield f"{edge}: the day itself is said to come"
    for ahead in (timedelta(days=2), PHONE_IS_OFF):
        if not is_still_to_come(place, edge.day + ahead, edge.at):
            yield f"{edge}: {edge.day + ahead} is taken"
    early = place.starts_on - PHONE_IS_OFF
    facts = facts_of({"group": "G-1", "currency": "TJS", "amount": "10", "received_on": early.isoformat()})
    with reading(engine) as books:
        doubts = {doubt.kind for doubt in doubts_about(books, place, facts)}
    if DoubtKind.BEFORE_START not in doubts:
        yield f"{edge}: nobody looks twice at {early}"


def _begin(engine: sa.Engine, code: str, zone: str) -> None:
    sheets = programme()
    sheets["programmes"][0] |= {"code": code, "time_zone": zone, "starts_on": "2022-01-01"}
    sheets["communities"][0]["programme"] = sheets["funds"][0]["programme"] = code
    sheets["groups"][0]["registered_on"] = sheets["funds"][0]["opens_on"] = "2022-01-01"
    sheets["projects"][0] |= {"approved_on": "2022-01-01", "budget": 10**9}
    sheets["rules"][0]["effective_from"] = "2022-01-01"
    rows = {name: [typed(row) for row in of_sheet] for name, of_sheet in sheets.items()}
    occasion = Occasion("founder", datetime(2022, 1, 1, 12, tzinfo=UTC))
    transaction(engine, lambda session: enter(session, None, rows, occasion))


def _recorded(engine: sa.Engine, place: Programme, edge: Edge, number: int) -> str:
    """By an officer who types the day that it is there."""
    row = {
        "group": "G-1",
        "received_on": edge.day.isoformat(),
        "amount": "10",
        "currency": "TJS",
        "kind": "cash",
    }
    entry = Entry("W-1", dict.fromkeys(COLUMNS, "") | row)

    def work(session: Session) -> str:
        return record(session, place, entry, f"{number:032x}", [], by="officer", at=edge.at).reference

    return transaction(engine, work)


def _verified(engine: sa.Engine, place: Programme, reference: str, edge: Edge) -> Contribution:
    row = {"reference": reference, "status": "verified", "verified_on": today_in(place, edge.at).isoformat()}
    rows = {"contributions": [row | {"verified_by": "verifier", "verification_method": "cash_count"}]}
    occasion = Occasion("verifier", edge.at)
    transaction(engine, lambda session: enter(session, place.code, rows, occasion))
    query = select(Contribution).where(
        Contribution.programme_id == place.id, Contribution.reference == reference
    )
    with reading(engine) as books:
        return books.exec(query).one()


def _around(zone: str, first: date, minutes: int) -> Iterator[Edge]:
    """A second before and at the first moment of a day."""
    midnight = datetime.combine(first, time_of_day(), UTC) - timedelta(minutes=minutes)
    for second, day in ((-1, first - timedelta(days=1)), (0, first), (1, first)):
        quarter = f"{day.year}-Q{1 + (day.month > 3) + (day.month > 6) + (day.month > 9)}"
        yield Edge(zone, midnight + timedelta(seconds=second), day, quarter)


@contextmanager
def server_in(zone: str) -> Iterator[None]:
    """This process believes to be somewhere else for a while."""
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()
