"""From a milestone to money that arrived: asked, certified by another, approved by two, paid, shown."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from sqlalchemy import Engine

from tests.grants import programme as p
from tests.grants.paying.desk import (
    AT,
    People,
    add_minutes,
    approve_twice,
    ask_tranche,
    at_desk,
    certify,
    milestone,
    photo,
    words,
)

TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture
def people(sqlite_engine: Engine, tmp_path: Path) -> Iterator[People]:
    with at_desk(sqlite_engine, tmp_path) as people:
        yield people


def payments(people: People) -> list[tuple[str, int, str | None, str | None]]:
    return p.rows(people.engine, "disbursement", "reference", "amount_minor", "tranche", "override_reason")


def test_a_tranche_is_paid_from_its_milestone_to_its_arrival(people: People) -> None:
    page = people.text("rustam", AT)
    assert "400.00 TJS of The fund for A water pipe" in page
    assert "There are no minutes yet" in page
    certify(people)
    assert "nigora certified it on" in people.text("tokyo", AT)
    path = ask_tranche(people)
    approve_twice(people, path)
    assert "Pay it" in people.text("zarina", path)
    people.done("olim", f"{path}/pay", reference="D-1", paid_on=TODAY, amount="400", paid_to="The committee")
    assert payments(people) == [("D-1", 400_00, "TR-1", None)]
    fields = {"arrived_on": TODAY, "arrived_amount": "395", "arrived_currency": "TJS", "reason": "Slip"}
    seen = people.clients["zarina"].get("/programmes/P/disbursements/D-1/arrival").get_data(as_text=True)
    hidden = seen.split('name="seen"')[1].split('value="')[1].split('"')[0]
    people.done("zarina", "/disbursements/D-1/arrival", **fields, seen=hidden)
    page = people.text("tokyo", "/disbursements/D-1")
    assert "Lost on the way5.00 TJS against 400.00 TJS" in page
    assert "Start of works" in people.text("tokyo", "/projects/W-1")
    assert "Every milestone is certified." in people.text("tokyo", "/funds/F")
    assert p.differences(people.engine) == []


def test_the_home_page_says_what_waits_for_whom(sqlite_engine: Engine, tmp_path: Path) -> None:
    ahead = [milestone(), milestone("M2", "0.5", name="Pipe laid", due_on="2026-01-31")]
    with at_desk(sqlite_engine, tmp_path, milestones=ahead) as people:
        add_minutes(people, "bakhrom")
        people.done("rustam", f"{AT}/ask")
        waits = "“Start of works” of A water pipe waits to be certified"
        assert [waits in home(people, name) for name in ("nigora", "zarina", "bakhrom")] == [
            True,
            True,
            False,
        ]
        assert "1 milestone is overdue" in home(people, "rustam")
        people.done("nigora", "/certifications/CE-1/certify")
        path = ask_tranche(people, name="zarina")
        assert "waits for your approval" in home(people, "olim")
        assert "waits for your approval" not in home(people, "zarina")
        people.done("olim", f"{path}/approve")
        assert "waits for your approval" not in home(people, "olim")
        people.done("bakhrom", f"{path}/approve")
        assert "Tranche TR-1 is approved and not yet paid" in home(people, "zarina")


def home(people: People, name: str) -> str:
    return words(people.clients[name].get("/"))


def test_who_asked_or_added_the_evidence_does_not_certify(people: People) -> None:
    add_minutes(people, "bakhrom")
    people.done("zarina", f"{AT}/ask")
    answer = people.post("zarina", "/certifications/CE-1/certify")
    assert answer.status_code == 403
    assert "somebody else has to decide" in words(answer)
    answer = people.post("bakhrom", "/certifications/CE-1/certify")
    assert answer.status_code == 403
    assert "You added evidence" in words(answer)
    people.done("nigora", "/certifications/CE-1/certify")
    assert people.post("nigora", "/certifications/CE-1/certify").status_code == 409
    assert p.rows(people.engine, "step", "decided_by") == ["nigora"]


def test_a_gate_that_is_shut_needs_a_reason_which_is_shown(people: People) -> None:
    people.done("rustam", f"{AT}/ask")
    assert people.post("rustam", f"{AT}/ask").status_code == 409
    answer = people.post("nigora", "/certifications/CE-1/certify")
    assert answer.status_code == 422
    assert "There are no minutes yet" in words(answer)
    people.done("nigora", "/certifications/CE-1/certify", reason="The book of minutes burnt")
    assert "The book of minutes burnt" in people.text("tokyo", AT)


def test_what_was_declined_may_be_asked_for_again(people: People) -> None:
    people.done("rustam", f"{AT}/ask")
    assert people.post("nigora", "/certifications/CE-1/decline", reason=" ").status_code == 422
    people.done("nigora", "/certifications/CE-1/decline", reason="Which minutes?")
    people.done("rustam", f"{AT}/ask")
    people.done("rustam", "/certifications/CE-2/withdraw", reason="Too early")
    assert people.post("rustam", "/certifications/CE-2/withdraw", reason="Again").status_code == 409
    assert "Which minutes?" in people.text("rustam", AT)


def test_a_tranche_is_approved_by_two_others(people: People) -> None:
    certify(people)
    path = ask_tranche(people, name="olim")
    assert people.post("olim", f"{path}/approve").status_code == 403
    people.done("zarina", f"{path}/approve")
    assert people.post("zarina", f"{path}/approve").status_code == 403
    pay = {"reference": "D-1", "paid_on": TODAY, "amount": "400"}
    assert people.post("zarina", f"{path}/pay", **pay).status_code == 409
    people.done("bakhrom", f"{path}/approve")
    assert people.post("bakhrom", f"{path}/approve").status_code == 409
    people.done("zarina", f"{path}/pay", **pay)
    assert people.post("zarina", f"{path}/pay", **pay | {"reference": "D-2"}).status_code == 409
    assert people.post("zarina", f"{path}/decline", reason="Late").status_code == 409
    assert len(payments(people)) == 1


def test_no_more_is_asked_for_than_the_share_allows(people: People) -> None:
    certify(people)
    assert people.post("rustam", f"{AT}/tranches/new", amount="400.01").status_code == 422
    path = ask_tranche(people, "300")
    answer = people.post("rustam", f"{AT}/tranches/new", amount="100.01")
    assert answer.status_code == 422
    assert "At most 100.00 TJS" in words(answer)
    people.done("rustam", f"{path}/withdraw", reason="Too much")
    ask_tranche(people, "400")


def test_before_its_milestone_nothing_is_asked_for_or_paid_without_a_reason(people: People) -> None:
    answer = people.post("rustam", f"{AT}/tranches/new", amount="100")
    assert answer.status_code == 422
    assert "The milestone is not certified" in words(answer)
    people.done("rustam", f"{AT}/tranches/new", amount="100", override_reason="Winter comes")
    approve_twice(people, "/tranches/TR-1")
    people.done("olim", "/tranches/TR-1/pay", reference="D-1", paid_on=TODAY, amount="100")
    assert payments(people) == [("D-1", 100_00, "TR-1", "Winter comes")]
    assert "Winter comes" in people.text("tokyo", "/disbursements/D-1")


@pytest.mark.parametrize("amount", ["400.01", "0", "-5", "many", "0.001"])
def test_no_more_is_paid_than_the_tranche(people: People, amount: str) -> None:
    certify(people)
    path = ask_tranche(people)
    approve_twice(people, path)
    answer = people.post("olim", f"{path}/pay", reference="D-1", paid_on=TODAY, amount=amount)
    assert answer.status_code == 422
    assert payments(people) == []


def test_no_more_is_paid_than_stands_matched_whatever_reason_is_given(people: People, tmp_path: Path) -> None:
    certify(people)
    path = ask_tranche(people)
    approve_twice(people, path)
    other = p.payment(amount=700, paid_on=TODAY, override_reason="By hand")
    assert p.take(people.engine, tmp_path, {"disbursements": [other]}, about="P").new
    pay = {"reference": "D-2", "paid_on": TODAY, "amount": "400", "override_reason": "All the same"}
    answer = people.post("olim", f"{path}/pay", **pay)
    assert answer.status_code == 422
    assert "Only 300.00 TJS stands matched" in words(answer)


def test_after_matches_were_released_a_tranche_is_paid_as_far_as_its_share_goes(
    people: People, tmp_path: Path
) -> None:
    certify(people)
    path = ask_tranche(people)
    approve_twice(people, path)
    assert "As matches stand now" not in people.text("zarina", path)
    released = p.reversal(500, reversed_on=TODAY)
    assert p.take(people.engine, tmp_path, {"reversals": [released]}, about="P").entries
    assert "As matches stand now, 200.00 TJS of it can be paid" in people.text("zarina", path)
    pay = {"reference": "D-1", "paid_on": TODAY, "paid_to": "The committee"}
    answer = people.post("olim", f"{path}/pay", **pay, amount="200.01", override_reason="All the same")
    assert answer.status_code == 422
    assert "the milestone leaves 200.00 TJS to be paid" in words(answer)
    shown = answer.get_data(as_text=True)
    assert "All the same" in shown
    assert "The committee" in shown
    people.done("olim", f"{path}/pay", **pay, amount="200")
    assert payments(people) == [("D-1", 200_00, "TR-1", None)]
    assert p.differences(people.engine) == []


def test_a_reason_for_asking_early_is_kept_only_where_it_was_early(people: People) -> None:
    certify(people)
    people.done("rustam", f"{AT}/tranches/new", amount="100", override_reason="Winter comes")
    assert p.rows(people.engine, "tranche", "override_reason") == [None]


def test_a_proposed_payment_past_the_milestones_needs_a_reason(people: People) -> None:
    fields = {"fund": "F", "project": "W-1", "reference": "D-1", "paid_on": TODAY, "amount": "10"}
    answer = people.post("zarina", "/disbursements/new", **fields, step="look")
    assert answer.status_code == 422
    assert "by milestones" in words(answer)
    answer = people.post("zarina", "/disbursements/new", **fields, override_reason="So agreed", step="look")
    assert answer.status_code == 200


def test_a_file_stays_with_a_form_that_is_refused(people: People) -> None:
    said = {"kind": "minutes", "title": "Minutes"}
    answer = people.post("rustam", f"{AT}/documents", file=photo(), dated_on="2 March", **said)
    assert answer.status_code == 422
    assert "The file that you sent is kept." in words(answer)
    [ticket] = html.fromstring(answer.get_data(as_text=True)).xpath("//input[@name='ticket']/@value")
    for _twice in range(2):
        people.done("rustam", f"{AT}/documents", ticket=ticket, dated_on="2026-03-02", **said)
    assert p.rows(people.engine, "document", "title") == ["Minutes"]
    assert len(p.rows(people.engine, "evidence_file", "id")) == 1
    assert people.post("rustam", f"{AT}/documents", **said).status_code == 422
    assert people.post("nigora", f"{AT}/documents", ticket=ticket, **said).status_code == 404


def test_a_file_that_is_not_what_its_name_says_is_refused(people: People) -> None:
    answer = people.post("rustam", f"{AT}/documents", file=(BytesIO(b"MZ\x90"), "photo.jpg"), kind="photo")
    assert answer.status_code == 422
    assert p.rows(people.engine, "document", "reference") == []


def test_another_donor_finds_nothing_of_it(people: People) -> None:
    certify(people)
    path = ask_tranche(people)
    [photo] = p.rows(people.engine, "evidence_file", "id")
    missing = people.get("geneva", "/milestones/W-1/F/NOPE")
    assert missing.status_code == 404
    for address in (AT, path, f"/evidence/{photo}"):
        assert words(people.get("geneva", address)) == words(missing)
        assert people.get("tokyo", address).status_code == 200
    for address in ("/milestones", "/tranches", "/unpaid-tranches"):
        assert "TR-1" not in people.text("geneva", address)
        assert "Start of works" not in people.text("geneva", address)
    for address in (f"{path}/approve", f"{AT}/ask", "/certifications/CE-1/certify", f"{path}/pay"):
        assert people.post("geneva", address).status_code == 404
        assert people.post("tokyo", address).status_code == 404
