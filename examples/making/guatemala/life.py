"""How the schemes of GT-VIV were chosen and what became of them, step by step. All invented."""

from datetime import date

from examples.making.book import Book
from examples.making.guatemala.schemes import SCHEMES
from examples.making.meetings import Chosen, add_meetings, gatherings
from examples.making.people import People
from examples.making.steps import Turn, add_steps

_FIRST = date(2019, 7, 2)
_WISHES = (
    "A retaining wall above the football field",
    "Gravel for the way to the coffee drying yard",
    "A roof for the wash house",
    "Wood-saving stoves",
)
_ATTENDANCE = range(24, 57)

TURNS = {
    "IXT-2": (Turn("cancelled", date(2020, 7, 31), "The land turned out to have two titles."),),
    "TAC-2": (Turn("appraised", date(2020, 12, 7), "Slope measured; two houses move ten metres up."),),
}


def add_life(book: Book, people: People) -> None:
    chosen = [
        Chosen(each.code, each.community, str(row["name"]), each.approved_on or each.gives_from)
        for each, row in zip(SCHEMES.values(), book.rows["projects"], strict=True)
    ]
    meetings = gatherings(chosen, dict.fromkeys((each.community for each in chosen), people.officer), _FIRST)
    add_meetings(book, meetings, _WISHES, _ATTENDANCE)
    add_steps(book, meetings, people, TURNS)
