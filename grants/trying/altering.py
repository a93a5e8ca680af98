"""Alterations as they would stand in the books, once the import's own checks have passed them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from core.programmes import Programme
from grants.entering.typed import Rows, read_typed
from grants.importing.converting import convert_sheet
from grants.importing.fund_checks import check_funds, check_rates
from grants.importing.known import KnownRows
from grants.importing.problems import RowProblem
from grants.importing.references import check_references
from grants.importing.rule_checks import check_rules
from grants.importing.upload import Known, Row, Upload
from grants.models.rules import CapPeriod, InKind, MatchingRule
from grants.trying.alterations import Alteration, How
from grants.trying.asked_rows import AskedRows
from grants.workbook.mapping import MAPPED, Content
from grants.workbook.problems import Problem
from household_groups.models.registry import Sex

_CHECKS = {"funds": check_funds, "rules": check_rules, "rates": check_rates}
_CHOICES = {"in_kind": InKind, "cap_period": CapPeriod, "group_leader": Sex}

Version = tuple[str, int]


class NotAltered(Exception):
    """What is asked cannot be; a problem's cell names the column and the place of its alteration from 1."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class Changed:
    """A row and what it was before; `before` is None of an added one, `after` of one that is left out.

    `follows` is of an added version the one of its rule that begins last before it.
    """

    sheet: str
    key: tuple[str, ...]
    before: Content | None
    after: Content | None
    follows: Content | None = None

    @property
    def columns(self) -> list[str]:
        """Those that differ; of a row that is added or left out, none."""
        if self.before is None or self.after is None:
            return []
        return [name for name, value in self.after.items() if self.before[name] != value]


@dataclass(frozen=True)
class Altered:
    """What is otherwise in the books, as contents of the workbook's rows."""

    rows: Sequence[Changed] = ()
    rules: Mapping[Version, Content] = field(default_factory=dict)
    left_out: frozenset[Version] = frozenset()
    funds: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    """By code and column."""
    rates: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        return not self.rows


def alter(
    session: Session,
    programme: Programme,
    asked: Sequence[Alteration],
    funds: Collection[str] | None = None,
) -> Altered:
    """Check what is asked. Raises NotAltered with every problem; nothing is written.

    `funds` are those whose rules and budgets may be altered, for whoever may not alter all; then no rate either.
    """
    assert programme.id is not None
    behind = AskedRows(session, programme, funds)
    typed = behind.rows_of(asked)
    if behind.problems:
        raise NotAltered(behind.problems)
    left_out = frozenset((each.key[0], int(each.key[1])) for each in asked if each.how is How.LEAVE_OUT)
    upload = _checked(session, programme.id, typed, _terms_known(session, programme.id, asked, funds))
    if funds is not None:
        _refuse_schemes_of_others(upload)
    if upload.problems:
        raise NotAltered(behind.at_their_alteration(upload.problems))
    assert upload.is_sound, "a row would be left out, and nobody told"
    return _altered(upload, left_out, behind.known)


def as_rule(content: Content) -> MatchingRule:
    """A version as its table would hold it; it is never stored."""
    values: dict[str, Any] = {}
    for column, value in content.items():
        choice = _CHOICES.get(column)
        values[MAPPED["rules"].attribute(column)] = choice(value) if choice and value is not None else value
    return MatchingRule(**values | {"fund_id": 0})


def _terms_known(
    session: Session, programme_id: int, asked: Sequence[Alteration], funds: Collection[str] | None
) -> dict[str, Mapping[str, Known]]:
    """The rules and funds that what is asked has to agree with: not those left out, nor any of other funds."""
    left_out = {each.row_key for each in asked if each.how is How.LEAVE_OUT}
    rules, of_funds = (KnownRows(session, programme_id, name) for name in ("rules", "funds"))
    return {
        "rules": {
            key: row
            for key, row in rules.items()
            if key not in left_out and (funds is None or row.content["fund"] in funds)
        },
        "funds": {key: row for key, row in of_funds.items() if funds is None or key in funds},
    }


def _refuse_schemes_of_others(upload: Upload) -> None:
    """In step with rules of other funds one would see how much these have left: only where one's rules are so."""
    own = {known.content["joint"] for known in upload.known["rules"].values()}
    for row in upload.of("rules"):
        if row.content["joint"] not in {None, *own}:
            upload.refuse(row, "joint", RowProblem.CODE_UNKNOWN, code=row.content["joint"], of_sheet="rules")


def _checked(
    session: Session, programme_id: int, typed: Rows, terms: Mapping[str, Mapping[str, Known]]
) -> Upload:
    """What an import looks at in such rows, but for whether booked ones may change: here they may."""
    sheets, problems = read_typed(typed)
    upload = Upload(sheets, problems=problems, programme_id=programme_id)
    known: dict[str, Mapping[str, Known]] = {name: KnownRows(session, programme_id, name) for name in MAPPED}
    upload.known = known | dict(terms)
    for name in ("funds", "rules", "rates"):
        if name in sheets:
            convert_sheet(upload, name)
            check_references(upload, name)
            _CHECKS[name](upload)
    return upload


def _altered(upload: Upload, left_out: frozenset[Version], known: Mapping[tuple[str, str], Known]) -> Altered:
    rows: list[Changed] = [
        Changed("rules", (str(found.content["code"]), str(found.content["version"])), found.content, None)
        for (sheet, _), found in known.items()
        if sheet == "rules" and (found.content["code"], found.content["version"]) in left_out
    ]
    rules: dict[Version, Content] = {}
    funds: dict[tuple[str, str], Any] = {}
    rates: dict[tuple[str, str], Decimal] = {}
    for name, mapped in ((name, MAPPED[name]) for name in ("rules", "funds", "rates")):
        for row in upload.of(name):
            found = known.get((name, row.key))
            key = tuple(str(row.content[column]) for column in mapped.sheet.key)
            changed = Changed(name, key, found.content if found else None, row.content, _follows(upload, row))
            if found is not None and not changed.columns:
                continue
            rows.append(changed)
            if name == "rules":
                rules[row.content["code"], row.content["version"]] = row.content
            elif name == "funds":
                funds |= {(row.key, column): row.content[column] for column in changed.columns}
            else:
                rates[row.content["currency"], row.content["month"]] = Decimal(row.content["units_per_usd"])
    return Altered(rows, rules, left_out, funds, rates)


def _follows(upload: Upload, row: Row) -> Content | None:
    """Of a version that is new, the one of its rule that begins last before it."""
    if row.sheet != "rules" or row.key in upload.known["rules"]:
        return None
    of_rule = (
        known.content
        for known in upload.known["rules"].values()
        if known.content["code"] == row.content["code"]
        and known.content["effective_from"] < row.content["effective_from"]
    )
    return max(of_rule, key=lambda content: content["effective_from"], default=None)
