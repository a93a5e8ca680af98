"""The letter of a sealed quarter says what was sealed, and by which file."""

from flask import Flask
from sqlalchemy import Engine

from core.roles import Role, ScopeKind
from tests.crawl import visit, words_of
from tests.reports.closing.books import QUARTER, book, sealed_sums
from tests.web import sign_in

LETTER = f"/programmes/TJ-KHT/funds/IOMDF/letter?quarter={QUARTER}"


def test_it_names_the_funds_own_copy_and_stays_what_it_was(closed_app: Flask, closed_engine: Engine) -> None:
    with closed_app.test_client() as client:
        sign_in(client, closed_engine, "ingrid", (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"))
        before = words_of(visit(client, LETTER))
        late = {"reference": "RC-LATE", "fund": "IOMDF", "received_on": "2020-06-20", "amount": "77"}
        book(closed_engine, "receipts", late)
        after = words_of(visit(client, LETTER))
    assert f"{QUARTER} is closed and sealed" in before
    assert f"SHA-256 of the fund's sealed copy: {sealed_sums(closed_engine)['IOMDF']}" in before
    assert before.partition("Projects spent")[0].partition("From")[2] in after
    assert before.partition("As of entry")[2] != after.partition("As of entry")[2]
