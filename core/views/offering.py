"""The page that stands in for a file that is too large to wait for."""

from collections.abc import Sequence

from flask import render_template

from core.jobs.forms import AgainForm


def offered(title: str, ways: Sequence[tuple[str, str]]) -> str:
    """The page that says why one has to wait, with a button for each way to ask: (verb, address)."""
    return render_template("core/job_offer.html", title=title, ways=ways, form=AgainForm(formdata=None))
