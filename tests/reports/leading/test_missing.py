"""What is missing in a quarter: each kind is there until it is mended, with who has it and since when."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import SQLModel, col, select

from core.accounts.models import Account
from core.calendar import parse_span
from core.database import session, transaction
from core.programmes import Rate
from core.roles import Role
from grants.models.agreements import Side
from grants.models.bank import BankLine
from grants.models.documents import Document, DocumentKind
from grants.models.milestones import Certification, Decision, Gate, Milestone, Step, Subject, Tranche
from grants.models.payments import Expenditure, ExpenditureCategory
from grants.models.reviews import Review, Verdict
from grants.models.variances import Variance
from household_groups.models.contributions import Contribution
from household_groups.models.grievances import (
    Access,
    Category,
    Channel,
    Grievance,
    GrievanceStep,
    GrievanceStepKind,
)
from household_groups.models.life import ProjectStep, ProjectStepKind
from household_groups.models.projects import BudgetLine, Indicator, Measurement, Progress, Project
from household_groups.models.service import Functional, ServiceCheck
from reports.leading.holders import Holder, Holders
from reports.leading.missing import missing_in
from reports.leading.thing import SHOWN
from reports.leading.unanswered import unanswered
from reports.leading.unbalanced import unexplained, unticked
from reports.leading.unchecked import unchecked
from reports.leading.undecided import undecided
from reports.leading.unmeasured import unmeasured, without_progress
from reports.leading.unpapered import payments_without_papers, vouchers_without_papers, without_vouchers
from reports.leading.unrated import unrated
from reports.leading.unresolved import unresolved
from reports.leading.unreviewed import unreviewed
from reports.leading.unstepped import unstepped
from reports.leading.unverified import unverified
from tests.reports.leading.books import QUARTER, add, close, ids, kind_in, place_of

MAY = date(2020, 5, 15)
OFFICER, DONOR = Holder(Role.OFFICER, ("zarina",)), Holder(Role.DONOR, ("ingrid",))
MANAGERS = Holder(Role.MANAGER, ("munira", "rustam"))


def test_a_contribution_waits_for_a_verifier_and_a_returned_one_for_who_recorded_it(
    app: Flask, books: Engine
) -> None:
    found = kind_in(app, books, unverified)
    who = {thing.what.partition(",")[0]: thing.who for thing in found.things}
    assert who["FAK-021"] == Holder(Role.VERIFIER, ("bahrom",))
    assert who["FAK-024"] == OFFICER
    assert [thing.since for thing in found.things] == sorted(thing.since or MAY for thing in found.things)
    assert found.oldest == date(2020, 5, 2)


def test_who_recorded_a_contribution_does_not_have_it_and_a_disabled_account_has_nothing(
    app: Flask, books: Engine
) -> None:
    with books.begin() as writing:
        writing.execute(sa.update(Contribution).values(recorded_by="Bahrom"))
    who = {thing.who for thing in kind_in(app, books, unverified).things if "returned" not in thing.what}
    assert who == {OFFICER}, "an officer may verify what others recorded"
    with books.begin() as writing:
        gone = sa.update(Account).where(col(Account.name) == "zarina")
        writing.execute(gone.values(disabled_at=datetime(2020, 7, 1, tzinfo=UTC)))
    who = {thing.who for thing in kind_in(app, books, unverified).things if "returned" not in thing.what}
    assert who == {Holder(Role.VERIFIER)}


def test_of_many_things_the_oldest_are_listed_and_all_are_counted(app: Flask, books: Engine) -> None:
    def work(writing: Any) -> None:
        like = (
            writing.exec(select(Contribution).where(Contribution.reference == "FAK-023")).one().model_dump()
        )
        for number in range(SHOWN):
            again = {"id": None, "client_id": None, "reference": f"MANY-{number}", "recorded_on": MAY}
            writing.add(Contribution(**{**like, **again}))

    transaction(books, work)
    found = kind_in(app, books, unverified)
    assert (len(found.things), found.count, found.more) == (SHOWN, SHOWN + 5, 5)
    assert found.things[0].since == date(2020, 5, 2)


Row = Callable[[dict[str, Any]], SQLModel]


def indicator(of: dict[str, Any], **more: Any) -> Indicator:
    said = {"id": 7001, "code": "TAPS", "name": "Taps", "unit": "taps", "target": "40"}
    return Indicator(**of_project(of), **{**said, **more})


def of_project(of: dict[str, Any]) -> dict[str, Any]:
    return {"programme_id": of["programme_id"], "project_id": of["project_id"]}


def voucher(of: dict[str, Any], **more: Any) -> Expenditure:
    said = {"spent_on": MAY, "counted_on": MAY, "currency": "TJS", "amount_minor": 5000, "reference": "V-7"}
    return Expenditure(**of_project(of), category=ExpenditureCategory.WORKS, **{**said, **more})


def bank_line(of: dict[str, Any], reference: str = "B-7") -> BankLine:
    fund = {"programme_id": of["programme_id"], "fund_id": of["fund_id"]}
    return BankLine(**fund, reference=reference, booked_on=MAY, amount_minor=-100)


def review(of: dict[str, Any], number: int, verdict: Verdict) -> Review:
    side = Side.MANAGER if verdict is Verdict.ANSWERED else Side.DONOR
    return Review(
        programme_id=of["programme_id"],
        fund_id=of["fund_id"],
        expenditure="VOU-1",
        number=number,
        said_on=date(2020, 6, number),
        said_by="ingrid",
        side=side,
        verdict=verdict,
    )


def paper(sheet: str, key: str) -> Row:
    def made(of: dict[str, Any]) -> Document:
        return Document(
            programme_id=of["programme_id"],
            reference="D-7",
            sheet=sheet,
            key=key,
            kind=DocumentKind.OTHER,
            title="Scan",
            added_on=MAY,
            added_by="munira",
        )

    return made


def milestone(of: dict[str, Any]) -> Milestone:
    return Milestone(**of, code="M7", name="Half of the pipe", share="0.5", gate=Gate.AGREEMENT)


def certification(of: dict[str, Any]) -> Certification:
    return Certification(**of, reference="CE-7", milestone="M7", asked_on=MAY, asked_by="zarina")


def tranche(of: dict[str, Any]) -> Tranche:
    return Tranche(**of, reference="TR-7", asked_on=MAY, asked_by="munira", amount_minor=900)


def decided(subject: Subject, reference: str, decision: Decision) -> Row:
    def made(of: dict[str, Any]) -> Step:
        return Step(
            programme_id=of["programme_id"],
            subject=subject,
            reference=reference,
            number=1,
            decision=decision,
            decided_on=MAY,
            decided_by="bahrom",
        )

    return made


def line(of: dict[str, Any]) -> BudgetLine:
    return BudgetLine(
        **of_project(of), line="L7", category="works", description="Trench", amount_minor=1_000_00
    )


def explained(of: dict[str, Any]) -> Variance:
    said: dict[str, Any] = {"explained_on": MAY, "explained_by": "munira", "words": "Rock.", "number": 1}
    return Variance(**of_project(of), line="L7", **said)


def handed_over(of: dict[str, Any]) -> ProjectStep:
    return project_step(of, ProjectStepKind.HANDED_OVER, 7)


def project_step(of: dict[str, Any], kind: ProjectStepKind, number: int) -> ProjectStep:
    return ProjectStep(
        **of_project(of), number=number, step=kind, decided_on=date(2019, 6, 1), decided_by="munira"
    )


def grievance(of: dict[str, Any], code: str = "G-7", access: Access = Access.OPEN) -> Grievance:
    said: dict[str, Any] = {
        "id": int(code[2:]) * 1000,
        "code": code,
        "received_on": MAY,
        "channel": Channel.BOX,
    }
    return Grievance(
        **of_project(of), **said, category=Category.WORKS, access=access, words="Mud.", recorded_by="zarina"
    )


MENDED: list[tuple[str, Any, list[Row], str, Holder, date, list[Row]]] = [
    (
        "an indicator",
        unmeasured,
        [indicator],
        "Taps",
        OFFICER,
        date(2019, 9, 16),
        [lambda of: Measurement(**of_project(of), indicator_id=7001, measured_on=MAY, value="12")],
    ),
    (
        "progress",
        without_progress,
        [lambda of: Progress(**of_project(of), on=date(2020, 3, 31), actual="10")],
        "Piped water, 4.2 km",
        OFFICER,
        date(2020, 3, 31),
        [lambda of: Progress(**of_project(of), on=MAY, actual="20")],
    ),
    (
        "a rate",
        unrated,
        [lambda of: voucher(of, currency="KGS")],
        "KGS for May 2020",
        MANAGERS,
        MAY,
        [
            lambda of: Rate(
                programme_id=of["programme_id"], currency="KGS", month="2020-05", units_per_usd="77"
            )
        ],
    ),
    (
        "the paper of a payment",
        payments_without_papers,
        [],
        "PAY-0, 700.00 USD",
        MANAGERS,
        date(2020, 5, 20),
        [paper("disbursements", "PAY-0")],
    ),
    (
        "the paper of a voucher",
        vouchers_without_papers,
        [],
        "VOU-1, 3,100.00 TJS",
        OFFICER,
        date(2020, 5, 28),
        [paper("expenditures", "VOU-1")],
    ),
    ("a line of the bank", unticked, [bank_line], "B-7, −1.00 USD", MANAGERS, MAY, []),
    (
        "a query",
        unanswered,
        [lambda of: review(of, 1, Verdict.QUERIED)],
        "VOU-1 was queried",
        MANAGERS,
        date(2020, 6, 1),
        [lambda of: review(of, 2, Verdict.ACCEPTED)],
    ),
    (
        "an answer",
        unanswered,
        [lambda of: review(of, 1, Verdict.QUERIED), lambda of: review(of, 2, Verdict.ANSWERED)],
        "VOU-1 was answered",
        DONOR,
        date(2020, 6, 2),
        [lambda of: review(of, 3, Verdict.ACCEPTED)],
    ),
    (
        "a certification",
        undecided,
        [milestone, certification],
        "To certify: Half of the pipe",
        Holder(Role.VERIFIER, ("bahrom",)),
        MAY,
        [decided(Subject.CERTIFICATIONS, "CE-7", Decision.CERTIFIED)],
    ),
    (
        "a tranche",
        undecided,
        [tranche],
        "To approve: tranche TR-7, 9.00 USD",
        Holder(Role.MANAGER, ("rustam",)),
        MAY,
        [decided(Subject.TRANCHES, "TR-7", Decision.DECLINED)],
    ),
    (
        "a budget line",
        unexplained,
        [line, lambda of: voucher(of, budget_line="L7", amount_minor=20_000_00)],
        "Trench",
        MANAGERS,
        MAY,
        [explained],
    ),
    (
        "a step of a project",
        unstepped,
        [handed_over],
        "Lacking for the maintenance plan: maintenance plan",
        OFFICER,
        date(2019, 6, 1),
        [lambda of: project_step(of, ProjectStepKind.MAINTAINED, 8)],
    ),
    (
        "a check of a work in use",
        unchecked,
        [handed_over],
        "12 months after the handover",
        OFFICER,
        date(2020, 6, 1),
        [
            lambda of: ServiceCheck(
                **of_project(of), checked_on=date(2020, 6, 2), functional=Functional.NO, checked_by="zarina"
            )
        ],
    ),
    (
        "a grievance",
        unresolved,
        [grievance],
        "G-7, Works",
        MANAGERS,
        date(2020, 5, 20),
        [
            lambda of: GrievanceStep(
                programme_id=of["programme_id"],
                grievance_id=7000,
                number=1,
                step=GrievanceStepKind.RESOLVED,
                decided_on=date(2020, 7, 2),
                decided_by="munira",
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("look_for", "fault", "what", "who", "since", "mend"),
    [case[1:] for case in MENDED],
    ids=[case[0] for case in MENDED],
)
def test_it_is_missing_until_it_is_mended(
    app: Flask,
    books: Engine,
    look_for: Any,
    fault: list[Row],
    what: str,
    who: Holder,
    since: date,
    mend: list[Row],
) -> None:
    of = ids(books)
    add(books, *(row(of) for row in fault))
    [thing] = [each for each in kind_in(app, books, look_for).things if each.what == what]
    assert (thing.who, thing.since) == (who, since)
    add(books, *(row(of) for row in mend))
    if mend:
        assert what not in [each.what for each in kind_in(app, books, look_for).things]


def test_a_payment_is_missed_in_vouchers_until_something_was_spent_since(app: Flask, books: Engine) -> None:
    assert not kind_in(app, books, without_vouchers).count, "VOU-1 came after PAY-0"
    with books.begin() as writing:
        before = sa.update(Expenditure).where(col(Expenditure.project_id) == ids(books)["project_id"])
        writing.execute(before.values(spent_on=date(2020, 5, 19)))
    [thing] = kind_in(app, books, without_vouchers).things
    assert thing.what == "PAY-0, 700.00 USD"


def test_a_donor_is_asked_to_look_once_the_quarter_is_closed(app: Flask, books: Engine) -> None:
    assert not kind_in(app, books, unreviewed).count
    close(books, "2020-Q2")
    [thing] = kind_in(app, books, unreviewed).things
    assert thing.what == "1 voucher of 2020-Q2 that IOMDF paid for"
    assert thing.who == DONOR
    assert kind_in(app, books, unreviewed, "2020-Q3").count == 1, "in the next quarter it is still waited for"
    add(books, review(ids(books), 1, Verdict.ACCEPTED))
    assert not kind_in(app, books, unreviewed).count


def test_works_that_were_done_before_the_quarter_owe_no_progress(app: Flask, books: Engine) -> None:
    assert "Piped water, 4.2 km" in [thing.what for thing in kind_in(app, books, without_progress).things]
    add(books, handed_over(ids(books)))
    assert "Piped water, 4.2 km" not in [thing.what for thing in kind_in(app, books, without_progress).things]


def test_works_that_have_just_begun_owe_neither_progress_nor_measurements(app: Flask, books: Engine) -> None:
    add(books, indicator(ids(books)))
    with books.begin() as writing:
        writing.execute(sa.update(Project).values(approved_on=date(2020, 6, 20), starts_on=date(2020, 6, 20)))
    assert not kind_in(app, books, without_progress).count
    assert not kind_in(app, books, unmeasured).count


def test_of_a_grievance_that_is_kept_from_others_the_code_alone_is_told(app: Flask, books: Engine) -> None:
    add(books, grievance(ids(books), access=Access.RESTRICTED))
    [thing] = [each for each in kind_in(app, books, unresolved).things if each.what.startswith("G-7")]
    assert (thing.what, thing.where) == ("G-7", "Kept from others")


def test_more_things_take_no_more_queries(app: Flask, books: Engine) -> None:
    few, of = _queries(app, books), ids(books)
    add(books, *(bank_line(of, f"B-{number}") for number in range(30)))
    add(books, *(voucher(of, reference=f"V-{number}") for number in range(30)))
    add(books, *(indicator(of, id=None, code=f"I-{number}") for number in range(30)))
    add(books, *(grievance(of, f"G-{number}") for number in range(8, 38)))
    assert _queries(app, books) == few


def _queries(app: Flask, books: Engine) -> int:
    count = 0

    def counted(*_: Any) -> None:
        nonlocal count
        count += 1

    with app.test_request_context(), session(books) as reading:
        place = place_of(reading)
        sa.event.listen(books, "before_cursor_execute", counted)
        missing_in(reading, place, parse_span(QUARTER), Holders(reading, place.programme_id))
        sa.event.remove(books, "before_cursor_execute", counted)
    return count
