"""A verified contribution set right: what was wrong is taken back, and another one takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session, col, select

from core.database import session
from core.errors import Refusal
from core.journal.verify import head_of
from core.programmes import today_in
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here
from core.web.engine import engine
from grants.correcting.amending import Amendment
from grants.correcting.amendments import check_amendable, next_reference
from grants.correcting.amounts import typed_amount
from grants.correcting.booking import amend, check_seen, enter_amendment
from grants.correcting.second_person import why_second_person
from grants.correcting.taken_back import TakenBack, taken_back
from grants.entering.known_rows import texts_of
from grants.entering.labels import label_of
from grants.entering.shown import shown_row
from grants.forms.amendment_form import amendment_form
from grants.forms.row_form import require
from grants.forms.sheet_form import SheetForm
from grants.importing.importing import Imported, Occasion
from grants.models.proposals import Proposal, ProposalKind
from grants.previewing import Preview, preview_within
from grants.proposing_once import open_about
from grants.recording.entries import COLUMNS, IN_KIND, MAIN, RECEIPT, TRANSFER, as_if_verified, with_product
from grants.recording.facts import facts_of
from grants.recording.offered import offered_for
from grants.recording.recording import SHEET
from grants.showing.decisions_in_words import DecisionInWords, decisions_since
from grants.submissions.client_ids import new_client_id, read_client_id
from grants.views.before_proposing import Directly, Draft, taken
from grants.views.reversal import find_or_404, seen_in
from grants.visible import contribution_within, projects_within
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

amendment = Blueprint("amendment", __name__)


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
        return _address_of(self, self.contribution.reference)

    def rows(self, today: date) -> Any:
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


@amendment.route(
    "/programmes/<code:programme>/contributions/<code:reference>/correct", methods=["GET", "POST"]
)
@allows(Action.PROPOSE)
def amendment_new(programme: str, reference: str) -> ResponseReturnValue:
    now = datetime.now(UTC)
    with session(engine()) as reading:
        page = _page(reading, here(reading, programme), reference, now)
        done = _done_before(reading, page)
    if request.method != "POST":
        return page.shown(None)
    if done is not None:
        return redirect(_address_of(page, done), HTTPStatus.SEE_OTHER)
    if page.refused:
        return page.shown(None), HTTPStatus.CONFLICT
    return taken(_draft(page, now))


def _page(reading: Session, at: Here, reference: str, now: datetime) -> AmendmentPage:
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


def _done_before(reading: Session, page: AmendmentPage) -> str | None:
    """The reference under which the same press of a button has booked it."""
    client_id = read_client_id(page.form["client_id"].data or "")
    query = select(Contribution.reference).where(
        Contribution.programme_id == page.here.programme_id,
        Contribution.client_id == client_id,
        Contribution.amends == page.contribution.reference,
    )
    return reading.exec(query).first() if client_id else None


def _draft(page: AmendmentPage, now: datetime) -> Draft[Seen]:
    at, form, contribution = page.here, page.form, page.contribution
    today = today_in(at.programme, now)
    rows, before = page.rows(today), page.back.minor
    received_on = facts_of(page.columns).received_on

    def check() -> None:
        require(form["reason"], _l("Say what was wrong."))
        if not page.differences() and not page.back.reversals:
            form.form_errors.append(_("It says what it said before. Change what was wrong."))
        if received_on is not None and received_on > today:
            field = form["received_on"]
            field.errors = [*field.errors, _("This day is still to come.")]

    def look(books: Session, entered: Imported) -> Seen:
        _seen, seq, _digest = head_of(books, at.programme_id)
        decisions = decisions_since(books, at.programme_id, seq - entered.events)
        second = why_second_person(books, contribution, at.person.name)
        verified = as_if_verified(
            {"reference": page.reference}, by=at.person.name, on=today, received_on=received_on
        )
        preview = preview_within(books, at.programme.code, {SHEET: [verified]}, Occasion(at.person.name, now))
        return Seen(decisions, sentence(second) if second else None, preview)

    directly = Directly(
        lambda books, occasion: amend(
            *(books, at.programme, contribution.reference, rows, occasion), seen=before
        ),
        _(
            "Booked. %(reference)s takes its place once somebody else has verified it.",
            reference=page.reference,
        ),
        _address_of(page, page.reference),
    )
    return Draft(
        *(at.programme, ProposalKind.AMENDMENT, form, rows, look, page.shown, check),
        enter=enter_amendment,
        directly=directly,
    )


def _address_of(page: AmendmentPage, reference: str) -> str:
    return url_for(
        "contributions.contribution_detail", programme=page.here.programme.code, reference=reference
    )
