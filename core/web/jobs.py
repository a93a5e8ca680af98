"""What pages have to do with jobs: how large is too large to wait for, and how one is asked for."""

from datetime import UTC, datetime
from pathlib import Path

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from core.errors import Refusal
from core.jobs.asking import Asker, Wish, ask
from core.jobs.forms import AgainForm
from core.sentences import sentence
from core.web.access import person
from core.web.engine import engine

ROWS_AT_ONCE = 5_000
"""Contribution rows up to which a file is made while its reader waits."""


def folder_of_jobs() -> Path:
    return Path(current_app.config.get("JOBS_FOLDER") or Path(current_app.instance_path, "jobs"))


def is_large(rows: int) -> bool:
    """Whether a file of so many rows is made in the background."""
    return rows > int(current_app.config.get("ROWS_AT_ONCE", ROWS_AT_ONCE))


def asked_for(programme: str, wish: Wish) -> ResponseReturnValue:
    """To the page of the job that makes it, or where all is that waits already. No session may be open."""
    asker = Asker(person().account_id, person().name, str(get_locale()))
    try:
        id = ask(engine(), wish, asker, datetime.now(UTC))
    except Refusal as refusal:
        flash(sentence(refusal), "waiting")
        return redirect(url_for("jobs.job_list", programme=programme), 303)
    return redirect(url_for("jobs.job_detail", programme=programme, number=id), 303)


def press() -> None:
    """The request is that of a button, with its token; else it ends here."""
    form = AgainForm()
    if not form.validate():
        abort(form.status)
