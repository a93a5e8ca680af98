"""Two programmes with something of every kind in them, and who of seven people each thing belongs to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from core.database import session, transaction
from core.programmes import Programme
from core.roles import Role, ScopeKind
from grants.entering.entering import enter_new
from grants.entering.typed import Rows
from grants.importing.importing import Occasion
from grants.models.funds import Fund
from grants.models.matches import MatchEntry
from grants.models.proposals import Proposal, ProposalKind
from grants.models.reviews import Clawback
from grants.proposing import propose
from grants.recording.conflicts import keep_conflict
from household_groups.models.contributions import Contribution
from household_groups.models.evidence import EvidenceFile
from household_groups.models.projects import Project
from household_groups.models.submissions import SubmissionConflict
from reports.closing.models import ClosingRequest, ClosingState
from reports.closing.remarks import Remarks, as_json
from tests.access.paying import ELSEWHERE_PAIRS, HERE_PAIRS, paying_of, paying_rows
from tests.money_rows import bank_line, budget_line, claim, payment, receipt, verdict, voucher
from tests.web import ADMINISTRATOR, MANAGER, Membership, import_example

HERE, ELSEWHERE = "TJ-KHT", "MX-YUC"
NOW = datetime(2020, 6, 20, 9, tzinfo=UTC)

SHOWN = {"FAK-901": HERE, "HIL-901": HERE, "TK-901": ELSEWHERE}
"""Contributions with a photo, and their programmes."""

CLOSING = {HERE: "2020-Q2", ELSEWHERE: "2014-Q2"}
"""A quarter of each programme that somebody has asked to be closed."""

RULES = {"JAMOAT": ("JAM-1", HERE), "IOMDF": ("IOM-W", HERE), "FED": ("FED-2", ELSEWHERE)}
"""Of each fund a rule that somebody has proposed to end, and its programme."""

VOUCHERS = ("V-IOM", "V-JAM")
"""Of the first programme, with a photo each."""

PEOPLE: dict[str, tuple[Membership, ...]] = {
    "officer": ((Role.OFFICER, ScopeKind.COMMUNITY, HERE, "FAKHROBOD"),),
    "verifier": ((Role.VERIFIER, ScopeKind.COMMUNITY, HERE, "FAKHROBOD"),),
    "manager": (MANAGER,),
    "donor": ((Role.DONOR, ScopeKind.FUND, HERE, "JAMOAT"),),
    "administrator": (ADMINISTRATOR,),
    "newcomer": (),
}
"""All of them but the administrator have a part of the first programme, or none at all."""

Arguments = dict[str, str | int]

NOBODYS: Arguments = {"account_id": 99999, "membership_id": 99999, "kept": "nope"}


@dataclass(frozen=True)
class Things:
    """Arguments of addresses: of things within somebody's reach, and of things beyond it."""

    own: Arguments
    others: tuple[Arguments, ...]


def make_world(engine: Engine, folder: Path) -> dict[str, Things]:
    """Import both programmes, add what they lack; returns what is whose."""
    import_example(engine, "khatlon_water")
    import_example(engine, "tekax_2014")
    (folder / "ab").mkdir(parents=True)
    for reference in (*SHOWN, *VOUCHERS):
        (folder / "ab" / f"ab-{reference}.jpg").write_bytes(b"a photo")
    transaction(engine, _fill)
    with session(engine) as reading:
        return {name: _with_paying(things) for name, things in _things(reading).items()}


def _with_paying(things: Things) -> Things:
    def more(values: Arguments) -> Arguments:
        return {**values, **paying_of(values["project"], values["fund"])}

    return Things(more(things.own), tuple(map(more, things.others)))


