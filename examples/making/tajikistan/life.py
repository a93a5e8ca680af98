"""How the projects of TJ-REM were chosen and what became of them, step by step. All invented."""

from examples.making.book import Book
from examples.making.days import maybe_on, on
from examples.making.meetings import Chosen, add_meetings, gatherings
from examples.making.people import People
from examples.making.steps import Turn, add_steps
from examples.making.tajikistan.communities import COMMUNITIES
from examples.making.tajikistan.plans import PLAN
from examples.making.tajikistan.projects import PROJECTS

_FIRST = on("2019-07-02")
_WISHES = (
    "Street lights along the school road",
    "A second mill",
    "Gravel for the road to the cemetery",
    "A fence around the spring",
    "A room for the women's sewing circle",
    "A generator for the medical point",
)
_ATTENDANCE = range(36, 81)

TURNS = {
    "OSH-WATER": (Turn("appraised", on("2020-11-23"), "Spring measured in October: enough for all standpipes."),),
    "ANZ-BRIDGE": (
        Turn("appraised", on("2020-03-16")),
        Turn("declined", on("2020-06-08"), "The hukumat builds a road bridge 300 metres upstream in 2021."),
    ),
    "OBS-FIELDS": (Turn("cancelled", on("2020-08-17"), "The district lays a gravity canal instead of pumps."),),
}  # fmt: skip


def add_life(book: Book, people: People) -> None:
    chosen = [
        Chosen(each.code, each.community, each.name, maybe_on(each.approved_on) or on(PLAN[each.code].gives_from))
        for each in PROJECTS
    ]  # fmt: skip
    meetings = gatherings(chosen, {each.code: each.officer for each in COMMUNITIES}, _FIRST)
    add_meetings(book, meetings, _WISHES, _ATTENDANCE)
    add_steps(book, meetings, people, TURNS)
