"""The life of each project as its steps, told from the days that its row and its progress give, with their papers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from examples.making.book import Book
from examples.making.days import later
from examples.making.meetings import Gathering
from examples.making.papers import add_paper
from examples.making.people import People

_PROPOSED, _APPRAISED, _PAPERS, _HANDED_OVER, _MAINTAINED = 3, -7, -2, 10, 45
"""Days from the meeting, to the approval, from a paper to its step, from the end of the works, from the handover."""

_PAPERS_OF = {
    "appraised": (("bill_of_quantities", "Bill of quantities"),),
    "started": (
        ("agreement", "Agreement between group, community and contractor"),
        ("land_consent", "Consent to the use of the land"),
        *(("quote", f"Quote {number} of 3") for number in (1, 2, 3)),
    ),
    "completed": (("certificate", "Certificate of completion"),),
    "handed_over": (("handover_act", "Handover act, signed"),),
    "maintained": (("maintenance_plan", "Plan of maintenance and fees"),),
}
_REACHES = {
    "proposed": ("proposed",),
    "approved": ("proposed", "appraised", "approved"),
    "in_progress": ("proposed", "appraised", "approved", "started"),
    "completed": ("proposed", "appraised", "approved", "started", "completed"),
    "handed_over": ("proposed", "appraised", "approved", "started", "completed", "handed_over"),
    "maintained": ("proposed", "appraised", "approved", "started", "completed", "handed_over", "maintained"),
    "cancelled": ("proposed", "appraised", "approved", "cancelled"),
}


@dataclass(frozen=True)
class Turn:
    """A step that no status tells: appraised and not yet approved, or declined; or words of one that it tells."""

    step: str
    on: date
    words: str | None = None


def add_steps(
    book: Book, meetings: Iterable[Gathering], people: People, turns: Mapping[str, tuple[Turn, ...]]
) -> None:
    """`turns` by project. Minutes stand with the meeting, the other papers with the project."""
    for meeting in meetings:
        minutes = f"Minutes of the meeting of {meeting.held_on:%d.%m.%Y}"
        add_paper(book, "meetings", meeting.code, "minutes", minutes, meeting.held_on, meeting.kept_by)
        for chosen in meeting.chosen:
            _add_life(book, chosen.project, meeting, people, turns.get(chosen.project, ()))


def _add_life(book: Book, code: str, meeting: Gathering, people: People, turns: tuple[Turn, ...]) -> None:
    project = next(row for row in book.rows["projects"] if row["code"] == code)
    told = {turn.step: turn for turn in turns}
    days = dict(_days(book, project, meeting)) | {turn.step: turn.on for turn in turns}
    doers = _doers(meeting.kept_by, people)
    for number, (step, on) in enumerate(days.items(), 1):
        for kind, title in _PAPERS_OF.get(step, ()):
            add_paper(book, "projects", code, kind, f"{title}, {code}", later(on, _PAPERS), meeting.kept_by)
        book.add(
            "project_steps",
            project=code,
            number=number,
            step=step,
            decided_on=on,
            decided_by=doers[step],
            words=told[step].words if step in told else None,
            meeting=meeting.code if step == "proposed" else None,
        )


def _doers(officer: str, people: People) -> dict[str, str]:
    """Who proposes does not appraise, who appraises does not approve, who builds does not certify."""
    return {
        **dict.fromkeys(("proposed", "started", "handed_over", "maintained"), officer),
        **dict.fromkeys(("appraised", "completed"), people.verifier),
        **dict.fromkeys(("approved", "declined", "cancelled"), people.manager),
    }


def _days(book: Book, project: dict[str, object], meeting: Gathering) -> Iterator[tuple[str, date]]:
    """In the order of the steps, as far as its status says that it came."""
    proposed_on = later(meeting.held_on, _PROPOSED)
    for step in _REACHES[str(project["status"])]:
        if step == "proposed":
            yield step, proposed_on
        elif step == "appraised":
            yield step, max(proposed_on, later(_day(project, "approved_on"), _APPRAISED))
        elif step in ("approved", "started", "cancelled"):
            column = {"approved": "approved_on", "started": "starts_on", "cancelled": "settled_on"}[step]
            yield step, _day(project, column)
        else:
            yield step, later(built_on(book, project), _AFTER_WORKS[step])


_AFTER_WORKS = {"completed": 0, "handed_over": _HANDED_OVER, "maintained": _HANDED_OVER + _MAINTAINED}


def built_on(book: Book, project: dict[str, object]) -> date:
    """The day on which somebody certified that all of it stands."""
    looks = [row for row in book.rows["progress"] if row["project"] == project["code"]]
    return min(_day(row, "on") for row in looks if row["actual"] == 100)


def _day(row: dict[str, object], column: str) -> date:
    day = row[column]
    assert isinstance(day, date), (row, column)
    return day
