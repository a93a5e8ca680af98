"""Payments on pages: what may be paid, and how a payment is proposed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from core.database import transaction
from grants.entering.entering import NotEntered
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.views.money_pages import (
    AWKWARD_TEXTS,
    MANAGER,
    NOT_AMOUNTS,
    NOT_DAYS,
    NOT_POSITIVE,
    NOT_TEXTS,
    Site,
    a_site_of_its_own,
    at_site,
    books,
    state,
)
from tests.grants.views.paying_pages import NEW, PAYMENT, confirmed, paid


@pytest.fixture
def site(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with at_site(books(sqlite_engine, tmp_path), MANAGER) as site:
        yield site


@pytest.fixture
def both(engine: Engine, tmp_path: Path) -> Iterator[Site]:
    """On both databases."""
    with at_site(books(engine, tmp_path), MANAGER) as site:
        yield site


@pytest.fixture(scope="module")
def still(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same books for all that is refused."""
    with a_site_of_its_own(sqlite_template, tmp_path_factory) as site:
        yield site


def test_a_payment_is_looked_at_proposed_and_confirmed(both: Site) -> None:
    page = both.send(NEW, PAYMENT).get_data(as_text=True)
    assert "600.00 TJS of The fund for A water pipe, on 10 Apr 2026" in page
    assert "With this payment 400.00 is left to pay." in page
    assert both.go_on(page, NEW, "propose").status_code == 303
    assert paid(both) == []
    [row] = both.proposed_rows()["disbursements"]
    assert {name: text for name, text in row.items() if text} == PAYMENT
    confirmed(both)
    assert paid(both) == [("D-7", 60_000)]
    assert p.differences(both.engine) == []


def test_what_may_be_paid_is_shown_before_anything_is_typed(site: Site) -> None:
    page = site.text(NEW, fund="F", project="W-1")
    assert "The fund for A water pipe, today" in page
    assert page.count('1,000.00 <span class="currency">TJS') == 2


def test_a_payment_beyond_what_stood_matched_needs_a_reason(site: Site) -> None:
    """Matched on 5 March: before that day nothing stood."""
    early = PAYMENT | {"paid_on": "2026-03-04"}
    for fields in (early, PAYMENT | {"amount": "1000.01"}):
        page = site.send(NEW, fields)
        assert page.status_code == 422
        text = page.get_data(as_text=True)
        assert "Pay less, or say why more is paid." in text.split('id="amount-error"')[1].split("</div>")[0]
        assert 'name="override_reason"' in text
    reasoned = PAYMENT | {"amount": "1000.01", "override_reason": "The board agreed on 2 April"}
    page = site.send(NEW, reasoned)
    assert "It is more than is matched, because: The board agreed on 2 April" in page.get_data(as_text=True)


def test_the_reason_is_asked_for_only_when_it_is_needed(site: Site) -> None:
    assert "override_reason" not in site.text(NEW)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"reference": ""}, "reference", "missing"),
        ({"fund": ""}, "fund", "missing"),
        ({"project": "NOPE"}, "project", "Choose one from the list"),
        ({"amount": ""}, "amount", "missing"),
        ({"amount": "-5"}, "amount", "on the page of its payment"),
        ({"paid_on": "2101-01-01"}, "paid_on", "still to come"),
        ({"paid_on": "2025-12-31"}, "paid_on", "began"),
    ],
)
def test_a_payment_that_cannot_be_is_said_beside_its_field(
    still: Site, fields: dict[str, str], field: str, said: str
) -> None:
    before = state(still.engine)
    for step in ("look", "propose"):
        page = still.send(NEW, PAYMENT | fields, step=step)
        text = page.get_data(as_text=True)
        assert page.status_code == 422
        assert said in text.split(f'id="{field}-error"')[1].split("</div>")[0]
        assert 'value="The water committee"' in text
    assert state(still.engine) == before


def test_a_reference_that_is_taken_is_refused_whatever_else_is_typed(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        same = {"reference": "D-1", "paid_on": "2026-04-01", "amount": "10", "paid_to": "", "milestone": ""}
        for fields in (PAYMENT | {"reference": "D-1"}, PAYMENT | same):
            page = site.send(NEW, fields, step="propose")
            assert page.status_code == 422
            assert "D-1 is taken already" in page.get_data(as_text=True)
        assert site.proposals() == []


BAD = [
    *(("amount", text) for text in (*NOT_AMOUNTS, *NOT_POSITIVE)),
    *(("paid_on", text) for text in NOT_DAYS),
    *(("reference", text) for text in NOT_TEXTS),
    *(("paid_to", text) for text in NOT_TEXTS),
]


@pytest.mark.parametrize(("field", "text"), BAD, ids=lambda each: repr(each)[:40])
def test_bad_input_is_refused_and_kept(still: Site, field: str, text: str) -> None:
    before = state(still.engine)
    response = still.send(NEW, {**PAYMENT, field: text}, step="propose")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'id="{field}-error"' in page
    assert 'value="Start of works"' in page
    assert state(still.engine) == before


@pytest.mark.parametrize(("text", "minor"), [("1 000,00", 100_000), ("1,000.00", 100_000), ("5\n", 500)])
def test_amounts_are_read_in_the_readers_notation(site: Site, text: str, minor: int) -> None:
    assert site.send(NEW, PAYMENT | {"amount": text}, step="propose").status_code == 303
    confirmed(site)
    assert paid(site) == [("D-7", minor)]


@pytest.mark.parametrize("text", AWKWARD_TEXTS)
def test_awkward_texts_are_texts(site: Site, text: str) -> None:
    site.send(NEW, PAYMENT | {"paid_to": text}, step="propose")
    confirmed(site)
    for path in ("/disbursements", "/disbursements/D-7"):
        page = site.text(path)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "D-7" in site.text("/disbursements", text=text)


def test_a_button_pressed_twice_makes_one_proposal(site: Site) -> None:
    places = {site.send(NEW, PAYMENT, step="propose").headers["Location"] for _ in range(2)}
    assert len(places) == len(site.proposals()) == 1


def test_a_button_pressed_in_two_windows_at_once_makes_one_proposal(both: Site) -> None:
    assert both.send_at_once(NEW, *[PAYMENT | {"step": "propose"}] * 3) == [303, 303, 303]
    assert len(both.proposals()) == 1


def test_of_two_payments_proposed_for_the_same_money_the_second_cannot_be_confirmed(both: Site) -> None:
    for reference in ("D-7", "D-8"):
        both.send(NEW, PAYMENT | {"reference": reference}, step="propose")
    first, second = (proposal.id for proposal in both.proposals())
    assert first is not None
    assert second is not None
    transaction(both.engine, lambda writing: confirm(writing, first, by="bakhrom", at=p.TODAY))
    with pytest.raises(NotEntered):
        transaction(both.engine, lambda writing: confirm(writing, second, by="bakhrom", at=p.TODAY))
    assert paid(both) == [("D-7", 60_000)]


@pytest.mark.parametrize("name", ["fund", "project"])
def test_what_is_not_offered_is_not_looked_for(both: Site, name: str) -> None:
    assert both.client.get(f"/programmes/P{NEW}?{name}=%00").status_code == 200
