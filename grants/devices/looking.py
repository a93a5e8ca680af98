"""What can be said of the rows of a batch before anything is booked: for whom they are, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from sqlmodel import Session, select

from core.accounts.person import Reach
from core.programmes import Programme, today_in
from core.tables import in_clauses, table
from core.web.i18n import day
from grants.devices.answers import Answer, of_faulty, refused, refused_by_the_books
from grants.devices.refusals import RowFault
from grants.devices.rows import PROJECT, Fault, Sent, fault
from grants.entering.said import said
from grants.importing.problems import RowProblem
from grants.recording.days import is_still_to_come
from grants.recording.doubts import OUTLIER, usual_amount
from grants.recording.offered import Offered, offered_for
from grants.submissions.content import SHEET, digest_of
from grants.submissions.finding import find_submissions
from grants.submissions.reading import read_contents
from grants.visible import projects_within
from grants.workbook.mapping import Content
from grants.workbook.problems import Problem
from household_groups.models.projects import Project


@dataclass(frozen=True)
class Row:
    """A row that could be read, for a project within reach."""

    sent: Sent
    content: Content
    sha256: str
    project: Project

    @property
    def number(self) -> int:
        return self.sent.number

    @property
    def client_id(self) -> str:
        return self.sent.client_id


@dataclass
class Looked:
    """By number: rows that are answered, those that were recorded before, and what is left to be decided."""

    answers: dict[int, Answer] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)
    """References."""
    undecided: list[Row] = field(default_factory=list)


def look(
    session: Session, programme: Programme, reach: Reach, sent: Sequence[Sent], by: str, at: datetime
) -> Looked:
    """What stands under a number stands there for ever, so that no lock is needed to know it again."""
    looked = Looked()
    rows = list(_readable(session, reach, sent, looked))
    submissions = find_submissions(session, reach.programme_id, (row.client_id for row in rows))
    checks = _Checks(session, programme, by, at)
    for row in rows:
        earlier = submissions.get(row.client_id)
        if earlier is not None and earlier.sha256 == row.sha256:
            looked.known[row.number] = earlier.reference
            continue
        faults = [] if earlier is not None else list(checks.faults_of(row))
        if faults:
            looked.answers[row.number] = refused(faults)
        else:
            looked.undecided.append(row)
    return looked


def _readable(session: Session, reach: Reach, sent: Sequence[Sent], looked: Looked) -> Iterator[Row]:
    """Those that are left; the others are answered."""
    looked.answers |= {row.number: of_faulty(row) for row in sent if row.faults}
    whole = [row for row in sent if not row.faults]
    contents = read_contents([row.entry.typed for row in whole])
    projects = _projects(session, reach, {each[PROJECT] for each in contents if isinstance(each, dict)})
    for row, content in zip(whole, contents, strict=True):
        if isinstance(content, list):
            looked.answers[row.number] = refused_by_the_books(content)
        elif (project := projects.get(content[PROJECT])) is None:
            nowhere = fault(RowFault.PROJECT_UNKNOWN, PROJECT)
            looked.answers[row.number] = refused([nowhere], HTTPStatus.NOT_FOUND)
        else:
            yield Row(row, content, digest_of(content), project)


def _projects(session: Session, reach: Reach, codes: set[str]) -> Mapping[str, Project]:
    query = select(Project).where(projects_within(reach))
    return {
        project.code: project
        for clause in in_clauses(table(Project).c.code, codes)
        for project in session.exec(query.where(clause))
    }


class _Checks:
    """What the form asks beside the books: each project's choices and each group's usual amount are read once."""

    def __init__(self, session: Session, programme: Programme, by: str, at: datetime) -> None:
        self._session, self._programme, self._by, self._at = session, programme, by, at
        self._offered: dict[str, Offered] = {}
        self._usual: dict[tuple[str, str], int | None] = {}

    def faults_of(self, row: Row) -> Iterator[Fault]:
        yield from self._not_offered(row)
        if is_still_to_come(self._programme, row.content["received_on"], self._at):
            today = day(today_in(self._programme, self._at))
            yield fault(RowFault.DAY_TO_COME, "received_on", day=today)
        if not row.sent.is_sure:
            yield from self._doubtful(row)

    def _doubtful(self, row: Row) -> Iterator[Fault]:
        """What a form shows to whoever fills it in. Here nobody looks, so that it has to be said to be right."""
        if row.content["received_on"] < self._programme.starts_on:
            began = day(self._programme.starts_on)
            yield fault(RowFault.DAY_BEFORE_START, "received_on", day=began)
        usual = self._usual_of(row.content["group"], row.content["currency"])
        if usual is not None and row.content["amount"] >= OUTLIER * usual:
            yield fault(RowFault.AMOUNT_UNUSUAL, "amount", times=OUTLIER)

    def _not_offered(self, row: Row) -> Iterator[Fault]:
        """What is of another village answers like what is not there."""
        code = row.project.code
        if code not in self._offered:
            today = today_in(self._programme, self._at)
            self._offered[code] = offered_for(self._session, self._programme, row.project, self._by, today)
        offered = self._offered[code]
        known = {
            "group": [group for group, _ in offered.groups],
            "household": [household for codes in offered.households.values() for household in codes],
        }
        for column, codes in known.items():
            if row.content[column] is not None and row.content[column] not in codes:
                details = {"column": column, "code": row.content[column], "of_sheet": f"{column}s"}
                problem = Problem(RowProblem.CODE_UNKNOWN, SHEET, None, details)
                yield Fault(column, RowProblem.CODE_UNKNOWN.value, said(problem))
        currencies = [currency for currency, _ in offered.currencies]
        for column in ("currency", "sent_currency"):
            if row.content[column] is not None and row.content[column] not in currencies:
                told = {"currency": row.content[column], "known": ", ".join(currencies)}
                yield fault(RowFault.CURRENCY_UNKNOWN, column, **told)

    def _usual_of(self, group: str, currency: str) -> int | None:
        if (group, currency) not in self._usual:
            self._usual[group, currency] = usual_amount(self._session, self._programme, group, currency)
        return self._usual[group, currency]
