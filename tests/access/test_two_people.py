"""Two pairs of eyes: what one person alone must not book is refused on the server, whichever way they come."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from core.accounts.accounts import make_account
from core.accounts.refusals import AccountReason
from core.database import transaction
from core.errors import Refusal
from core.roles import Role, ScopeKind
from core.web.cookies import LOCAL
from grants.entering.entering import enter_new
from grants.importing.importing import Occasion
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from tests.access import people_needed
from tests.grants import programme as p
from tests.grants.correcting.limited import books, contribution, get, rows_of
from tests.grants.uploading.uploads import proposed, put
from tests.grants.verification.waiting import AT
from tests.grants.views.verifying_pages import DONOR, MANAGER, Reader, signed_in, words_of
from tests.web import ADMINISTRATOR, Membership, opened

ALL_OF_IT: tuple[Membership, ...] = (MANAGER, (Role.OFFICER, ScopeKind.PROGRAMME, "P"))

RULE = {"code": "R", "version": "1", "effective_to": "2026-12-31"}
PAID = {"reference": "D-1", "fund": "F", "project": "W-1", "paid_on": "2026-08-30", "amount": "60.00"}
SETTLED = {"code": "W-1", "settled_on": "2026-08-30", "final_cost": "150.00"}
LIMIT = {"code": "P", "reversal_limit": "1000000"}
WHOLE = {"project": "W-1", "group": "G-1", "received_on": "2026-03-02", "currency": "TJS", "kind": "cash"}
OF_EACH_KIND: dict[ProposalKind, Any] = {
    ProposalKind.RULES: {"rules": [RULE]},
    ProposalKind.DISBURSEMENTS: {"disbursements": [PAID]},
    ProposalKind.SETTLEMENT: {"projects": [SETTLED]},
    ProposalKind.REVERSALS: rows_of("100.00"),
    ProposalKind.AMENDMENT: {
        **rows_of("100.00"),
        "contributions": [
            {name: str(value or "") for name, value in (p.recorded("C-1-A", 150) | {"amends": "C-1"}).items()}
        ],
    },
    ProposalKind.LIMIT: {"programmes": [LIMIT]},
}


@pytest.fixture
def app(sqlite_engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    """100.00 of C-1 that is matched, C-2 that rustam recorded, and a limit of 50.00."""
    waits = p.recorded("C-2", recorded_by="rustam", recorded_on="2026-03-04")
    books(sqlite_engine, tmp_path, contribution(), waits)
    with opened(sqlite_engine, UPLOADS=tmp_path / "uploads") as app:
        yield app


@pytest.fixture
def zarina(app: Flask, sqlite_engine: Engine) -> Iterator[Reader]:
    """A manager who may do all that anybody may but administer."""
    with signed_in(app, sqlite_engine, "Zarina", *ALL_OF_IT) as reader:
        yield reader


def kept(engine: Engine, kind: ProposalKind, by: str = "Zarina") -> int:
    id = transaction(engine, lambda writing: propose(writing, 1, kind, OF_EACH_KIND[kind], by=by, at=AT).id)
    assert id is not None
    return id


def pressed(reader: Reader, path: str, **fields: str) -> Any:
    """What a script sends that knows the token and the address."""
    return reader.post(path, {"csrf_token": reader.token("/projects"), **fields})


def test_every_route_that_writes_says_how_many_people_it_takes(app: Flask) -> None:
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert writing == people_needed.ALL, "say in tests/access/people_needed.py"


def test_each_kind_of_proposal_is_tried_here() -> None:
    assert set(OF_EACH_KIND) == set(ProposalKind)


@pytest.mark.parametrize("kind", ProposalKind)
def test_the_proposer_does_not_confirm_nor_decline(
    zarina: Reader, sqlite_engine: Engine, kind: ProposalKind
) -> None:
    id = kept(sqlite_engine, kind)
    before = p.count_rows(sqlite_engine)
    for how in ("confirm", "decline"):
        answer = pressed(zarina, f"/proposals/{id}/{how}", reason="As I said")
        assert answer.status_code == 403
        assert "somebody else has to decide on it" in words_of(answer)
    assert p.count_rows(sqlite_engine) == before


@pytest.mark.parametrize("kind", ProposalKind)
def test_somebody_else_confirms_it(app: Flask, sqlite_engine: Engine, kind: ProposalKind) -> None:
    """To rules the donor agrees; here nobody of the donor has an account, so a document says that they did."""
    id = kept(sqlite_engine, kind, by="nigora")
    said = {"document": "E-mail of 3 March"} if kind is ProposalKind.RULES else {}
    with signed_in(app, sqlite_engine, "Zarina", *ALL_OF_IT) as reader:
        if said:
            assert pressed(reader, f"/proposals/{id}/confirm").status_code == 422
            said["read"] = reader.read(f"/proposals/{id}")
        assert pressed(reader, f"/proposals/{id}/confirm", **said).status_code == 303
    assert p.rows(sqlite_engine, "proposal", "state") == ["confirmed"]
    assert p.differences(sqlite_engine) == []


def test_the_donor_of_the_fund_agrees_to_its_rules_and_no_manager_does(
    app: Flask, sqlite_engine: Engine
) -> None:
    id = kept(sqlite_engine, ProposalKind.RULES, by="nigora")
    with signed_in(app, sqlite_engine, "Donor", DONOR) as donor:
        with signed_in(app, sqlite_engine, "Zarina", *ALL_OF_IT) as zarina:
            answer = pressed(zarina, f"/proposals/{id}/confirm", document="E-mail of 3 March")
            assert answer.status_code == 403
            assert "Fund F has a donor here who agrees to its rules: Donor." in words_of(answer)
        read = donor.read(f"/agreements/{id}")
        assert pressed(donor, f"/agreements/{id}/agree", read=read).status_code == 303
    assert p.rows(sqlite_engine, "rule_agreement", "side", "agreed_by") == [
        ("manager", "nigora"),
        ("donor", "Donor"),
    ]


def test_a_donor_who_proposed_it_does_not_agree_to_it(app: Flask, sqlite_engine: Engine) -> None:
    id = kept(sqlite_engine, ProposalKind.RULES, by="Zarina")
    with signed_in(app, sqlite_engine, "Zarina", *ALL_OF_IT, DONOR) as zarina:
        assert pressed(zarina, f"/agreements/{id}/agree").status_code == 403
    assert p.rows(sqlite_engine, "rule_agreement", "side") == []


@pytest.mark.parametrize("name", ["zarina", "ZARINA", "ｚａｒｉｎａ", "Zarina "])
def test_a_name_typed_in_another_way_is_the_same_person(
    zarina: Reader, sqlite_engine: Engine, name: str
) -> None:
    id = kept(sqlite_engine, ProposalKind.REVERSALS, by=name)
    assert pressed(zarina, f"/proposals/{id}/confirm").status_code == 403


@pytest.mark.parametrize("name", ["zarina", "ＺＡＲＩＮＡ"])
def test_nobody_is_given_the_name_of_another_written_otherwise(
    zarina: Reader, sqlite_engine: Engine, name: str
) -> None:
    def work(writing: Any) -> None:
        make_account(writing, name, by="admin", at=AT)

    with pytest.raises(Refusal) as refusal:
        transaction(sqlite_engine, work)
    assert refusal.value.reason == AccountReason.NAME_TAKEN


def test_an_account_is_not_renamed(app: Flask) -> None:
    """Who proposed as one person would confirm as another."""
    assert not [rule.rule for rule in app.url_map.iter_rules() if re.search("rename|/name", rule.rule)]


def test_two_browsers_of_one_person_are_one_person(app: Flask, zarina: Reader, sqlite_engine: Engine) -> None:
    id = kept(sqlite_engine, ProposalKind.RULES)
    with signed_in(app, sqlite_engine, "Zarina", *ALL_OF_IT) as elsewhere:
        tokens = {reader.client.get_cookie(LOCAL).value for reader in (zarina, elsewhere)}  # type: ignore[union-attr]
        assert len(tokens) == 2
        assert pressed(elsewhere, f"/proposals/{id}/confirm").status_code == 403


def test_a_proposal_is_never_changed(app: Flask) -> None:
    """Else a second person would confirm something else than they looked at."""
    of_proposals = {rule.endpoint for rule in app.url_map.iter_rules() if "/proposals" in rule.rule}
    assert of_proposals == {
        f"proposals.proposal_{what}" for what in ("list", "detail", "confirm", "decline", "withdraw")
    }


def test_who_recorded_a_contribution_does_not_verify_it(app: Flask, sqlite_engine: Engine) -> None:
    with signed_in(app, sqlite_engine, "Rustam", *ALL_OF_IT) as rustam:
        fields = {"verification_method": "slip", "verified_on": "2026-08-30"}
        hidden = rustam.hidden("/verification/C-2")
        assert pressed(rustam, "/verification/C-2", **hidden, **fields).status_code in (403, 409)
    assert get(sqlite_engine, "C-2").status == "recorded"


def test_who_recorded_a_grievance_does_not_say_that_it_is_resolved(
    app: Flask, zarina: Reader, sqlite_engine: Engine
) -> None:
    said = {"received_on": "2026-03-02", "channel": "box", "category": "works", "access": "open"}
    row = {"code": "GR-1", **said, "words": "The trench is open", "recorded_by": "zarina"}
    transaction(
        sqlite_engine, lambda books: enter_new(books, "P", {"grievances": [row]}, Occasion("zarina", AT))
    )
    step = {"step": "resolved", "words": "Filled", "decided_on": "2026-03-04", "seen": "0"}
    assert pressed(zarina, "/grievances/GR-1/steps", **step).status_code == 422
    assert p.rows(sqlite_engine, "grievance_step", "decided_by") == []
    with signed_in(app, sqlite_engine, "Rustam", *ALL_OF_IT) as rustam:
        assert pressed(rustam, "/grievances/GR-1/steps", **step).status_code == 303
    assert p.rows(sqlite_engine, "grievance_step", "decided_by") == ["Rustam"]


def test_who_recorded_a_contribution_does_not_confirm_that_it_is_taken_back(
    app: Flask, sqlite_engine: Engine
) -> None:
    id = kept(sqlite_engine, ProposalKind.REVERSALS, by="nigora")
    with signed_in(app, sqlite_engine, "Rustam", *ALL_OF_IT) as rustam:
        answer = pressed(rustam, f"/proposals/{id}/confirm")
        assert answer.status_code == 403
        assert "You took part in recording C-1" in words_of(answer)
        assert "Confirm and book" not in rustam.words(f"/proposals/{id}")


@pytest.mark.parametrize("path", ["/contributions/C-1/reverse", "/contributions/C-1/correct"])
def test_beyond_the_limit_a_press_of_the_button_for_one_person_is_refused(
    zarina: Reader, sqlite_engine: Engine, path: str
) -> None:
    hidden = zarina.hidden(path)
    amount = "100" if "reverse" in path else "150"
    fields = {
        **WHOLE,
        **hidden,
        "amount": amount,
        "reversed_on": "2026-08-30",
        "reason": "Lent",
        "step": "book",
    }
    before = p.count_rows(sqlite_engine)
    answer = zarina.post(path, fields)
    assert answer.status_code == 403
    assert "one person alone may take back up to 50.00 TJS" in words_of(answer)
    assert p.count_rows(sqlite_engine) == before


def test_the_limit_itself_is_changed_by_two(zarina: Reader, sqlite_engine: Engine) -> None:
    path = "/change/programmes/P"
    fields = {**zarina.hidden(path), "reversal_limit": "1000000", "name": "Other", "reason": "So"}
    for step in ("", "book"):
        zarina.post(path, {**fields, "changed_on": "2026-08-30", "step": step})
    assert p.rows(sqlite_engine, "programme", "reversal_limit_minor") == [5_000]
    assert pressed(zarina, "/limit", reversal_limit="1000000", remark="So", step="book").status_code == 200
    assert pressed(zarina, "/limit", reversal_limit="1000000", remark="So", step="propose").status_code == 303
    assert p.rows(sqlite_engine, "programme", "reversal_limit_minor") == [5_000]
    assert pressed(zarina, "/proposals/1/confirm").status_code == 403


UPLOADS: dict[str, tuple[p.Sheets, str]] = {
    "rules": ({"rules": [p.rule("NEW", priority=2, effective_from="2027-01-01")]}, "rules"),
    "the end of a rule": ({"rules": [p.rule(effective_to="2026-12-31")]}, "rules"),
    "a payment": ({"disbursements": [p.payment()]}, "disbursements"),
    "a settlement": (
        {"projects": [p.project(settled_on="2026-08-30", final_cost=150)]},
        "settlement",
    ),
    "a cancelled project": (
        {"projects": [p.project(settled_on="2026-08-30", final_cost=0, status="cancelled")]},
        "settlement",
    ),
    "a reversal": ({"reversals": [p.reversal()]}, "reversals"),
    "a reversal in its own row": (
        {"contributions": [contribution(reversed_on="2026-08-30", reversed_amount=1)]},
        "reversals",
    ),
    "the limit": (
        {"programmes": [p.programme()["programmes"][0] | {"reversal_limit": 1_000_000}]},
        "limit",
    ),
    "the limit, told as a change": (
        {"changes": [p.change("programmes", "P", "reversal_limit", 1_000_000)]},
        "limit",
    ),
}


@pytest.mark.parametrize("what", UPLOADS)
def test_what_is_uploaded_waits_for_a_second_person(
    app: Flask, zarina: Reader, sqlite_engine: Engine, tmp_path: Path, what: str
) -> None:
    sheets, kind = UPLOADS[what]
    events = len([entry for entry in p.journal(sqlite_engine) if entry[0] is not None])
    put(sqlite_engine, tmp_path, sheets, by="Zarina")
    assert [each for each, _ in proposed(sqlite_engine)] == [kind]
    assert len([entry for entry in p.journal(sqlite_engine) if entry[0] is not None]) == events
    assert p.rows(sqlite_engine, "programme", "reversal_limit_minor") == [5_000]
    assert pressed(zarina, "/proposals/1/confirm").status_code == 403


def test_an_uploaded_verification_is_none(app: Flask, sqlite_engine: Engine, tmp_path: Path) -> None:
    verified = contribution("C-3", 70, verified_by="nigora")
    put(sqlite_engine, tmp_path, {"contributions": [verified]}, by="Zarina")
    assert get(sqlite_engine, "C-3").status == "recorded"
    with signed_in(app, sqlite_engine, "zarina", *ALL_OF_IT) as reader:
        fields = {"verification_method": "slip", "verified_on": "2026-08-30"}
        answer = pressed(reader, "/verification/C-3", **reader.hidden("/verification/C-3"), **fields)
        assert answer.status_code in (403, 409)
    assert get(sqlite_engine, "C-3").status == "recorded"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/change/rules/R/1", {"effective_to": "2026-12-31"}),
        ("/enter/rules", RULE | {"version": "2"}),
        ("/enter/disbursements", PAID),
        ("/enter/reversals", rows_of()["reversals"][0]),
        ("/change/contributions/C-2", {"status": "verified"}),
        ("/change/projects/W-1", {"settled_on": "2026-08-30", "final_cost": "1", "status": "cancelled"}),
    ],
)
def test_the_forms_of_rows_book_nothing_that_takes_two(
    zarina: Reader, sqlite_engine: Engine, path: str, fields: dict[str, str]
) -> None:
    before = p.journal(sqlite_engine)
    for step in ("", "book"):
        given = {**fields, "changed_on": "2026-08-30", "reason": "So", "step": step}
        assert pressed(zarina, path, **given).status_code in (404, 422)
    assert p.journal(sqlite_engine) == before


@pytest.mark.parametrize("way", ["/rules/R/end", "/rules/R/versions/new", "/rules/new"])
def test_a_rule_is_put_in_force_or_ended_by_no_press_of_a_button(
    zarina: Reader, sqlite_engine: Engine, way: str
) -> None:
    before = p.rows(sqlite_engine, "matching_rule", "code", "version", "effective_to")
    fields = {"code": "NEW", "fund": "F", "effective_from": "2027-01-01", "effective_to": "2026-12-31"}
    for step in ("book", "propose"):
        pressed(zarina, way, **fields, priority="9", ratio="1", remark="So", step=step)
    assert p.rows(sqlite_engine, "matching_rule", "code", "version", "effective_to") == before


def test_a_project_is_settled_by_no_press_of_a_button(zarina: Reader, sqlite_engine: Engine) -> None:
    fields = {"status": "completed", "settled_on": "2026-08-31", "final_cost": "150"}
    for step in ("book", "propose"):
        pressed(zarina, "/projects/W-1/settle", **fields, remark="So", step=step)
    assert p.rows(sqlite_engine, "project", "settled_on") == [None]
    assert pressed(zarina, "/proposals/1/confirm").status_code == 403


def test_a_second_account_is_seen_in_the_audit(app: Flask, sqlite_engine: Engine) -> None:
    """Who administers may invite themselves by another name: nobody is kept from it, and all can see it."""
    with signed_in(app, sqlite_engine, "admin", ADMINISTRATOR) as admin:
        page = admin.client.get("/accounts/new").get_data(as_text=True)
        [token] = set(re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page))
        admin.client.post("/accounts/new", data={"csrf_token": token, "name": "Nobody Else"})
    audit = p.rows(sqlite_engine, "audit_entry", "sheet", "key", "by")
    assert ("accounts", "Nobody Else", "admin") in audit
