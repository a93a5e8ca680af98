"""The words for accounts that templates need."""

from flask import Flask

from core.accounts.labels import ROLES, account_state, scope_in_words


def init_account_words(app: Flask) -> None:
    app.jinja_env.globals.update(
        role_in_words=ROLES.__getitem__, scope_in_words=scope_in_words, account_state=account_state
    )
