"""Payments, receipts, vouchers and other funding on pages: who sees which, and what may be proposed."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine

from core.database import transaction
from grants.entering.entering import NotEntered
from grants.proposing import confirm
from tests.grants import programme as p
from tests.grants.views.money_pages import (
    AWKWARD_TEXTS,
    DONOR_OF_F,
    MANAGER,
    NOT_AMOUNTS,
    NOT_DAYS,
    NOT_POSITIVE,
    NOT_TEXTS,
    OFFICER,
    Site,
    a_site_of_its_own,
    at_site,
    books,
    filled,
    state,
)

PAYMENT = {
    "reference": "D-7",
    "fund": "F",
    "project": "W-1",
    "paid_on": "2026-04-10",
    "amount": "600",
    "paid_to": "The water committee",
    "milestone": "Start of works",
}
NEW = "/disbursements/new"


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


def confirmed(site: Site) -> None:
    """A second person confirms what was proposed last."""
    id = site.proposals()[-1].id
    assert id is not None
    transaction(site.engine, lambda writing: confirm(writing, id, by="bakhrom", at=p.TODAY))


def paid(site: Site) -> list[tuple[str, int]]:
    return sorted(p.rows(site.engine, "disbursement", "reference", "amount_minor"))


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


def test_money_that_came_back_is_booked_as_a_negative_payment(both: Site) -> None:
    both.send(NEW, PAYMENT, step="propose")
    confirmed(both)
    path = "/disbursements/D-7/refund"
    back = {"reference": "D-8", "paid_on": "2026-05-02", "amount": "150,50"}
    page = both.send(path, back).get_data(as_text=True)
    assert "150.50 TJS came back on 2 May 2026" in page
    assert both.go_on(page, path, "propose").status_code == 303
    confirmed(both)
    assert paid(both) == [("D-7", 60_000), ("D-8", -15_050)]
    assert p.differences(both.engine) == []
    assert "D-8" in both.text("/disbursements/D-7")
    assert both.get("/disbursements/D-8/refund").status_code == 404


@pytest.mark.parametrize("amount", ["-5", "0", "abc", "1.234", ""])
def test_what_came_back_is_typed_without_a_minus(sqlite_engine: Engine, tmp_path: Path, amount: str) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        fields = {"reference": "D-8", "paid_on": "2026-05-02", "amount": amount}
        page = site.send("/disbursements/D-1/refund", fields)
        assert page.status_code == 422
        assert 'id="amount-error"' in page.get_data(as_text=True)
        assert f'value="{amount}"' in page.get_data(as_text=True)


def test_what_arrived_is_entered_on_the_page_with_its_day(engine: Engine, tmp_path: Path) -> None:
    with at_site(books(engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        path = "/disbursements/D-1/arrival"
        assert "not known to have arrived" in site.text("/disbursements/D-1")
        arrived = {"arrived_on": "2026-04-03", "arrived_amount": "9.50", "arrived_currency": "TJS"}
        assert site.send(path, arrived).status_code == 422
        assert site.send(path, arrived | {"reason": "The bank's statement"}).status_code == 303
        page = site.text("/disbursements/D-1")
        assert "3 Apr 2026" in page
        assert "The bank&#39;s statement" in page
        days = p.rows(engine, "fact_change", "column", "effective_on")
        assert {str(day) for _, day in days} == {"2026-04-03"}
        assert p.differences(engine) == []


def test_an_arrival_that_somebody_else_entered_meanwhile_is_not_written_over(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        path = "/disbursements/D-1/arrival"
        arrived = {"arrived_on": "2026-04-03", "arrived_currency": "TJS", "reason": "Statement"}
        stale = filled(site.text(path))
        assert site.send(path, arrived | {"arrived_amount": "9.50"}).status_code == 303
        again = site.client.post("/programmes/P" + path, data=stale | arrived | {"arrived_amount": "8"})
        assert again.status_code == 409
        assert p.rows(site.engine, "disbursement", "arrived_amount_minor") == [950]


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"arrived_on": ""}, "arrived_on", "missing"),
        ({"arrived_on": "2999-01-01"}, "arrived_on", "Expected"),
        ({"arrived_on": "2101-01-01"}, "arrived_on", "still to come"),
        ({"arrived_on": "2025-12-31"}, "arrived_on", "began"),
        ({"arrived_currency": ""}, "arrived_amount", "currency is missing"),
        ({"arrived_currency": "somoni"}, "arrived_currency", "somoni"),
        ({"arrived_amount": "1.234"}, "arrived_amount", "two ways"),
        ({"reason": " "}, "reason", "what shows it"),
        ({"changed_on": "soon"}, "changed_on", "soon"),
    ],
)
def test_an_arrival_that_cannot_be_is_refused(
    sqlite_engine: Engine, tmp_path: Path, fields: dict[str, str], field: str, said: str
) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        before = state(site.engine)
        good = {
            "arrived_on": "2026-04-03",
            "arrived_amount": "9",
            "arrived_currency": "TJS",
            "reason": "Bank",
        }
        page = site.send("/disbursements/D-1/arrival", good | fields)
        assert page.status_code == 422
        text = page.get_data(as_text=True)
        assert f'id="{field}-error"' in text
        assert said in text.split(f'id="{field}-error"')[1].split("</div>")[0]
        assert state(site.engine) == before


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


@pytest.mark.parametrize(
    "query",
    [
        {"since": "03/04/2026"},
        {"until": "2026-02-29"},
        {"fund": "NOPE"},
        {"text": "a\x00b"},
        {"project": "\u202e"},
        {"page": "-1", "since": "x"},
    ],
)
@pytest.mark.parametrize("path", ["/disbursements", "/receipts", "/expenditures", "/other-funding", "/rates"])
def test_a_filter_that_cannot_be_read_says_so(still: Site, path: str, query: dict[str, str]) -> None:
    fields = filled_fields(still.text(path))
    response = still.get(path, **query)
    if any(name in fields for name in query if query[name] != "-1"):
        assert response.status_code == 422
        assert 'class="error"' in response.get_data(as_text=True)
    else:
        assert response.status_code == 200


def filled_fields(page: str) -> set[str]:
    return {name for name in ("since", "until", "fund", "text", "project") if f'name="{name}"' in page}


def test_the_text_of_a_search_is_taken_as_it_is(sqlite_engine: Engine, tmp_path: Path) -> None:
    payments = [p.payment("D-1", paid_to="50% of it"), p.payment("D-2", 20, paid_to="The committee")]
    with at_site(books(sqlite_engine, tmp_path, disbursements=payments), MANAGER) as site:
        page = site.text("/disbursements", text="%")
        assert "disbursements/D-1" in page
        assert "disbursements/D-2" not in page
        assert "10.00 TJS" in page
        assert "30.00 TJS" in site.text("/disbursements")
        assert "Nothing is like that." in site.text("/disbursements", since="2027-01-01")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/disbursements", "Nothing has been paid yet"),
        ("/receipts", "No fund has received anything yet"),
        ("/expenditures", "No voucher has been entered yet"),
        ("/other-funding", "No other partner gives anything yet"),
        ("/rates", "No rate is entered yet"),
    ],
)
def test_an_empty_list_says_what_to_do(still: Site, path: str, says: str) -> None:
    assert says in still.text(path)


def with_vouchers(engine: Engine, folder: Path) -> Engine:
    """The fund G has paid W-1 too, so that both donors see the project."""
    return books(
        engine,
        folder,
        disbursements=[p.payment(), p.payment("D-2", 5, fund="G", override_reason="An advance")],
        receipts=[p.receipt(), p.receipt("RC-2", 7, fund="G")],
        expenditures=[
            p.voucher("E-F", 3, fund="F", payee="A mason"),
            p.voucher("E-G", 4, fund="G"),
            p.voucher("E-0", 5),
            p.voucher("E-C", -1, corrects="E-0", fund="G"),
        ],
        other_funding=[p.partner()],
    )


def listed(site: Site, path: str, references: str) -> set[str]:
    page = site.text(path)
    return {each for each in references.split() if f">{each}</a>" in page or f">{each}</th>" in page}


VOUCHERS = "E-F E-G E-0 E-C"


def test_a_donor_sees_what_their_fund_paid_and_what_no_other_did(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, DONOR_OF_F, name="donor") as site:
        assert listed(site, "/expenditures", VOUCHERS) == {"E-F", "E-0"}
        assert listed(site, "/disbursements", "D-1 D-2") == {"D-1"}
        assert listed(site, "/receipts", "RC-1 RC-2") == {"RC-1"}
        assert "A mason" not in site.text("/expenditures/E-F")
        assert "A. M." in site.text("/expenditures/E-F")
        assert "E-C" not in site.text("/expenditures/E-0")
        for path in ("/expenditures/E-G", "/expenditures/E-C", "/disbursements/D-2"):
            nowhere = site.get(f"{path.rpartition('/')[0]}/NOPE")
            assert site.get(path).status_code == nowhere.status_code == 404
            assert site.get(path).data == nowhere.data
        for path in ("/other-funding", "/rates"):
            assert site.get(path).status_code == 404
        for path in (NEW, "/disbursements/D-1/refund", "/disbursements/D-1/arrival"):
            assert site.get(path).status_code == 404


def test_an_officer_sees_the_vouchers_of_their_communities_and_no_fund(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, OFFICER, name="officer") as site:
        assert listed(site, "/expenditures", VOUCHERS) == set(VOUCHERS.split())
        for path in ("/disbursements", "/disbursements/D-1", "/receipts", "/other-funding", "/rates"):
            assert site.get(path).status_code == 404


def test_a_manager_sees_all_of_it(sqlite_engine: Engine, tmp_path: Path) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, MANAGER) as site:
        assert listed(site, "/expenditures", VOUCHERS) == set(VOUCHERS.split())
        assert "E-C" in site.text("/expenditures/E-0")
        assert "E-0" in site.text("/expenditures/E-C")
        assert "The jamoat" in site.text("/other-funding")
        assert listed(site, "/receipts", "RC-1 RC-2") == {"RC-1", "RC-2"}


@pytest.mark.parametrize("path", [NEW, "/disbursements/D-1/refund", "/disbursements/D-1/arrival"])
def test_a_form_without_its_token_changes_nothing(sqlite_engine: Engine, tmp_path: Path, path: str) -> None:
    with at_site(books(sqlite_engine, tmp_path, disbursements=[p.payment()]), MANAGER) as site:
        before = state(site.engine)
        fields: dict[str, Any] = {**PAYMENT, "arrived_on": "2026-04-03", "reason": "x", "step": "propose"}
        for token in ({}, {"csrf_token": "forged"}):
            assert site.client.post(f"/programmes/P{path}", data=fields | token).status_code == 400
        assert state(site.engine) == before


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


def photo() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    file.seek(0)
    return file


@pytest.mark.parametrize("path", ["/disbursements/D-1", "/expenditures/E-F"])
def test_a_photo_can_be_added_and_is_handed_out(sqlite_engine: Engine, tmp_path: Path, path: str) -> None:
    with_vouchers(sqlite_engine, tmp_path)
    with at_site(sqlite_engine, MANAGER, EVIDENCE_FOLDER=str(tmp_path / "evidence")) as site:
        token = filled(site.text(path))
        address = f"/programmes/P{path}/evidence"
        for content, status in ((BytesIO(b"<html>"), 422), (BytesIO(b""), 422), (photo(), 303)):
            form = token | {"file": (content, "../../x.jpg")}
            sent = site.client.post(address, data=form, content_type="multipart/form-data")
            assert sent.status_code == status
        page = site.text(path)
        assert "added by zarina" in page
        [id] = p.rows(site.engine, "evidence_file", "id")
        assert site.get(f"/evidence/{id}").status_code == 200


@pytest.mark.parametrize("name", ["fund", "project"])
def test_what_is_not_offered_is_not_looked_for(both: Site, name: str) -> None:
    assert both.client.get(f"/programmes/P{NEW}?{name}=%00").status_code == 200
