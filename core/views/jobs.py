"""What people asked for and is made in the background: how far it is, and the file."""

from datetime import UTC, datetime

from flask import Blueprint, abort, make_response, render_template, send_file
from flask.typing import ResponseReturnValue

from core.database import session
from core.jobs import labels, listing
from core.jobs.asking import Wish
from core.jobs.forms import AgainForm
from core.jobs.models import Job, JobState
from core.jobs.progress import Phase
from core.roles import Action
from core.web.access import Here, allows, here
from core.web.engine import engine
from core.web.jobs import asked_for, folder_of_jobs, press

jobs = Blueprint("jobs", __name__, url_prefix="/programmes/<code:programme>/jobs")

_OFTEN, _SELDOM = 2, 5
"""Seconds until the page of a job that is not over is shown anew, at first and later."""
_AT_FIRST_SECONDS = 30


@jobs.get("")
@allows(Action.SEE_PROJECTS)
def job_list(programme: str) -> ResponseReturnValue:
    at = _here(programme)
    found = [(job, listing.title_of(job), listing.is_own(at, job)) for job in listing.jobs_of(engine(), at)]
    return render_template("core/job_list.html", found=found, states=labels.STATES, tones=labels.TONES)


@jobs.get("/<int:number>")
@allows(Action.SEE_PROJECTS)
def job_detail(programme: str, number: int) -> ResponseReturnValue:
    """Loaded anew every few seconds, by a header that needs no script, for as long as the job is not over."""
    at, now = _here(programme), datetime.now(UTC)
    job = _get(at, number)
    page = make_response(
        render_template(
            "core/job_detail.html",
            job=job,
            title=listing.title_of(job),
            is_own=listing.is_own(at, job),
            may_have=listing.may_have(at, job),
            kept_until=listing.kept_until(job),
            done=listing.done_by(job),
            belongs_to=listing.belongs_to(job, programme),
            waits_in_vain=listing.waits_in_vain(engine(), job, now),
            phase=labels.PHASES[Phase(job.phase)] if job.phase in set(Phase) else None,
            state=labels.STATES[job.state],
            tone=labels.TONES[job.state],
            form=AgainForm(formdata=None),
        )
    )
    if job.state in listing.IS_OPEN:
        is_new = (now - job.asked_at).total_seconds() < _AT_FIRST_SECONDS
        page.headers["Refresh"] = str(_OFTEN if is_new else _SELDOM)
    return page


@jobs.get("/<int:number>/file")
@allows(Action.SEE_PROJECTS)
def job_file(programme: str, number: int) -> ResponseReturnValue:
    """Who may have it is asked again each time: a membership may have ended since."""
    at = _here(programme)
    job = _get(at, number)
    path = folder_of_jobs() / (job.stored_as or "")
    if job.state is not JobState.DONE or not listing.may_have(at, job) or not path.is_file():
        abort(404)
    return send_file(path.absolute(), job.media_type, as_attachment=True, download_name=job.file_name)


@jobs.post("/<int:number>/again")
@allows(Action.SEE_PROJECTS)
def job_again(programme: str, number: int) -> ResponseReturnValue:
    """What was not made is asked for once more; of what is there, and of the same books, there is no second."""
    at = _here(programme)
    job = _get(at, number)
    if not listing.may_have(at, job):
        abort(404)
    press()
    wish = Wish(job.programme_id, job.kind, listing.asked_of(job), job.file_name, job.media_type)
    return asked_for(programme, wish)


def _here(programme: str) -> Here:
    with session(engine()) as reading:
        return here(reading, programme)


def _get(at: Here, number: int) -> Job:
    job = listing.find_job(engine(), at, number)
    if job is None:
        abort(404)
    return job
