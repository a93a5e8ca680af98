"""An uploaded workbook in two: what is booked at once, and what a second person has to confirm."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from core.accounts.names import name_key
from grants.importing import pending
from grants.importing.checking import Checked
from grants.importing.upload import Row, Upload
from grants.uploading.contributions import as_typed
from grants.uploading.holding import LIMIT, SETTLED, Draft, Held, held, is_cancelled_here
from grants.uploading.problems import UploadProblem
from grants.uploading.tables import Numbered, rows_of, with_rows
from grants.workbook.problems import Problem
from grants.workbook.reading import SheetRows

_SEQ = frozenset({"seq", "approved_seq", "settled_seq"})
_WORDS_OF_PEOPLE = (
    *("agreements", "certifications", "tranches", "steps", "reviews", "clawbacks", "signatures"),
    "project_steps",
)
"""Each row is what somebody asked, said or decided: nobody says it for them by a file."""
_SIGNED = {
    "documents": "added_by",
    "variances": "explained_by",
    "bank_lines": "ticked_by",
    "narrative": "written_by",
    "grievances": "recorded_by",
    "grievance_steps": "decided_by",
    "service_checks": "checked_by",
}
"""Sheets whose rows are signed by whoever uploads them, and the column that says so."""
_NOT_AT_ONCE = frozenset({"rules", "reversals", "rematches", "closings", *_WORDS_OF_PEOPLE})


@dataclass(frozen=True)
class Split:
    """`direct` is booked at once, if there are no problems; `drafts` become proposals."""

    direct: dict[str, SheetRows]
    drafts: list[Draft]
    verified_there: int
    problems: list[Problem]

    @property
    def is_all_at_once(self) -> bool:
        """Whether nothing of the file enters otherwise than it stands there."""
        return not (self.drafts or self.verified_there)


def split(upload: Upload, checked: Checked, by: str, today: date) -> Split:
    """Of a file that was checked, and has no problems of its own."""
    refused = [
        *_refused_history(upload, checked),
        *_refused_names(upload, by),
        *_refused_places(upload, checked),
    ]
    waits = held(upload, checked)
    contributions = as_typed(upload, by, today)
    direct = {}
    for name, sheet in upload.sheets.items():
        if name == "contributions":
            if contributions.sheet is not None:
                direct[name] = contributions.sheet
        elif name not in _NOT_AT_ONCE:
            direct[name] = _PARTS.get(name, _whole)(upload, sheet, waits)
    return Split(direct, waits.drafts, contributions.verified_there, [*refused, *contributions.problems])


def _whole(_upload: Upload, sheet: SheetRows, _waits: Held) -> SheetRows:
    return with_rows(sheet, rows_of(sheet), without=_SEQ)


def _changes(_upload: Upload, sheet: SheetRows, waits: Held) -> SheetRows:
    rows = ((number, row) for number, row in rows_of(sheet) if number not in waits.changes)
    return with_rows(sheet, rows, without=_SEQ)


def _disbursements(upload: Upload, sheet: SheetRows, _waits: Held) -> SheetRows:
    """Of known payments what may change, such as the day on which the money arrived."""
    known = {row.number for row in upload.of("disbursements") if not row.is_new}
    return with_rows(sheet, ((number, row) for number, row in rows_of(sheet) if number in known))


def _programmes(_upload: Upload, sheet: SheetRows, _waits: Held) -> SheetRows:
    return with_rows(sheet, rows_of(sheet), without=_SEQ | {LIMIT})


def _projects(upload: Upload, sheet: SheetRows, _waits: Held) -> SheetRows:
    return with_rows(sheet, _unsettled(upload, sheet), without=_SEQ | set(SETTLED))


def _unsettled(upload: Upload, sheet: SheetRows) -> Iterator[Numbered]:
    """A project that is new and cancelled already was approved, or proposed, before."""
    of_number = {row.number: row for row in upload.of("projects")}
    for number, given in rows_of(sheet):
        row = of_number[number]
        yield number, given | ({"status": _before(upload, row)} if is_cancelled_here(upload, row) else {})


def _before(upload: Upload, row: Row) -> str | None:
    if row.is_new:
        return "approved" if row.content["approved_on"] else "proposed"
    status: str | None = upload.known["projects"][row.key].content["status"]
    return status


_PARTS: dict[str, Callable[[Upload, SheetRows, Held], SheetRows]] = {
    "changes": _changes,
    "disbursements": _disbursements,
    "programmes": _programmes,
    "projects": _projects,
}
"""Sheets of which a part waits."""


def _refused_history(upload: Upload, checked: Checked) -> Iterator[Problem]:
    """Re-matches, closings and words that the programme knows are passed over; new ones are not booked here."""
    aside = Upload(upload.sheets)
    numbers = {
        "rematches": [row.number for row in checked.rematches],
        "closings": [row.number for row in checked.closings],
        **{name: [row.number for row in upload.new(name)] for name in _WORDS_OF_PEOPLE},
    }
    for name, new in numbers.items():
        if new:
            column = upload.sheets[name].columns[0]
            aside.refuse_cell(name, min(new), column, UploadProblem.BOOKED_BY_COMMAND)
    yield from aside.problems


def _refused_names(upload: Upload, by: str) -> Iterator[Problem]:
    """Nobody signs for somebody else."""
    aside = Upload(upload.sheets)
    for name, column in _SIGNED.items():
        for row in upload.sound(name):
            said = row.content[column] if row.is_new or column in row.changed else None
            if said is not None and name_key(said) != name_key(by):
                aside.refuse_cell(name, row.number, column, UploadProblem.SIGNED_BY_ANOTHER, by=by)
    yield from aside.problems


def _refused_places(upload: Upload, checked: Checked) -> Iterator[Problem]:
    """The first of each column: what is to be done is the same for all."""
    aside = Upload(upload.sheets)
    events = [
        *pending.events_of_rows(upload),
        *pending.events_of_changes(checked.changes),
        *pending.events_of_reversals(checked.reversals),
    ]
    seen = set()
    for event in sorted(events, key=lambda event: event.number):
        place = (event.sheet, event.seq_column)
        if event.given_seq is not None and place not in seen:
            seen.add(place)
            aside.refuse_cell(event.sheet, event.number, event.seq_column, UploadProblem.SEQ_GIVEN)
    yield from aside.problems
