"""All that a verifier needs of one contribution, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from flask import abort, render_template
from flask_babel import gettext as _
from sqlmodel import Session, select

from core.accounts.person import Reach
from core.database import session
from core.programmes import Programme, today_in
from core.web.access import here, person
from core.web.engine import engine
from grants.correcting.taken_back import taken_back
from grants.entering.history import history_of
from grants.entering.known_rows import texts_of
from grants.entering.shown import shown_row
from grants.forms.verification_form import ReturnForm, VerificationForm
from grants.importing.importing import Occasion
from grants.previewing import Preview, preview
from grants.verification.pairs import Pair, pairs_of
from grants.verification.recorders import is_recorder
from grants.verification.seen import SHEET, digest_of, evidence_of
from grants.verification.story import steps
from grants.verification.verifying import as_verified, get_contribution
from grants.views.contribution_words import WORDS
from grants.visible import contribution_within
from household_groups.models.contributions import Contribution, ContributionStatus
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.registry import HouseholdGroup

TRANSFER = (
    *("origin_country", "sent_amount", "transfer_operator", "transfer_reference"),
    *("banked_on", "bank_reference"),
)
IN_KIND = ("quantity", "unit", "unit_rate", "quantity_female")
OTHERS = ("household", "kind", "source", "receipt_no", "evidence", "recorded_on", "recorded_by")


@dataclass(frozen=True)
class Case:
    """A contribution as it stands, with what a verifier compares it with."""

    programme: Programme
    reach: Reach
    today: date
    contribution: Contribution
    project: Project
    group: HouseholdGroup
    columns: dict[str, str]
    """What it says, in words."""
    files: Sequence[EvidenceFile]
    is_own: bool
    digest: str
    corrected: Contribution | None = None
    is_corrected_gone: bool = False
    """Whether all of that was taken back."""
    """The one that it corrects."""

    @property
    def is_waiting(self) -> bool:
        return self.contribution.status is ContributionStatus.RECORDED

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """The likely duplicates that it is one of; read for the page alone, as is the story."""
        with session(engine()) as reading:
            return pairs_of(reading, self.reach, self.today, self.contribution)

    @cached_property
    def story(self) -> Sequence[dict[str, Any]]:
        reference = self.contribution.reference
        with session(engine()) as reading:
            told = history_of(reading, self.reach.programme_id, SHEET, reference)
            return steps(told, self.contribution.currency)

    def initial(self) -> dict[str, str]:
        return {"verified_on": self.today.isoformat(), "seen": self.digest}

    def said_returned(self) -> str:
        to = self.contribution.recorded_by
        if to:
            return str(
                _("%(reference)s was returned to %(by)s.", reference=self.contribution.reference, by=to)
            )
        return str(_("%(reference)s was returned.", reference=self.contribution.reference))

    def preview(self) -> Preview:
        """What it would be matched with if this person verified it today."""
        contribution = self.contribution
        earliest = (contribution.received_on, contribution.recorded_on or contribution.received_on)
        on = max(self.today, *earliest)
        row = as_verified(contribution.reference, person().name) | {"verified_on": on.isoformat()}
        occasion = Occasion(person().name, datetime.now(UTC))
        return preview(engine(), self.programme.code, {SHEET: [row]}, occasion)


def open_case(programme: str, reference: str) -> Case:
    """The contribution of this reference within reach, in any state; else 404."""
    with session(engine()) as reading:
        at = here(reading, programme)
        query = select(Contribution).where(contribution_within(at.reach, reference))
        contribution = reading.exec(query).first()
        if contribution is None:
            abort(404)
        return _case(reading, at.programme, at.reach, contribution)


def _case(reading: Session, programme: Programme, reach: Reach, contribution: Contribution) -> Case:
    today = today_in(programme, datetime.now(UTC))
    texts = texts_of(reading, programme, SHEET, contribution.reference) or {}
    corrected = contribution.amends and get_contribution(reading, reach.programme_id, contribution.amends)
    return Case(
        programme=programme,
        reach=reach,
        today=today,
        contribution=contribution,
        project=reading.get_one(Project, contribution.project_id),
        group=reading.get_one(HouseholdGroup, contribution.group_id),
        columns=shown_row(SHEET, texts, (*OTHERS, *TRANSFER, *IN_KIND)),
        files=evidence_of(reading, [contribution])[contribution.reference],
        is_own=is_recorder(reading, contribution, person().name),
        digest=digest_of(reading, contribution),
        corrected=corrected or None,
        is_corrected_gone=taken_back(reading, corrected).is_whole if corrected else False,
    )


def page_of_case(
    case: Case, verifying: VerificationForm, returning: ReturnForm, refusal: str | None = None
) -> str:
    return render_template(
        "grants/verification_detail.html",
        case=case,
        contribution=case.contribution,
        preview=case.preview() if case.is_waiting else None,
        verifying=verifying,
        returning=returning,
        form=returning if returning.errors else verifying,
        refusal=refusal,
        transfer=TRANSFER,
        in_kind=IN_KIND,
        **WORDS,
    )
