"""What people complained of, and what was done about it, as a table of a country writes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from examples.making.book import Book
from examples.making.days import on


@dataclass(frozen=True)
class Complaint:
    """`steps`: each a step, its day, who took it, and words. Who complains is nowhere named."""

    received_on: str
    channel: str
    category: str
    community: str
    project: str | None
    words: str
    recorded_by: str
    steps: tuple[tuple[str, str, str, str], ...] = ()
    access: str = "open"


def add_grievances(book: Book, complaints: Iterable[Complaint]) -> None:
    for number, each in enumerate(complaints, 1):
        code = f"GR-{number:03}"
        book.add(
            "grievances",
            code=code,
            received_on=on(each.received_on),
            channel=each.channel,
            category=each.category,
            access=each.access,
            community=each.community,
            project=each.project,
            words=each.words,
            recorded_by=each.recorded_by,
        )
        for place, (step, day, by, words) in enumerate(each.steps, 1):
            book.add(
                "grievance_steps",
                grievance=code,
                number=place,
                step=step,
                decided_on=on(day),
                decided_by=by,
                words=words,
            )
