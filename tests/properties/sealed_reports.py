"""The report of a closed quarter is one file for ever, whatever happens to the books afterwards."""

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

import sqlalchemy as sa
from flask.testing import FlaskClient

from grants.entering.entering import NotEntered
from tests.browsing.books import make_books
from tests.reports.closing.books import CODE, EARLIER, QUARTER, book, close_all, sealed_sums
from tests.stress.databases import database
from tests.stress.promise import Kind, Outcome, scaled, watched
from tests.web import MANAGER, opened, sign_in

FUND = "IOMDF"
ADDRESSES = {"": f"/programmes/{CODE}/report.xlsx?span={QUARTER}"}
ADDRESSES[FUND] = f"{ADDRESSES['']}&fund={FUND}"


def run(scale: float, kind: Kind) -> Outcome:
    downloads = scaled(100, scale, least=5)
    with watched() as watch, database(kind) as engine:
        make_books(engine)
        with opened(engine) as app:
            close_all(app, engine, (*EARLIER, QUARTER))
            client = app.test_client()
            sign_in(client, engine, "munira", MANAGER)
            wrong = list(other_files(engine, client, downloads))
    return Outcome(
        done=f"{downloads} downloads of a sealed report and of a fund's copy, after each of them something late, "
        "reversed, renamed or changed",
        times=downloads * len(ADDRESSES),
        wrong=wrong,
        seconds=watch.seconds,
        figures="one SHA-256 each" if not wrong else "",
    )


def other_files(engine: sa.Engine, client: FlaskClient, downloads: int) -> Iterator[str]:
    sealed, draw, numbers = sealed_sums(engine), random.Random(13), count(1)
    for number in range(downloads):
        for fund, address in ADDRESSES.items():
            answer = client.get(address)
            if answer.status_code != 200 or sha256(answer.data).hexdigest() != sealed[fund]:
                yield f"download {number} of {address}: {answer.status_code}, another file"
        what = happens(engine, draw, next(numbers))
        if sealed_sums(engine) != sealed:
            yield f"what is kept has changed by {what}"


def happens(engine: sa.Engine, draw: random.Random, number: int) -> str:
    """One thing that could move a figure of the closed quarter, if anything could."""
    name = f"Named anew {number}"
    day = f"2020-0{draw.randint(4, 6)}-{draw.randint(10, 28)}"
    minor = f"{draw.randint(1, 9)}.{draw.randint(10, 99)}"
    given = {"project": "FAK-WATER", "group": "FAK-1", "household": "FAK-H1", "kind": "cash"}
    verified = {"status": "verified", "verified_on": "2020-07-20", "verified_by": "bahrom"}
    money = {"amount": minor, "currency": "TJS"}
    sheet, row = draw.choice(
        [
            ("contributions", given | money | verified | {"reference": f"LATE-{number}", "received_on": day}),
            (
                "reversals",
                {"contribution": "FAK-007", "reversed_on": "2020-07-20", "amount": f"0.{number:02}"},
            ),
            ("groups", {"code": "FAK-1", "name": name, "members": str(10 + number)}),
            ("communities", {"code": "FAKHROBOD", "name": name}),
            ("projects", {"code": "FAK-WATER", "name": name, "budget": str(90_000 + number)}),
            ("funds", {"code": FUND, "name": name, "donor": name, "budget": str(90_000 + number)}),
            ("programmes", {"code": CODE, "name": name}),
            ("receipts", {"reference": f"R-{number}", "fund": FUND, "received_on": day, "amount": minor}),
            (
                "expenditures",
                money
                | {"reference": f"V-{number}", "project": "FAK-WATER", "category": "works", "spent_on": day},
            ),
            (
                "other_funding",
                money
                | {"reference": f"O-{number}", "project": "FAK-TANK", "partner": name, "agreed_on": day},
            ),
        ]
    )
    try:
        book(engine, sheet, row)
    except NotEntered as refused:
        return f"{sheet}, refused: {refused.problems[0].kind}"
    return sheet
