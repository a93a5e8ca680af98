"""The same programme with what its money gives people to do: agree, certify, approve, pay, tick off, review."""

from sqlalchemy import Engine
from sqlmodel import Session, select

from core.accounts.accounts import disable, make_account
from core.calendar import parse_span
from core.database import snapshot, transaction
from core.programmes import Programme
from grants.entering.entering import enter_new
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.models.proposals import ProposalKind
from grants.proposing import propose
from grants.recording.conflicts import keep_conflict
from grants.reviewing.accepting import sample_of
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project
from reports.drawing import digest_of
from tests.browsing.books import CODE, NOW, RECORDED
from tests.money_rows import (
    ON,
    alike,
    asked,
    bank_line,
    budget_line,
    claim,
    decided,
    milestone,
    payment,
    verdict,
    voucher,
)
from tests.remembered import remembered

START = milestone("FAK-WATER", "JAMOAT", "START", name="Agreement signed", share="0.2", gate="agreement")
TRENCH = milestone("FAK-WATER", "JAMOAT", "TRENCH", share="0.2", due_on="2020-05-31")
PIPES = milestone("FAK-WATER", "JAMOAT", "PIPES", name="Pipes laid", share="0.4", gate="works", works="50")
HANDOVER = milestone("FAK-WATER", "JAMOAT", "HANDOVER", name="Handed over", share="0.2", gate="handover")
ROOF = milestone("HIL-SCHOOL", "IOMDF", "ROOF", name="Roof up")

SAMPLED = "2020-Q1"
"""A closed quarter whose vouchers are reviewed by a sample, which is accepted; what was not drawn waits."""

_CLOSED = {"quarter": SAMPLED, "closed_on": "2020-05-15", "closed_by": "munira", "sha256": "0" * 64}
_VERSION = {"fund": "IOMDF", "priority": "2", "group_leader": "f", "match_per_group": "300"}
_RULES = alike(
    {"code": "IOM-LEAD", "version": "1", "effective_from": "2019-07-01", "ratio": "0.25"}
    | _VERSION
    | {"effective_to": "2020-12-31"},
    {"code": "IOM-LEAD", "version": "2", "effective_from": "2021-01-01", "ratio": "0.3"} | _VERSION,
)


def make_whole(engine: Engine) -> None:
    """What `make_books` made, and the rest."""
    remembered(engine, "all that money gives to do", lambda: _make(engine))


def _make(engine: Engine) -> None:
    transaction(engine, _leave_work)
    transaction(engine, lambda writing: _enter(writing, {"closings": [_CLOSED]}))
    with snapshot(engine) as reading:
        fund = reading.exec(select(Fund).where(Fund.code == "IOMDF")).one()
        digest = digest_of(reading, CODE, parse_span(SAMPLED), fund.code)
        drawn = [each.reference for each in sample_of(reading, fund, SAMPLED, digest, None).chosen]
    words = [verdict(each, "IOMDF", "accepted", "ingrid", words="", sample=digest) for each in drawn]
    transaction(engine, lambda writing: _enter(writing, {"reviews": words}))


def _leave_work(writing: Session) -> None:
    _enter(writing, _what_is_due())
    _enter(writing, _what_is_spent())
    _enter(writing, _what_is_proposed())
    _enter(writing, _what_works_do())
    _enter(writing, _what_was_complained_of())
    programme_id = writing.exec(select(Programme.id)).one()
    assert programme_id is not None
    propose(writing, programme_id, ProposalKind.RULES, {"rules": _RULES}, by="rustam", at=NOW)
    _send_again(writing)
    disable(writing, make_account(writing, "dilshod", by="farida", at=NOW), by="farida", at=NOW)


def _enter(writing: Session, rows: Rows) -> None:
    enter_new(writing, CODE, rows, Occasion("munira", NOW))


def _what_is_due() -> Rows:
    """A milestone in every state, and a tranche that waits for others, for oneself, and for its payment."""
    approved = ("munira", "olim")
    return {
        "milestones": alike(START, TRENCH, PIPES, HANDOVER, ROOF),
        "certifications": [
            asked("CE-START", START, "zarina"),
            asked("CE-TRENCH", TRENCH, "rustam"),
            asked("CE-PIPES", PIPES, "zarina"),
            asked("CE-ROOF", ROOF, "rustam"),
        ],
        "tranches": alike(
            asked("TR-OPEN", START, "rustam", amount="20"),
            asked("TR-EARLY", HANDOVER, "zarina", amount="30", override_reason="Winter is near"),
            asked("TR-READY", START, "zarina", amount="40"),
            asked("TR-PAID", START, "rustam", amount="50"),
            asked("TR-ROOF", ROOF, "rustam", amount="60", override_reason="The rain comes first"),
        ),
        "steps": alike(
            *decided("certifications", "CE-START", "certified", "bahrom", reason="The letter is on its way"),
            *decided("certifications", "CE-ROOF", "certified", "bahrom", reason="Seen by telephone"),
            *decided("tranches", "TR-READY", "approved", *approved),
            *decided("tranches", "TR-PAID", "approved", *approved),
        ),
        "disbursements": [
            payment("PAY-START", "JAMOAT", "FAK-WATER", paid_on=ON, amount="50", tranche="TR-PAID")
        ],
        "bank_lines": alike(
            bank_line("BL-SURE", "JAMOAT", "-50", booked_on=ON, party="Qodir Saidov"),
            bank_line("BL-ODD", "IOMDF", "12.50", party="Interest"),
            bank_line(
                *("BL-TICKED", "IOMDF", "-700"),
                ticks_sheet="disbursements",
                ticks="PAY-0",
                ticked_on=ON,
                ticked_by="munira",
            ),
        ),
    }