def _fill(writing: Session) -> None:
    enter_new(writing, HERE, _rows_here(), Occasion("treasurer", NOW))
    enter_new(writing, ELSEWHERE, _rows_elsewhere(), Occasion("treasurer", NOW))
    for code, quarter in CLOSING.items():
        id = writing.exec(select(Programme.id).where(Programme.code == code)).one()
        writing.add(_closing(int(id or 0), quarter))
    for rule, code in RULES.values():
        of = writing.exec(select(Programme.id).where(Programme.code == code)).one()
        end = {"code": rule, "version": "1", "effective_to": "2030-12-31"}
        propose(writing, int(of or 0), ProposalKind.RULES, {"rules": [end]}, by="treasurer", at=NOW)
    for reference, code in SHOWN.items():
        keep_conflict(writing, *_sent_again(writing, reference), by="treasurer", at=NOW)
        programme = writing.exec(select(Programme).where(Programme.code == code)).one()
        assert programme.id is not None
        writing.add(_evidence(programme.id, "contributions", reference))
        if reference == "FAK-901":
            writing.add_all(_evidence(programme.id, "expenditures", voucher) for voucher in VOUCHERS)
        rows = {"projects": [{"code": "ROAD" if code == ELSEWHERE else "FAK-WATER", "status": "completed"}]}
        propose(writing, programme.id, ProposalKind.SETTLEMENT, rows, by="treasurer", at=NOW)


def _sent_again(writing: Session, reference: str) -> tuple[Project, str, dict[str, str]]:
    """The number of a contribution with other content, and the project that it is of."""
    contribution = writing.exec(select(Contribution).where(Contribution.reference == reference)).one()
    project = writing.get_one(Project, contribution.project_id)
    content = {"project": project.code, "group": "FAK-1", "received_on": "2020-06-03", "kind": "cash"}
    return project, contribution.client_id or "", content


def _evidence(programme_id: int, sheet: str, reference: str) -> EvidenceFile:
    return EvidenceFile(
        programme_id=programme_id,
        sheet=sheet,
        key=reference,
        stored_as=f"ab-{reference}.jpg",
        sha256=sha256(b"a photo").hexdigest(),
        media_type="image/jpeg",
        size=7,
        added_by="treasurer",
        added_at=NOW,
    )


def _closing(programme_id: int, quarter: str) -> ClosingRequest:
    return ClosingRequest(
        programme_id=programme_id,
        quarter=quarter,
        position=1,
        seen="",
        remarks=as_json(Remarks()),
        asked_by="treasurer",
        asked_at=NOW,
        state=ClosingState.OPEN,
    )


def _contribution(reference: str, project: str, group: str, currency: str) -> dict[str, str]:
    return {
        "reference": reference,
        "project": project,
        "group": group,
        "received_on": "2020-06-01",
        "amount": "1200",
        "currency": currency,
        "kind": "cash",
        "status": "recorded",
        "recorded_on": "2020-06-02",
        "recorded_by": "treasurer",
        "client_id": str(uuid5(NAMESPACE_OID, reference)),
    }


def _disallowed(currency: str, **vouchers: str) -> Rows:
    """A word of each fund on its voucher, and what it claims back."""
    return {
        "reviews": [verdict(voucher, fund, "disallowed") for fund, voucher in vouchers.items()],
        "clawbacks": [claim(voucher, fund, currency) for fund, voucher in vouchers.items()],
    }


def _meetings(**projects: str) -> Rows:
    """A meeting of each community, which chose a project."""
    came = {"held_on": "2020-01-05", "women": "9", "men": "8", "kept_by": "treasurer"}
    return {
        "meetings": [{"code": f"MT-{community}", "community": community, **came} for community in projects],
        "choices": [
            {"meeting": f"MT-{community}", "rank": "1", "work": "What it is", "project": project}
            for community, project in projects.items()
        ],
    }


def _grievances(*communities: str, kept: str = "") -> Rows:
    """What was complained of in each community, and in `kept` something that is kept from others."""
    said = {"received_on": "2020-06-01", "channel": "phone", "category": "works", "access": "open"}
    told = [{"code": f"GR-{each}", "community": each, **said} for each in communities]
    if kept:
        told.append({"code": "GR-KEPT", "community": kept, **said, "access": "restricted"})
    return {"grievances": [{**each, "words": "It leaks", "recorded_by": "treasurer"} for each in told]}


