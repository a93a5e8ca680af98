"""The application: `flask` finds create_app here. Configuration, pages, commands, error pages; nothing else."""

import os
import secrets
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

import core.cli
import grants.cli
import grants.labels
import reports.cli
import reports.example
import reports.labels
from core.errors import Refusal
from core.i18n import init_i18n
from core.pages import init_pages
from core.sentences import add_sentences, sentence
from core.web import init_database
from reports.views.programmes import programmes

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(**settings: object) -> Flask:
    """Hashar, with its settings from the environment; `settings` override them, as tests do.

    DATABASE_URL: by default SQLite in the instance folder. SECRET_KEY: by default one made for this process.
    """
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{app.instance_path}/hashar.sqlite",
        SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_hex(),
        MAX_CONTENT_LENGTH=10 * 1024 * 1024,
    )
    app.config.from_mapping(settings)
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    init_i18n(app)
    init_pages(app)
    init_database(app, str(app.config["DATABASE_URL"]))
    app.register_blueprint(programmes)
    add_sentences(grants.labels.SENTENCES)
    add_sentences(reports.labels.SENTENCES)
    for commands in (core.cli, grants.cli, reports.cli, reports.example):
        commands.register(app)
    app.register_error_handler(HTTPException, _error_page)
    app.register_error_handler(Refusal, _refusal_page)
    app.after_request(_with_security_headers)
    return app


def _with_security_headers(response: Response) -> Response:
    response.headers.extend(SECURITY_HEADERS)
    return response


def _error_page(error: HTTPException) -> ResponseReturnValue:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status == HTTPStatus.NOT_FOUND:
        title, what = _("There is no such page"), _("Perhaps the address was mistyped, or the link is old.")
    elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
        title, what = _("That could not be understood"), _("Go back and try it once more.")
    else:
        title = _("Something went wrong here")
        what = _("Nothing was stored. The fault was logged; please tell whoever runs this site.")
    return render_template("error.html", title=title, what=what), status


def _refusal_page(refusal: Refusal) -> ResponseReturnValue:
    title = _("Hashar cannot do this now")
    return render_template("error.html", title=title, what=sentence(refusal)), HTTPStatus.SERVICE_UNAVAILABLE
