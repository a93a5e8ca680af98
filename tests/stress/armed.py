"""What gunicorn serves here: the application as it is, its engine's seams armed as the environment says."""

import os
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from app import create_app
from core.web.engine import unopened_engine
from tests.stress.orders import Orders
from tests.stress.seams import At, Pauses, Seam, Settings, arm

PAUSES, ORDERS, SETTINGS = "STRESS_PAUSES", "STRESS_ORDERS", "STRESS_SETTINGS"
"""`longest seconds, share of the seams passed`; the folder of orders; the folder in which to note settings."""


def application() -> Flask:
    app = create_app(PASSWORD_STRENGTH={"memory_cost": 8, "time_cost": 1, "parallelism": 1})
    actions: list[At] = [*_pauses(), *_in_folder(ORDERS, Orders), *_in_folder(SETTINGS, Settings)]

    def at(seam: Seam, connection: sa.Connection | None) -> None:
        for action in actions:
            action(seam, connection)

    with app.app_context():
        arm(unopened_engine(), at)
    return app


def _pauses() -> list[Pauses]:
    given = os.environ.get(PAUSES)
    if not given:
        return []
    longest, share = given.split(",")
    return [Pauses(float(longest), float(share))]


def _in_folder(name: str, action: Callable[[Path], At]) -> list[At]:
    given = os.environ.get(name)
    return [action(Path(given))] if given else []