def _rows_here() -> Rows:
    return {
        **paying_rows(HERE_PAIRS),
        **_disallowed("TJS", IOMDF="V-IOM", JAMOAT="V-JAM"),
        "households": [{"code": "HIL-H1", "group": "HIL-1"}],
        "contributions": [
            _contribution(f"{village}-90{number}", project, group, "TJS")
            for village, project, group in (("FAK", "FAK-WATER", "FAK-1"), ("HIL", "HIL-SCHOOL", "HIL-1"))
            for number in (1, 2)
        ],
        "receipts": [receipt("RC-IOM", "IOMDF"), receipt("RC-JAM", "JAMOAT")],
        "disbursements": [
            payment("PAY-IOM", "IOMDF", "FAK-WATER"),
            payment("PAY-JAM", "JAMOAT", "FAK-WATER"),
        ],
        "expenditures": [voucher("V-IOM", "FAK-WATER", "IOMDF"), voucher("V-JAM", "FAK-WATER", "JAMOAT")],
        "budget_lines": [budget_line("FAK-WATER"), budget_line("HIL-SCHOOL")],
        **_meetings(FAKHROBOD="FAK-WATER", HILOLI="HIL-SCHOOL"),
        **_grievances("FAKHROBOD", "HILOLI", kept="FAKHROBOD"),
        "bank_lines": [bank_line("BL-IOM", "IOMDF"), bank_line("BL-JAM", "JAMOAT")],
        "indicators": [
            {"project": project, "code": "BENEF", "name": "People", "unit": "people", "target": "900"}
            for project in ("FAK-WATER", "HIL-SCHOOL")
        ],
        "measurements": [
            {"project": project, "indicator": "BENEF", "measured_on": "2020-06-10", "value": "300"}
            for project in ("FAK-WATER", "HIL-SCHOOL")
        ],
    }


def _rows_elsewhere() -> Rows:
    return {
        **paying_rows(ELSEWHERE_PAIRS),
        **_disallowed("MXN", FED="V-FED"),
        "households": [{"code": "TK-H1", "group": "CLUB1"}],
        "contributions": [_contribution(f"TK-90{number}", "ROAD", "CLUB1", "MXN") for number in (1, 2)],
        "receipts": [receipt("RC-FED", "FED")],
        "disbursements": [payment("PAY-FED", "FED", "ROAD")],
        "expenditures": [voucher("V-FED", "ROAD", "FED", currency="MXN")],
        "budget_lines": [budget_line("ROAD")],
        **_meetings(TEKAX="ROAD"),
        **_grievances("TEKAX"),
        "bank_lines": [bank_line("BL-FED", "FED")],
    }


def _things(reading: Session) -> dict[str, Things]:
    of_jamoat = _entry(reading, "FAK-WATER", "JAMOAT")
    fakhrobod = _works("FAKHROBOD", "FAK-1", "FAK-WATER", "FAK-901") | _entry(reading, "FAK-WATER", "IOMDF")
    hiloli = _works("HILOLI", "HIL-1", "HIL-SCHOOL", "HIL-901") | _entry(reading, "HIL-SCHOOL", "IOMDF")
    tekax = (
        _works("TEKAX", "CLUB1", "ROAD", "TK-901") | _entry(reading, "ROAD", "FED") | _money("FED", "FED-2")
    )
    nothing = _works("NOPE", "NOPE", "NOPE", "NOPE") | _money("NOPE", "NOPE") | {"seq": 99999, "line": 9}
    ids, photo = _ids(reading), _photos(reading)
    agreements = _agreements(reading)
    tekax |= {"agreement": agreements["FED"]}
    claims = {each.source.removeprefix("fund "): each.id or 0 for each in reading.exec(select(Clawback))}
    tekax |= {"clawback": claims["FED"]}
    fakhrobod |= ids["FAK-901"]
    hiloli |= ids["HIL-901"]
    tekax |= ids["TK-901"]
    closings = {each.quarter: each.id or 0 for each in reading.exec(select(ClosingRequest))}
    for works, code in ((fakhrobod, HERE), (hiloli, HERE), (tekax, ELSEWHERE)):
        works |= {"quarter": CLOSING[code], "closing": closings[CLOSING[code]]}
    nothing |= {"quarter": "NOPE", "closing": 99999}
    nothing |= dict.fromkeys(("evidence", "proposal", "conflict", "agreement", "clawback"), 99999)
    here, elsewhere = {"programme": HERE}, {"programme": ELSEWHERE}
    jamoat = _money("JAMOAT", "JAM-1") | {"agreement": agreements["JAMOAT"], "clawback": claims["JAMOAT"]}
    iom = _money("IOMDF", "IOM-W") | {"agreement": agreements["IOMDF"], "clawback": claims["IOMDF"]}
    beyond = (elsewhere | tekax, here | tekax, here | nothing, {"programme": "NOPE"} | nothing)
    kept = here | iom | fakhrobod | {"grievance": "GR-KEPT"}
    of_village = Things(here | iom | fakhrobod, (here | iom | hiloli, kept, *beyond))
    decided = fakhrobod | {"reference": "FAK-001", "evidence": photo["V-JAM"]} | of_jamoat
    undecided = hiloli | {"reference": "HIL-001", "evidence": photo["V-IOM"]}
    return {
        "officer": of_village,
        "verifier": of_village,
        "manager": Things(here | iom | fakhrobod, beyond),
        "donor": Things(
            here | jamoat | decided,
            (here | iom | undecided, here | iom | undecided | ids["FAK-901"], *beyond),
        ),
        "administrator": Things(here | iom | fakhrobod, beyond),
        "newcomer": Things(here | iom | fakhrobod, beyond),
    }


