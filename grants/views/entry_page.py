"""The page on which a contribution is recorded or mended: its fields, and the summary before it is booked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session

from core.audit import AuditEntry
from core.database import session
from core.programmes import Programme, today_in
from core.sentences import sentence
from core.web.access import Here, person
from core.web.engine import engine
from core.web.i18n import day
from grants.forms.contribution_form import entry_form
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Occasion
from grants.importing.problems import RowProblem
from grants.previewing import Preview, preview
from grants.recording.days import is_still_to_come
from grants.recording.doubts import Doubt, doubts_about
from grants.recording.entries import COLUMNS, Entry, as_if_verified, with_product
from grants.recording.facts import Facts, facts_of
from grants.recording.offered import offered_for
from grants.recording.recording import SHEET
from grants.submissions.client_ids import new_client_id, read_client_id
from grants.views.evidence_uploads import Uploads
from grants.workbook.problems import Problem
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass
class EntryPage:
    """`contribution` is the one to mend, with its texts as `initial`; None where one is recorded."""

    programme: Programme
    project: Project
    form: SheetForm
    uploads: Uploads
    contribution: Contribution | None = None
    returned: AuditEntry | None = None
    has_groups: bool = True
    doubts: list[Doubt] = field(default_factory=list)

    @classmethod
    def make(
        cls,
        reading: Session,
        here: Here,
        project: Project,
        at: datetime,
        contribution: Contribution | None = None,
        initial: Mapping[str, str] | None = None,
        had: int = 0,
        returned: AuditEntry | None = None,
    ) -> "EntryPage":
        today = today_in(here.programme, at)
        offered = offered_for(reading, here.programme, project, here.person.name, today)
        form = entry_form(offered)(data={"client_id": new_client_id(), **(initial or offered.likely)})
        purpose = contribution.reference if contribution else read_client_id(form.client_id.data or "")
        uploads = Uploads(_purpose(here.programme, purpose or ""), had)
        return cls(
            *(here.programme, project, form, uploads),
            contribution=contribution,
            returned=returned,
            has_groups=bool(offered.groups),
        )

    @property
    def columns(self) -> dict[str, str]:
        typed = self.form.typed()
        return with_product({name: typed[name] for name in COLUMNS})

    @property
    def entry(self) -> Entry:
        return Entry(self.project.code, self.columns)

    @property
    def facts(self) -> Facts:
        return facts_of(self.columns)

    @property
    def client_id(self) -> str | None:
        return read_client_id(self.form.client_id.data or "")

    def is_sound(self, at: datetime) -> bool:
        """Whether the form can be booked so far as it tells itself; its files are kept on the way."""
        sound = self.form.validate()
        if self.form.errors.get("csrf_token"):
            return False
        self.uploads.take(self.form.tickets.data or (), self.form.files.data or (), at)
        for refusal in self.uploads.refusals:
            _refuse(self.form.files, sentence(refusal))
        self._check_day(at)
        if self.contribution is None and self.client_id is None:
            self.form.form_errors.append(
                _("This form has lost its number. It has a new one now: send it again.")
            )
            self.form.client_id.data = new_client_id()
            self.uploads.purpose = _purpose(self.programme, self.form.client_id.data)
        return sound and not self.form.errors

    def look(self, at: datetime) -> Preview:
        """What would be booked if somebody verified it today. What is wrong with the row is noted in the form."""
        found = preview(
            engine(), self.programme.code, {SHEET: [self._row_as_verified(at)]}, Occasion(person().name, at)
        )
        self.form.take(_without_rates(found.problems))
        return found

    def find_doubts(self) -> list[Doubt]:
        with session(engine()) as reading:
            reference = self.contribution.reference if self.contribution else None
            self.doubts = doubts_about(reading, self.programme, self.facts, except_for=reference)
        return self.doubts

    @property
    def is_unanswered(self) -> bool:
        """Whether something is doubtful of which the person has not said that it is right."""
        return any(doubt.must_be_answered for doubt in self.doubts) and not self.form.is_sure.data

    def _row_as_verified(self, at: datetime) -> dict[str, str]:
        today, name = today_in(self.programme, at), person().name
        if self.contribution is None:
            # Its reference is not decided yet; one made at random is nobody else's.
            row = self.entry.recorded(new_client_id(), by=name, on=today)
        else:
            row = {**self.columns, "reference": self.contribution.reference}
        return as_if_verified(row, by=name, on=today, received_on=self.facts.received_on)

    def _check_day(self, at: datetime) -> None:
        received_on = self.facts.received_on
        if received_on is not None and is_still_to_come(self.programme, received_on, at):
            today = day(today_in(self.programme, at))
            _refuse(self.form.received_on, _("This day is still to come. Today is %(day)s.", day=today))


def _purpose(programme: Programme, of: str) -> str:
    """What the tickets of files are good for: one form, or one contribution."""
    return f"{programme.code}|{of}"


def _without_rates(problems: Iterable[Problem]) -> list[Problem]:
    """A missing rate is said, and is no reason not to record."""
    return [problem for problem in problems if problem.kind is not RowProblem.RATE_MISSING]


def _refuse(field: Any, said: str) -> None:
    field.errors = [*field.errors, said]
