"""The application: `flask --app app` finds create_app here."""

import os
import secrets
from pathlib import Path

from flask import Flask
from flask_babel import Babel

import core.cli
import grants.cli
import grants.labels
from core.sentences import add_sentences
from core.web import init_database


def create_app(**settings: object) -> Flask:
    """Hashar, with settings from the environment; `settings` override them (tests do).

    DATABASE_URL: by default SQLite in the instance folder. SECRET_KEY: by default one made for this process.
    """
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_mapping(
        DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{app.instance_path}/hashar.sqlite",
        SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_hex(),
        MAX_CONTENT_LENGTH=10 * 1024 * 1024,
        BABEL_TRANSLATION_DIRECTORIES=str(Path(app.root_path, "translations")),
    )
    app.config.from_mapping(settings)
    Path(app.instance_path).mkdir(parents=True, exist_ok=True)
    Babel(app)
    init_database(app, str(app.config["DATABASE_URL"]))
    add_sentences(grants.labels.SENTENCES)
    for commands in (core.cli, grants.cli):
        commands.register(app)
    return app
