"""The page on which a quarter is told: a text for each section, with a draft from the figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlmodel import Session

from core.calendar import Span
from core.database import session, transaction
from core.errors import Refusal
from core.roles import Action
from core.sentences import sentence
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from grants.entering.entering import NotEntered
from grants.entering.said import said
from grants.models.quarters import Narrative, Section
from grants.telling.labels import HINTS, SECTIONS
from grants.telling.narrative import Versions, WrittenMeanwhile, versions_of, write
from grants.telling.refusals import TellingReason
from reports import labels
from reports.closing.quarters import closings_of
from reports.narrating.draft import as_text, draft_of
from reports.narrating.drafted import Drafted
from reports.narrating.facts import facts_of
from reports.narrating.form import NarrativeForm, narrative_form
from reports.quarterly import quarterly_report
from reports.views.signatures import quarter_or_404

narrative = Blueprint(
    "narrative", __name__, url_prefix="/programmes/<code:programme>/quarters/<code:quarter>/narrative"
)


@dataclass(frozen=True)
class _Told:
    """A section as the page shows it; `newer` is what somebody else wrote meanwhile."""

    section: Section
    label: Any
    hint: Any
    held: Narrative | None
    earlier: list[Narrative]
    draft: list[Drafted]
    newer: Narrative | None


@narrative.route("", methods=["GET", "POST"])
@allows(Action.NARRATE)
def narrative_edit(programme: str, quarter: str) -> ResponseReturnValue:
    if request.method != "POST":
        return _page(programme, quarter)
    with session(engine()) as reading:
        place = here(reading, programme)
        quarter_or_404(place, quarter)
        is_closed = quarter in closings_of(reading, place.programme_id)
    if is_closed:
        closed = Refusal(TellingReason.CLOSED, quarter=quarter)
        return _page(programme, quarter, faults=[sentence(closed)]), HTTPStatus.CONFLICT
    form = narrative_form()
    if not form.validate():
        return _page(programme, quarter, form), form.status
    return _written(place, quarter, form)


def _written(place: Here, quarter: str, form: NarrativeForm) -> ResponseReturnValue:
    by, at, programme = person().name, datetime.now(UTC), place.programme.code
    texts = form.written()

    def work(writing: Session) -> list[Section]:
        return write(writing, place.programme, quarter, texts, by=by, at=at)

    try:
        kept = transaction(engine(), work)
    except WrittenMeanwhile as meanwhile:
        newer = {each.section: each for each in meanwhile.newer}
        for section in newer:
            form.of(section).errors = [
                _("Somebody else has written this meanwhile. Nothing was kept; both texts are below.")
            ]
        return _page(programme, quarter, form, newer=newer), HTTPStatus.CONFLICT
    except Refusal as refusal:
        for name in str(refusal.details.get("sections", "")).split(","):
            form.of(Section(name)).errors = [sentence(refusal)]
        return _page(programme, quarter, form), HTTPStatus.UNPROCESSABLE_ENTITY
    except NotEntered as refused:
        faults = [said(problem) for problem in refused.problems]
        return _page(programme, quarter, form, faults=faults), HTTPStatus.CONFLICT
    if kept:
        flash(ngettext("%(num)s section is kept.", "%(num)s sections are kept.", len(kept)), "good")
    else:
        flash(_("Nothing was changed."), "quiet")
    address = url_for("narrative.narrative_edit", programme=programme, quarter=quarter)
    return redirect(address, HTTPStatus.SEE_OTHER)


def _page(
    programme: str,
    quarter: str,
    form: NarrativeForm | None = None,
    newer: Mapping[Section, Narrative] | None = None,
    faults: list[str] | None = None,
) -> str:
    with session(engine()) as reading:
        place = here(reading, programme)
        span = quarter_or_404(place, quarter)
        versions = versions_of(reading, place.programme_id, quarter)
        closing = closings_of(reading, place.programme_id).get(quarter)
        drafts, missing = ({}, None) if closing else _drafts(reading, place, span)
    if form is None:
        form = narrative_form(_initial(versions, drafts))
        form.now_seen({section: rows[-1] for section, rows in versions.items()})
    elif newer:
        form.now_seen({section: rows[-1] for section, rows in versions.items()})
    return render_template(
        "reports/narrative_edit.html",
        quarter=quarter,
        period=labels.period(span),
        closing=closing,
        form=form,
        told=[_told(section, versions, drafts, newer or {}) for section in Section],
        is_new=not versions,
        missing=missing,
        faults=faults or [],
        page_of=lambda drafted: url_for(drafted.endpoint, programme=programme, **drafted.values),
    )


def _told(
    section: Section,
    versions: Versions,
    drafts: Mapping[Section, list[Drafted]],
    newer: Mapping[Section, Narrative],
) -> _Told:
    rows = versions.get(section, [])
    return _Told(
        section,
        SECTIONS[section],
        HINTS[section],
        rows[-1] if rows else None,
        rows[-2::-1],
        drafts.get(section, []),
        newer.get(section),
    )


def _initial(versions: Versions, drafts: Mapping[Section, list[Drafted]]) -> dict[Section, str]:
    """What was written; of a section that was not, its draft."""
    return {
        section: versions[section][-1].words if section in versions else as_text(drafts.get(section, []))
        for section in Section
    }


def _drafts(reading: Session, place: Here, span: Span) -> tuple[dict[Section, list[Drafted]], str | None]:
    """And why there are none, where the report cannot be made."""
    try:
        report = quarterly_report(reading, place.programme.code, span)
    except Refusal as refusal:
        return {}, sentence(refusal)
    return draft_of(facts_of(reading, report)), None