def _what_is_spent() -> Rows:
    """More than planned; of it something asked after, something disallowed, and a quarter for a sample."""
    return {
        "budget_lines": [budget_line("FAK-WATER", amount="2000")],
        "expenditures": alike(
            voucher("VOU-ASKED", "FAK-WATER", "IOMDF", amount="2500", budget_line="B1", payee="Qodir Saidov"),
            voucher("VOU-REFUSED", "FAK-WATER", "IOMDF", amount="400", payee="Somon LLC"),
            *(
                voucher(f"VOU-S{n}", "FAK-WATER", "IOMDF", amount=f"1{n}", spent_on=f"2020-02-1{n}")
                for n in range(6)
            ),
        ),
        "reviews": [
            verdict("VOU-ASKED", "IOMDF", "queried", "ingrid", words="Where is the invoice?"),
            verdict("VOU-REFUSED", "IOMDF", "disallowed", "ingrid", words="No tender."),
        ],
        "clawbacks": [claim("VOU-REFUSED", "IOMDF", amount="400", reason="No tender.")],
        "variances": [
            {
                "project": "FAK-WATER",
                "line": "B1",
                "number": "1",
                "explained_on": "2020-06-17",
                "explained_by": "munira",
                "words": "Rock where there was to be clay.",
            }
        ],
    }


def _what_was_complained_of() -> Rows:
    """Something that was answered and waits for its outcome, and something that is kept from others."""
    heard = {"received_on": "2020-05-04", "channel": "box", "community": "FAKHROBOD", "words": "It leaks"}
    return {
        "grievances": [
            {"code": "GR-1", "category": "works", "access": "open", "recorded_by": "bahrom", **heard},
            {"code": "GR-2", "category": "conduct", "access": "restricted", "recorded_by": "zarina", **heard},
        ],
        "grievance_steps": [
            {
                "grievance": "GR-1",
                "number": "1",
                "step": "acknowledged",
                "decided_on": "2020-05-06",
                "decided_by": "munira",
                "words": "The engineer comes",
            }
        ],
    }


def _what_is_proposed() -> Rows:
    """The road, which a meeting wants most: proposed, and now to be appraised by somebody else."""
    paper = {"title": "Paper", "added_on": "2020-05-11", "added_by": "zarina"}
    return {
        "meetings": [
            {
                "code": "MT-1",
                "community": "FAKHROBOD",
                "held_on": "2020-05-10",
                "women": "21",
                "men": "17",
                "sent_from_abroad": "6",
                "kept_by": "zarina",
            }
        ],
        "choices": alike(
            {"meeting": "MT-1", "rank": "1", "work": "Road", "project": "FAK-ROAD", "votes_for": "30"},
            {"meeting": "MT-1", "rank": "2", "work": "Street lamps"},
        ),
        "project_steps": [
            {
                "project": "FAK-ROAD",
                "number": "1",
                "step": "proposed",
                "decided_on": "2020-05-12",
                "decided_by": "zarina",
                "words": "The bus turns round before the village",
                "meeting": "MT-1",
            }
        ],
        "documents": [
            {"reference": "DOC-MT", "sheet": "meetings", "key": "MT-1", "kind": "minutes", **paper},
            {"reference": "DOC-BQ", "sheet": "projects", "key": "FAK-ROAD", "kind": "bill_of_quantities"}
            | paper,
        ],
    }


def _what_works_do() -> Rows:
    """An indicator to measure, a roof to check again, and a meeting on which nothing stands yet."""
    people = {
        "code": "BENEF",
        "name": "People with water",
        "unit": "people",
        "baseline": "0",
        "target": "900",
    }
    found = {"checked_on": "2020-05-20", "functional": "partly", "checked_by": "zarina", "words": "Two leaks"}
    return {
        "indicators": [{"project": "FAK-WATER", "catalogue": "people_with_water", **people}],
        "measurements": [
            {"project": "FAK-WATER", "indicator": "BENEF", "measured_on": "2020-05-20", "value": "310"}
        ],
        "service_checks": [{"project": "HIL-SCHOOL", **found}],
        "meetings": [
            {
                "code": "MT-2",
                "community": "FAKHROBOD",
                "held_on": "2020-05-24",
                "women": "9",
                "men": "8",
                "kept_by": "zarina",
            }
        ],
    }


def _send_again(writing: Session) -> None:
    """A contribution under a number of its own, and the same number with another amount."""
    number = "5d1d0a8c-31d8-4c0f-9a43-2f2a4f3f0c11"
    row = RECORDED | {"reference": "FAK-025", "amount": "800", "received_on": "2020-06-14"}
    _enter(writing, {"contributions": [row | {"client_id": number}]})
    known = writing.exec(select(Contribution).where(Contribution.reference == "FAK-025")).one()
    project = writing.get_one(Project, known.project_id)
    other = {"project": project.code, "group": "FAK-1", "received_on": "2020-06-15", "kind": "cash"}
    keep_conflict(writing, project, number, other, by="zarina", at=NOW)
