"""Rules are in force once manager and donor have agreed to the sentence; what they read is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from core.accounts.accounts import find_account
from core.accounts.models import Account
from core.database import transaction
from core.errors import Refusal
from grants.agreeing.english import agreed_sentence
from grants.agreeing.read import digest_of
from grants.agreeing.refusals import AgreementReason as Why
from grants.entering.entering import enter, rehearsed
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.models.proposals import Proposal, ProposalKind
from grants.models.rules import MatchingRule
from grants.proposing import ProposalReason, confirm, propose, rows_of
from grants.workbook.texts import MAX_TEXT
from tests.grants import programme as p
from tests.grants.uploading.uploads import proposed, put, refused
from tests.grants.views.money_pages import DONOR_OF_F, DONOR_OF_G, books
from tests.web import Membership, token_of

AT = datetime(2026, 9, 20, 22, tzinfo=UTC)
"""The 21st in Dushanbe."""

SECOND = {
    "code": "R",
    "fund": "F",
    "version": "2",
    "effective_from": "2026-10-01",
    "priority": "1",
    "ratio": "2",
}
ENDED = {"code": "R", "version": "1", "effective_to": "2026-12-31"}
NEXT = {"rules": [SECOND, dict.fromkeys(SECOND, "") | ENDED | {"effective_to": "2026-09-30"}]}
NEXT["rules"][1] |= {"fund": "F", "effective_from": "2026-01-01", "priority": "1", "ratio": "1"}
NEXT["rules"][0] = dict.fromkeys(NEXT["rules"][1], "") | SECOND
END = {"rules": [ENDED]}
OF_BOTH = {"rules": [ENDED, {"code": "GR", "version": "1", "effective_to": "2027-12-31"}]}


@pytest.fixture
def engine(sqlite_engine: sa.Engine, at_the_site: None, tmp_path: Path) -> sa.Engine:
    return books(sqlite_engine, tmp_path)


def waiting(engine: sa.Engine, rows: Any = END, by: str = "zarina") -> int:
    id = transaction(engine, lambda s: propose(s, 1, ProposalKind.RULES, rows, by=by, at=AT).id)
    assert id is not None
    return id


def agrees(engine: sa.Engine, id: int, by: str, document: str | None = None) -> None:
    transaction(engine, lambda s: confirm(s, id, by=by, at=AT, document=document))


def why_not(engine: sa.Engine, id: int, by: str, document: str | None = None) -> Any:
    before = p.count_rows(engine)
    with pytest.raises(Refusal) as refusal:
        agrees(engine, id, by, document)
    assert p.count_rows(engine) == before
    return refusal.value.reason


def signs_up(engine: sa.Engine, name: str, *memberships: Membership) -> None:
    token_of(engine, name, *memberships)


def agreements(engine: sa.Engine) -> list[tuple[Any, ...]]:
    columns = "rule", "version", "side", "agreed_on", "agreed_by", "document"
    return sorted(tuple(str(cell) for cell in row) for row in p.rows(engine, "rule_agreement", *columns))


def test_the_donor_agrees_and_both_sides_are_kept_with_the_sentence(engine: sa.Engine) -> None:
    signs_up(engine, "ingrid", DONOR_OF_F)
    agrees(engine, waiting(engine, NEXT), "ingrid")
    assert agreements(engine) == [
        ("R", "2", "donor", "2026-09-21", "ingrid", "None"),
        ("R", "2", "manager", "2026-09-21", "zarina", "None"),
    ]
    said = set(p.rows(engine, "rule_agreement", "sentence"))
    assert said == {
        "2.00 for each 1.00. For contributions received from 1 Oct 2026 on. Its place in the order of rules is "
        "1; a smaller number comes first. Contributions in kind are not matched."
    }
    assert p.differences(engine) == []


def test_where_the_donor_has_no_account_a_manager_names_the_document(engine: sa.Engine) -> None:
    id = waiting(engine)
    for document in (None, "", "  "):
        assert why_not(engine, id, "bakhrom", document) == Why.NO_DOCUMENT
    agrees(engine, id, "bakhrom", " E-mail of 14 September ")
    assert agreements(engine)[0] == ("R", "1", "donor", "2026-09-21", "bakhrom", "E-mail of 14 September")


def test_where_the_donor_has_one_nobody_else_agrees(engine: sa.Engine) -> None:
    signs_up(engine, "ingrid", DONOR_OF_F)
    signs_up(engine, "of another fund", DONOR_OF_G)
    id = waiting(engine)
    for name in ("bakhrom", "of another fund"):
        assert why_not(engine, id, name, "Letter 7") == Why.NOT_THE_DONOR
    agrees(engine, id, "Ingrid")


def test_an_account_that_is_disabled_is_nobody(engine: sa.Engine) -> None:
    signs_up(engine, "ingrid", DONOR_OF_F)
    id = waiting(engine)

    def disable(writing: Session) -> None:
        account = find_account(writing, "ingrid")
        assert isinstance(account, Account)
        account.disabled_at = AT
        writing.add(account)

    transaction(engine, disable)
    assert why_not(engine, id, "bakhrom") == Why.NO_DOCUMENT


def test_who_proposed_it_never_agrees_whatever_else_they_are(engine: sa.Engine) -> None:
    signs_up(engine, "zarina", DONOR_OF_F)
    id = waiting(engine)
    assert why_not(engine, id, "Zarina", "Letter 7") == ProposalReason.OWN
    agrees(engine, id, "bakhrom", "Letter 7")


def test_rules_of_two_funds_are_not_agreed_to_at_once(engine: sa.Engine) -> None:
    assert why_not(engine, waiting(engine, OF_BOTH), "bakhrom", "Letter 7") == Why.SEVERAL_FUNDS


def test_an_agreement_is_never_written_anew(engine: sa.Engine) -> None:
    """What ends a version that was agreed to is the proposal; the sentence that they read stays."""
    agrees(engine, waiting(engine, NEXT), "bakhrom", "Letter 7")
    said = p.rows(engine, "rule_agreement", "sentence")
    end = {"rules": [{"code": "R", "version": "2", "effective_to": "2026-12-31"}]}
    agrees(engine, waiting(engine, end), "bakhrom", "Letter 8")
    assert p.rows(engine, "rule_agreement", "sentence") == said
    assert p.differences(engine) == []


def unused(engine: sa.Engine, folder: Path, **sheets: list[dict[str, Any]]) -> None:
    """A programme in which nothing has happened yet: there a version that nobody agreed to may still be mended."""
    projects: list[dict[str, Any]] = [p.unapproved()]
    p.booked(engine, folder, p.programme(projects=projects, contributions=[], **sheets))


@pytest.mark.usefixtures("at_the_site")
def test_a_version_that_somebody_agreed_to_is_never_edited(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    unused(sqlite_engine, tmp_path)
    p.booked(sqlite_engine, tmp_path, {"rules": [p.rule(ratio=2)]})
    p.booked(sqlite_engine, tmp_path, {"agreements": [p.agreement("manager"), p.agreement("donor")]})
    assert p.problems(sqlite_engine, tmp_path, {"rules": [p.rule(ratio=3)]}) == ["may_not_change at rules F2"]
    p.booked(sqlite_engine, tmp_path, {"rules": [p.rule(ratio=2, effective_to="2026-12-31")]})


@pytest.mark.usefixtures("at_the_site")
def test_what_was_changed_since_it_was_read_is_not_agreed_to(
    sqlite_engine: sa.Engine, tmp_path: Path
) -> None:
    """The end of a version is read with its other terms, which a file mends before the donor says yes."""
    unused(sqlite_engine, tmp_path)
    id = waiting(sqlite_engine)

    def read(books: Session) -> str:
        proposal = books.get_one(Proposal, id)
        enter(books, "P", rows_of(proposal), Occasion("ingrid", AT))
        return digest_of(books, 1, [("R", 1)])

    first = rehearsed(sqlite_engine, read)
    p.booked(sqlite_engine, tmp_path, {"rules": [p.rule(ratio=3)]})
    with pytest.raises(Refusal) as refusal:
        transaction(
            sqlite_engine, lambda s: confirm(s, id, by="ingrid", at=AT, document="Letter 7", read=first)
        )
    assert refusal.value.reason == Why.READ_OTHERWISE
    assert agreements(sqlite_engine) == []
    again = rehearsed(sqlite_engine, read)
    transaction(sqlite_engine, lambda s: confirm(s, id, by="ingrid", at=AT, document="Letter 7", read=again))
    assert "3.00 for each 1.00." in p.rows(sqlite_engine, "rule_agreement", "sentence")[0]


def test_an_upload_is_split_by_fund(engine: sa.Engine, tmp_path: Path) -> None:
    rules = [p.rule("NEW", priority=3, effective_from="2027-01-01"), p.rule("GN", fund="G", priority=4)]
    rules[1]["effective_from"] = "2027-01-01"
    put(engine, tmp_path, {"rules": rules})
    assert [[row["code"] for row in rows["rules"]] for _, rows in proposed(engine)] == [["NEW"], ["GN"]]


def test_nobody_agrees_by_a_file(engine: sa.Engine, tmp_path: Path) -> None:
    assert refused(engine, tmp_path, {"agreements": [p.agreement()]}) == [
        "booked_by_command at agreements A2"
    ]


def test_the_command_books_the_sheet_as_it_stands(engine: sa.Engine, tmp_path: Path) -> None:
    rows = [p.agreement("manager"), p.agreement("donor", document="Letter 7")]
    p.booked(engine, tmp_path, {"agreements": rows})
    assert len(agreements(engine)) == 2
    assert put(engine, tmp_path, {"agreements": rows}).is_nothing  # what is known is passed over


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([p.agreement(version=2)], ["version_unknown at agreements B2"]),
        ([p.agreement(rule="NOPE")], ["version_unknown at agreements B2"]),
        ([p.agreement(), p.agreement()], ["key_repeated at agreements C3"]),
        (
            [p.agreement("manager", agreed_by="Ingrid"), p.agreement("donor", agreed_by="ingrid")],
            ["sides_by_one_person at agreements E3"],
        ),
        ([p.agreement("manager"), p.agreement("donor")], []),
    ],
)
def test_what_the_sheet_refuses(
    engine: sa.Engine, tmp_path: Path, rows: list[dict[str, Any]], problems: list[str]
) -> None:
    assert p.problems(engine, tmp_path, {"agreements": rows}) == problems


def test_a_sentence_too_long_for_a_cell_ends_with_its_digest() -> None:
    fund = Fund(
        programme_id=1, code="F", name="F", donor="D", currency="TJS", budget_minor=1, opens_on=AT.date()
    )
    terms: dict[str, Any] = {
        "programme_id": 1,
        "code": "R",
        "fund_id": 1,
        "version": 1,
        "effective_from": AT.date(),
        "ratio": "1",
    }
    short = MatchingRule(**terms, priority=1)
    long = MatchingRule(**terms, priority=1, projects=";".join(f"PROJECT-{n:04}" for n in range(400)))
    assert "SHA-256" not in agreed_sentence(short, fund)
    assert len(agreed_sentence(long, fund)) == MAX_TEXT
    assert len(agreed_sentence(long, fund).rpartition(" SHA-256 ")[2]) == 64
