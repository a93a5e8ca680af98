"""Who gets a digest, what it says and what not, and what becomes of it when the mail does not go out."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from core.accounts.accounts import disable, find_account
from core.accounts.digests import Digest
from core.accounts.emails import set_email
from core.accounts.person import Person
from core.database import make_engine, session, transaction
from core.roles import Role, ScopeKind
from grants.entering.entering import enter
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from household_groups.models.registry import Household
from reports.telling import sending
from reports.telling.gathering import Told, told
from reports.telling.office import Office
from reports.telling.sending import Sent, send_digests
from tests.smtp import mail_server
from tests.stress.at_once import at_once
from tests.web import MANAGER, Membership, opened, token_of

AT = datetime(2020, 6, 20, 3, tzinfo=UTC)
SITE = "https://hashar.example.org"
DONOR: Membership = (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "JAMOAT")

WORD = {"expenditure": "V-1", "fund": "JAMOAT", "said_on": "2020-06-21"}
QUERY_AND_ANSWER: Rows = {
    "expenditures": [
        {"reference": "V-1", "project": "FAK-WATER", "spent_on": "2020-06-10", "amount": "10.00"}
        | {"currency": "TJS", "category": "works", "fund": "JAMOAT"}
    ],
    "reviews": [
        WORD | {"number": "1", "said_by": "dora", "side": "donor", "verdict": "queried", "words": "Which?"},
        WORD
        | {"number": "2", "said_by": "rustam", "side": "manager", "verdict": "answered", "words": "DN 50"},
    ],
}


@pytest.fixture
def engine(khatlon: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{shutil.copy(khatlon, tmp_path / 'hashar.sqlite')}")
    yield engine
    engine.dispose()


@pytest.fixture
def app(engine: Engine) -> Iterator[Flask]:
    with opened(engine) as app, app.app_context():
        yield app


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(None, "hashar@example.org", SITE, tmp_path / "mail")


def with_address(engine: Engine, name: str, *memberships: Membership, email: str = "") -> None:
    token_of(engine, name, *memberships)

    def work(writing: Session) -> None:
        account = find_account(writing, name)
        assert account is not None
        set_email(writing, account, email or f"{account.id}@example.org", by="test", at=AT)
        account.password_hash = "of a password"

    transaction(engine, work)


def book(engine: Engine, at: datetime, rows: Rows) -> None:
    transaction(engine, lambda writing: enter(writing, "TJ-KHT", rows, Occasion("rustam", at)))


def letters(office: Office) -> list[str]:
    """What lies in the folder: who, and the words."""
    found = []
    for path in sorted(office.folder.glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        found.append(f"{mail['To']}\n{mail['Subject']}\n{mail.get_content()}")
    return found


def run(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["send-digests"])


def test_a_letter_says_what_waits_and_where(app: Flask, engine: Engine, office: Office) -> None:
    with_address(engine, "Зарина", MANAGER, email="zarina@example.org")
    assert send_digests(engine, office, AT) == Sent(sent=1)
    [letter] = letters(office)
    assert letter.startswith("zarina@example.org\nHashar: ")
    assert "Good day Зарина," in letter
    assert "2019-Q4 is over and not closed yet" in letter
    assert f"  {SITE}/programmes/TJ-KHT/verification\n" in letter
    assert letter.endswith(f"address, or none.\n  {SITE}/account\n")
    assert (office.folder.stat().st_mode & 0o777, next(office.folder.iterdir()).stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_the_same_is_told_again_after_a_week_and_something_new_at_once(
    app: Flask, engine: Engine, office: Office
) -> None:
    with_address(engine, "zarina", MANAGER)
    early = timedelta(minutes=5)
    days = (0, 1, 6, 7, 8)
    sent = [send_digests(engine, office, AT + timedelta(days=day) - (day == 7) * early) for day in days]
    assert [(each.sent, each.unchanged) for each in sent] == [(1, 0), (0, 1), (0, 1), (1, 0), (0, 1)]
    book(engine, AT, {"funds": [{"code": "JAMOAT", "closes_on": "2020-08-01"}]})
    assert send_digests(engine, office, AT + timedelta(days=7, hours=2)).sent == 0, "twice in a day"
    assert send_digests(engine, office, AT + timedelta(days=9)).sent == 1
    assert "Fund JAMOAT closes on 1 Aug 2020" in letters(office)[-1]


def test_a_donor_is_told_of_no_other_fund_no_household_and_no_amount(
    app: Flask, engine: Engine, office: Office
) -> None:
    with_address(engine, "dora", DONOR)
    for code in ("JAMOAT", "IOMDF"):
        book(engine, AT, {"funds": [{"code": code, "closes_on": "2020-07-15"}]})
    assert send_digests(engine, office, AT).sent == 1
    [letter] = letters(office)
    with session(engine) as reading:
        households = [each.code for each in reading.exec(select(Household))]
    assert "Fund JAMOAT closes on 15 Jul 2020" in letter
    assert not any(code in letter for code in ("IOMDF", "verification", *households))
    assert ".00" not in letter


def test_what_is_claimed_back_is_told_without_its_amount(app: Flask, engine: Engine, office: Office) -> None:
    for name, membership in (("dora", DONOR), ("zarina", MANAGER)):
        with_address(engine, name, membership)
    step = {"expenditure": "V-1", "source": "fund JAMOAT", "number": "1", "step": "opened", "amount": "10.00"}
    said = {"currency": "TJS", "said_on": "2020-06-19", "said_by": "dora", "reason": "No pipe"}
    book(engine, AT, {"expenditures": QUERY_AND_ANSWER["expenditures"], "clawbacks": [step | said]})
    assert send_digests(engine, office, AT).sent == 2
    for letter in letters(office):
        assert "Money of 1 disallowed voucher is to come back" in letter
        assert not re.search(r"\d\.\d\d|TJS|No pipe", letter)


def test_nobody_without_an_address_a_password_of_the_site_or_anything_to_do(
    app: Flask, engine: Engine, office: Office
) -> None:
    token_of(engine, "olim", MANAGER)
    for name in ("gone", "invited"):
        with_address(engine, name, MANAGER)
    with_address(engine, "newcomer")

    def leave(writing: Session) -> None:
        gone, invited = find_account(writing, "gone"), find_account(writing, "invited")
        assert gone is not None
        assert invited is not None
        disable(writing, gone, by="test", at=AT)
        invited.password_hash = None

    transaction(engine, leave)
    assert send_digests(engine, office, AT) == Sent(nothing=1)
    assert letters(office) == []


def test_one_that_fails_stops_no_other_and_is_tried_again(app: Flask, engine: Engine, tmp_path: Path) -> None:
    for name in ("anna", "bahrom", "zarina"):
        with_address(engine, name, MANAGER, email=f"{name}@example.org")
    with mail_server(unknown="bahrom") as (url, mails):
        first = send_digests(engine, Office(url, "hashar@example.org", SITE, tmp_path), AT)
    assert (first.sent, [name for name, _ in first.failed]) == (2, ["bahrom"])
    assert first.failed[0][1] == "550 no such person: <b…@example.org>"
    assert [mail["To"] for mail in mails] == ["anna@example.org", "zarina@example.org"]
    with mail_server() as (url, mails):
        again = send_digests(engine, Office(url, "hashar@example.org", SITE, tmp_path), AT)
    assert (again.sent, again.unchanged, again.failed) == (1, 2, [])
    assert [mail["To"] for mail in mails] == ["bahrom@example.org"]


def test_a_server_that_is_away_is_told_and_nothing_is_remembered(
    app: Flask, engine: Engine, tmp_path: Path
) -> None:
    with_address(engine, "zarina", MANAGER)
    app.config.update(SMTP_URL="smtp://127.0.0.1:1", MAIL_FROM="hashar@example.org", SITE_URL=SITE)
    result = run(app)
    assert result.exit_code == 1
    assert "zarina: not sent, and tried again the next time" in result.output
    with session(engine) as reading:
        assert reading.exec(select(Digest)).first() is None


def test_what_the_server_took_is_sent_however_it_says_goodbye(
    app: Flask, engine: Engine, tmp_path: Path
) -> None:
    with_address(engine, "zarina", MANAGER)
    with mail_server(farewell="421 too busy to say goodbye") as (url, mails):
        outcome = send_digests(engine, Office(url, "hashar@example.org", SITE, tmp_path), AT)
    assert (outcome, len(mails)) == (Sent(sent=1), 1)


def test_of_two_runs_at_once_one_tells(app: Flask, engine: Engine, office: Office) -> None:
    for name in ("anna", "zarina"):
        with_address(engine, name, MANAGER)

    def send() -> Sent:
        with app.app_context():
            return send_digests(engine, office, AT)

    with ThreadPoolExecutor(2) as threads:
        sent = at_once(threads, [send, send])
    assert sorted((each.sent, each.unchanged) for each in sent) == [(0, 2), (2, 0)]
    assert len(letters(office)) == 2


def test_one_whose_letter_cannot_be_written_stops_no_other(
    app: Flask, engine: Engine, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("anna", "zarina"):
        with_address(engine, name, MANAGER)

    def told_unless_anna(session: Session, person: Person, at: datetime, since: datetime) -> Told:
        if person.name == "anna":
            raise LookupError("anna@example.org")
        return told(session, person, at, since)

    monkeypatch.setattr(sending, "told", told_unless_anna)
    sent = send_digests(engine, office, AT)
    assert (sent.sent, sent.failed) == (1, [("anna", "LookupError")])


def test_an_answer_is_told_once_however_long_the_letters_took(
    app: Flask, engine: Engine, office: Office
) -> None:
    """The first letter is dated when its run began, and reads what came while it lasted."""
    with_address(engine, "dora", DONOR)
    book(engine, AT + timedelta(minutes=3), QUERY_AND_ANSWER)
    for day in range(3):
        send_digests(engine, office, AT + timedelta(days=day))
    assert [letter.count("voucher V-1 is answered") for letter in letters(office)] == [0, 1]


def test_the_command_says_into_which_folder_it_writes(app: Flask, engine: Engine, tmp_path: Path) -> None:
    with_address(engine, "zarina", MANAGER)
    app.config.update(MAIL_FOLDER=str(tmp_path / "post"), SMTP_URL=None, SITE_URL=None)
    result = run(app)
    assert result.exit_code == 0
    assert f"1 letter written into {tmp_path / 'post'}, since no SMTP_URL is set." in result.output
    assert "SITE_URL is not set" in result.output


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SITE_URL": "hashar.example.org"}, "SITE_URL is hashar.example.org"),
        ({"SMTP_URL": "smtp://x", "MAIL_FROM": ""}, "MAIL_FROM is not"),
    ],
)
def test_settings_with_which_no_letter_could_go_out_are_refused(
    app: Flask, settings: dict[str, str], words: str
) -> None:
    app.config.update({"SMTP_URL": None, "MAIL_FROM": None, "SITE_URL": None, **settings})
    result = run(app)
    assert (result.exit_code, words in result.output) == (1, True)


def test_an_answer_is_told_once_to_the_donor_whose_question_it_was(
    app: Flask, engine: Engine, office: Office
) -> None:
    with_address(engine, "dora", DONOR)
    with_address(engine, "tim", (Role.DONOR, ScopeKind.FUND, "TJ-KHT", "IOMDF"))
    send_digests(engine, office, AT)
    book(engine, AT + timedelta(days=1), QUERY_AND_ANSWER)
    before = len(letters(office))
    for day in (2, 3):
        send_digests(engine, office, AT + timedelta(days=day))
    [told] = [letter for letter in letters(office)[before:] if "voucher V-1 is answered" in letter]
    assert f"{SITE}/programmes/TJ-KHT/expenditures/V-1\n" in told
    assert "Which?" not in told
