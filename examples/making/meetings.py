"""Meetings that chose what is built: who came, what they wanted most, how many abroad sent their choice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from examples.making.book import Book
from examples.making.days import later

_BEFORE_APPROVAL, _ONE_MEETING = -35, 200
"""Days from approval back to the meeting; projects approved within so many days of it were chosen there too."""


@dataclass(frozen=True)
class Chosen:
    """A project that a meeting chose; `by` is the day on which it was approved, or on which gifts for it began."""

    project: str
    community: str
    name: str
    by: date


@dataclass
class Gathering:
    code: str
    community: str
    held_on: date
    kept_by: str
    chosen: list[Chosen] = field(default_factory=list)


def gatherings(chosen: Iterable[Chosen], keepers: dict[str, str], not_before: date) -> list[Gathering]:
    """`keepers` are the officers of the communities. In the order of the communities, each in that of its days."""
    by_community: dict[str, list[Chosen]] = {}
    for each in chosen:
        by_community.setdefault(each.community, []).append(each)
    return [
        meeting
        for community, wanted in by_community.items()
        for meeting in _of_community(community, sorted(wanted, key=_day), keepers[community], not_before)
    ]


def add_meetings(book: Book, meetings: Iterable[Gathering], wishes: Sequence[str], attendance: range) -> None:
    """`wishes` are works that were wanted and not chosen. Each meeting has its minutes among the documents."""
    for meeting in meetings:
        chance = Random(f"meeting {meeting.code}")
        women, men = (chance.choice(attendance) // 2 for _ in range(2))
        abroad = chance.randint(3, 12)
        book.add(
            "meetings",
            code=meeting.code,
            community=meeting.community,
            held_on=meeting.held_on,
            women=women,
            men=men,
            households=(women + men) * chance.randint(70, 90) // 100,
            sent_from_abroad=abroad,
            kept_by=meeting.kept_by,
        )
        _add_choices(book, chance, meeting, wishes, women + men, abroad)


def _of_community(community: str, wanted: list[Chosen], keeper: str, not_before: date) -> Iterator[Gathering]:
    meeting = None
    for number, each in enumerate(wanted, 1):
        if meeting is None or each.by > later(meeting.held_on, _ONE_MEETING):
            if meeting is not None:
                yield meeting
            held_on = max(later(each.by, _BEFORE_APPROVAL), not_before)
            meeting = Gathering(f"MEET-{community}-{number}", community, held_on, keeper)
        meeting.chosen.append(each)
    if meeting is not None:
        yield meeting


def _add_choices(
    book: Book, chance: Random, meeting: Gathering, wishes: Sequence[str], present: int, abroad: int
) -> None:
    """Each person has one vote; what is chosen has most of them, and one more wish comes last."""
    ranked = [(each.name, each.project) for each in meeting.chosen]
    works: list[tuple[str, str | None]] = [*ranked, (chance.choice(wishes), None)]
    left, left_abroad = present + abroad, abroad
    for rank, (work, project) in enumerate(works, 1):
        is_last = rank == len(works)
        votes = left if is_last else left * chance.randint(55, 70) // 100
        from_abroad = min(votes, left_abroad if is_last else left_abroad * 60 // 100)
        left, left_abroad = left - votes, left_abroad - from_abroad
        book.add(
            "choices",
            meeting=meeting.code,
            rank=rank,
            work=work,
            project=project,
            votes_for=votes,
            votes_from_abroad=from_abroad,
        )


def _day(chosen: Chosen) -> tuple[date, str]:
    return chosen.by, chosen.project
