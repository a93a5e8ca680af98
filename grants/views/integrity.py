"""Are the books intact? What verification found, which heads are kept outside, and what is in quarantine."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlmodel import Session

from core import guards
from core.database import session, snapshot, transaction
from core.database_role import could_alter
from core.errors import Refusal
from core.journal.heads import KeptHeads, day_of
from core.journal.verify import head_of
from core.programmes import Programme
from core.roles import Action
from core.sentences import sentence
from core.verification import Standing, VerificationRun, latest_runs, standing
from core.web.access import Here, allows, here, person
from core.web.engine import engine
from core.web.heads import kept_heads, settings_of_heads
from grants.forms.proposal_form import ProposalForm
from grants.labels import CHECKS
from grants.models.quarantine import OverMatch
from grants.quarantine.holding import held, held_of
from grants.quarantine.results import keep, look_at
from grants.verifying.differences import Difference, DifferenceKind
from grants.verifying.results import Checked, Counted, Verified
from grants.verifying.terminal import counted, said

integrity = Blueprint("integrity", __name__)

LONGEST_FROM_A_PAGE = 20_000
"""Journal entries that are verified while somebody waits: some seconds."""
_RUNS = 20


@dataclass(frozen=True)
class _Outside:
    """The heads outside the database, or why they cannot be told."""

    kept: KeptHeads
    is_on: bool
    problem: str = ""


@integrity.get("/programmes/<code:programme>/integrity")
@allows(Action.SEE_PROJECTS)
def integrity_detail(programme: str) -> ResponseReturnValue:
    with session(engine()) as reading:
        at = here(reading, programme)
        runs = latest_runs(reading, at.programme_id, _RUNS)
        position, _seq, digest = head_of(reading, at.programme_id)
        manages, outside = at.may(Action.MANAGE), _outside()
        return render_template(
            "grants/integrity_detail.html",
            standing=standing(reading, at.programme_id),
            runs=runs,
            position=position,
            digest=_in_groups(digest),
            in_groups=_in_groups,
            sent_on=date.fromisoformat(outside.kept.sent_on) if outside.kept.sent_on else None,
            manages=manages,
            outside=outside,
            head=outside.kept.last_of(programme),
            has_todays=outside.kept.has(programme, day_of(datetime.now(UTC))),
            held=_seen_by(at, held(reading, at.programme_id)),
            checks=_checks(runs[0], manages) if runs else [],
            findings=_findings(runs[0], programme) if runs and manages else [],
            needs_restore=_needs_restore(runs[0], programme) if runs else False,
            weaknesses=_weaknesses(reading) if manages else [],
            form=ProposalForm() if manages and position <= LONGEST_FROM_A_PAGE else None,
        )


@integrity.post("/programmes/<code:programme>/integrity/verify")
@allows(Action.MANAGE)
def integrity_verify(programme: str) -> ResponseReturnValue:
    """What the command does, of one programme that is small enough to wait for."""
    form = ProposalForm()
    with session(engine()) as reading:
        at = here(reading, programme)
        if not form.validate():
            abort(form.status)
        if head_of(reading, at.programme_id)[0] > LONGEST_FROM_A_PAGE:
            abort(409)
    kept = kept_heads()  # before the snapshot, which would not have what is kept meanwhile
    with snapshot(engine()) as reading:
        looked = look_at(reading, reading.get_one(Programme, at.programme_id), kept)
    by, now = person().name, datetime.now(UTC)
    transaction(engine(), lambda writing: keep(writing, [looked], by=by, at=now))
    if looked.result.differences:
        flash(_("Verified: differences were found."), "refused")
    else:
        flash(_("Verified: the books are intact."), "good")
    return redirect(url_for("integrity.integrity_detail", programme=programme), 303)


@integrity.app_template_global("books_standing")
def books_standing() -> Standing | None:
    """Of the programme of the page."""
    with session(engine()) as reading:
        return standing(reading, g.here.programme_id)


@integrity.app_template_global("quarantined")
def quarantined(*, fund: str | None = None, project: str | None = None) -> list[OverMatch]:
    """What is held of a fund or a project, as far as the reader of the page sees the funds."""
    with session(engine()) as reading:
        return _seen_by(g.here, held_of(reading, g.here.programme_id, fund=fund, project=project))


def _seen_by(at: Here, rows: list[OverMatch]) -> list[OverMatch]:
    """Donors see what is of their funds; officers hear of projects from those who see the whole programme."""
    reach = at.reach_of(Action.SEE_FUND)
    return [over for over in rows if reach.has_fund(over.fund)]


def _in_groups(digest: str) -> str:
    """So that it can be read out, and breaks where there is little room."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _outside() -> _Outside:
    try:
        return _Outside(kept_heads(), settings_of_heads() is not None)
    except Refusal as refusal:
        return _Outside(KeptHeads(), True, sentence(refusal))


def _weaknesses(reading: Session) -> list[str]:
    """Of the database itself."""
    found = [_("The guard %(name)s is missing.", name=name) for name in guards.faults(reading.connection())]
    if could_alter(reading):
        found.append(_("The application's own role in the database could alter the journal."))
    return found


def _checks(run: VerificationRun, manages: bool) -> list[tuple[str, str, str, int, dict[str, int]]]:
    """(name, words, counted, differences, money) of each; what was counted is for who sees all of it."""
    rows = []
    for kept in run.checked:
        checked = Checked(
            kept["check"], {Counted(name): count for name, count in kept["counted"].items()}, kept["money"]
        )
        told = counted(checked) if manages else ""
        rows.append(
            (
                kept["check"],
                str(CHECKS[kept["check"]]),
                told,
                kept["differences"],
                checked.money if manages else {},
            )
        )
    return rows


def _differences(run: VerificationRun, programme: str) -> list[Difference]:
    return [
        Difference(DifferenceKind(each["kind"]), programme, each["what"], each["stored"], each["rebuilt"])
        for each in run.findings
    ]


def _findings(run: VerificationRun, programme: str) -> list[str]:
    return [said(each) for each in _differences(run, programme)]


def _needs_restore(run: VerificationRun, programme: str) -> bool:
    result = Verified(programme)
    result.take(_differences(run, programme))
    return result.needs_restore