def _works(community: str, group: str, project: str, reference: str) -> Arguments:
    second = reference[:-1] + "2"
    return NOBODYS | {
        "community": community,
        "group": group,
        "project": project,
        "reference": reference,
        "first": reference,
        "second": second,
        "household": {"FAK-1": "FAK-H1", "HIL-1": "HIL-H1", "CLUB1": "TK-H1"}.get(group, "NOPE"),
        "indicator": "BENEF",
        "measured_on": "2020-06-10",
        "budget_line": "B1",
        "meeting": f"MT-{community}",
        "grievance": f"GR-{community}",
        "step": "proposed",
        "part": "checked",
    }


def _money(fund: str, rule: str) -> Arguments:
    short = {"JAMOAT": "JAM", "IOMDF": "IOM"}.get(fund, fund)
    return {
        "fund": fund,
        "figure": "received",
        "rule": rule,
        "version": 1,
        "receipt": f"RC-{short}",
        "disbursement": f"PAY-{short}",
        "expenditure": f"V-{short}",
        "bank_line": f"BL-{short}",
    }


def _entry(reading: Session, project: str, fund: str) -> Arguments:
    """The address of a match entry of this fund for this project."""
    query = (
        select(MatchEntry.seq, MatchEntry.line)
        .join(Fund, col(Fund.id) == MatchEntry.fund_id)
        .join(Project, col(Project.id) == MatchEntry.project_id)
        .where(Fund.code == fund, Project.code == project)
    )
    seq, line = reading.exec(query).first() or (0, 0)
    return {"seq": seq, "line": line}


def _photos(reading: Session) -> dict[str, int]:
    """Numbers of files of evidence, by what they show."""
    return {file.key: file.id or 0 for file in reading.exec(select(EvidenceFile))}


def _ids(reading: Session) -> dict[str, Arguments]:
    """Numbers of evidence, proposals and conflicts, by the contribution beside which they were made."""
    photos = _photos(reading)
    settled = select(Proposal.id).where(Proposal.kind == ProposalKind.SETTLEMENT)
    proposals = reading.exec(settled.order_by(col(Proposal.id))).all()
    conflicts = reading.exec(select(SubmissionConflict.id).order_by(col(SubmissionConflict.id))).all()
    return {
        reference: {"evidence": photos[reference], "proposal": proposal or 0, "conflict": conflict or 0}
        for reference, proposal, conflict in zip(SHOWN, proposals, conflicts, strict=True)
    }


def _agreements(reading: Session) -> Arguments:
    """Numbers of the proposals of rules, by the fund whose donor agrees to them."""
    query = select(Proposal.id).where(Proposal.kind == ProposalKind.RULES).order_by(col(Proposal.id))
    return {fund: id or 0 for fund, id in zip(RULES, reading.exec(query), strict=True)}
