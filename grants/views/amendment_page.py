"""The page on which a contribution is set right: its form, what it said, and what it is to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session, col, select

from core.errors import Refusal
from core.programmes import today_in
from core.sentences import sentence
from core.web.access import Here
from grants.correcting.amending import Amendment
from grants.correcting.amendments import check_amendable, next_reference
from grants.correcting.amounts import typed_amount
from grants.correcting.booking import check_seen
from grants.correcting.taken_back import TakenBack, taken_back
from grants.entering.known_rows import texts_of
from grants.entering.labels import label_of
from grants.entering.shown import shown_row
from grants.entering.typed import Rows
from grants.forms.amendment_form import amendment_form
from grants.forms.sheet_form import SheetForm
from grants.models.proposals import Proposal, ProposalKind
from grants.previewing import Preview
from grants.proposing_once import open_about
from grants.recording.entries import COLUMNS, IN_KIND, MAIN, RECEIPT, TRANSFER, with_product
from grants.recording.offered import offered_for
from grants.recording.recording import SHEET
from grants.showing.decisions_in_words import DecisionInWords
from grants.submissions.client_ids import new_client_id, read_client_id
from grants.views.reversal import find_or_404, seen_in
from grants.visible import contribution_within, projects_within
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Seen:
    """What is released, why a second person has to confirm it, and what the new one would be matched with."""

    decisions: list[DecisionInWords]
    second: str | None
    preview: Preview


@dataclass
class AmendmentPage:
    """What the form is about: the contribution as it stands, and `project`, whose groups are offered."""

    here: Here
    back: TakenBack
    project: Project
    form: SheetForm
    texts: Mapping[str, str]
    reference: str
    waiting: list[Proposal]
    refused: str | None

    @property
    def contribution(self) -> Contribution:
        return self.back.contribution

    @property
    def columns(self) -> dict[str, str]:
        typed = self.form.typed()
        return with_product({name: typed[name] for name in COLUMNS})

    @property
    def address(self) -> str:
        return self.address_of(self.contribution.reference)

    def address_of(self, reference: str) -> str:
        programme = self.here.programme.code
        return url_for("contributions.contribution_detail", programme=programme, reference=reference)

    def rows(self, today: date) -> Rows:
        client_id = read_client_id(self.form["client_id"].data or "") or new_client_id()
        reason = str(self.form["reason"].data or "").strip()
        new = Amendment(
            *(self.back, self.form["project"].data or "", self.columns, self.reference, client_id, reason)
        )
        return new.rows(self.here.person.name, today)

    def differences(self) -> list[tuple[Any, str, str]]:
        """Label, what it said, and what it is to say."""
        after = {**self.columns, "project": self.form["project"].data or ""}
        names = ("project", *COLUMNS)
        old, new = (shown_row(SHEET, texts, names) for texts in (self.texts, after))
        return [(label_of(SHEET, name), old[name], new[name]) for name in names if old[name] != new[name]]

    def shown(self, seen: Seen | None) -> str:
        form = self.form
        parts = [(_("Transfer"), TRANSFER), (_("In kind"), IN_KIND), (_("Receipt"), RECEIPT)]
        body: str = render_template(
            "grants/amendment_new.html",
            form=form,
            back=self.back,
            project=self.project,
            refused=self.refused,
            waiting=self.waiting,
            seen=seen,
            differences=self.differences() if seen else [],
            main=[form[name] for name in ("project", *MAIN)],
            parts_of_form=[(label, [form[name] for name in names]) for label, names in parts],
            out=self.address,
        )
        return body


def page_of(reading: Session, at: Here, reference: str, now: datetime) -> AmendmentPage:
    contribution = find_or_404(reading, contribution_within(at.reach, reference))
    back = taken_back(reading, contribution)
    project = _project(reading, at, contribution)
    texts = texts_of(reading, at.programme, SHEET, reference) or {}
    offered = offered_for(reading, at.programme, project, at.person.name, today_in(at.programme, now))
    form = amendment_form(offered, _beside(reading, at, project))(
        data={**texts, "project": project.code, "amount": _amount(back, texts), "client_id": new_client_id()}
    )
    seen = seen_in(form)
    form["seen"].data = str(back.minor)
    return AmendmentPage(
        *(at, back, project, form, texts),
        reference=next_reference(reading, contribution),
        waiting=open_about(reading, at.programme_id, ProposalKind.AMENDMENT, SHEET, "amends", reference),
        refused=_refusal(reading, contribution, seen),
    )


def _amount(back: TakenBack, texts: Mapping[str, str]) -> str:
    """Of one that was taken back in part, what is left: the rest was put right already."""
    if back.is_whole or not back.reversals:
        return texts.get("amount", "")
    return typed_amount(back.left_minor, back.contribution.currency)


def _project(reading: Session, at: Here, contribution: Contribution) -> Project:
    """Its own, or the one that is asked for: it may have been for another one, even elsewhere."""
    code = request.args.get("project", "")
    if not code:
        return reading.get_one(Project, contribution.project_id)
    found = reading.exec(select(Project).where(projects_within(at.reach), Project.code == code)).first()
    if found is None:
        abort(404)
    return found


def _beside(reading: Session, at: Here, project: Project) -> list[tuple[str, str]]:
    """The projects of its community, whose groups are offered."""
    query = select(Project).where(projects_within(at.reach), Project.community_id == project.community_id)
    return [
        (each.code, f"{each.name} · {each.code}") for each in reading.exec(query.order_by(col(Project.code)))
    ]


def _refusal(reading: Session, contribution: Contribution, seen: int | None) -> str | None:
    try:
        check_amendable(reading, contribution)
        if seen is not None:
            check_seen(reading, contribution, seen)
    except Refusal as refusal:
        return sentence(refusal)
    return None
