"""Alterations as they would stand in the books, once the import's own checks have passed them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from core.programmes import Programme
from grants.entering.known_rows import find_known, texts_of_known
from grants.entering.problems import EntryProblem
from grants.entering.typed import Rows, read_typed
from grants.importing.converting import convert_sheet
from grants.importing.fund_checks import check_funds, check_rates
from grants.importing.known import KnownRows
from grants.importing.problems import RowProblem
from grants.importing.references import check_references
from grants.importing.rule_checks import check_rules
from grants.importing.upload import Known, Upload
from grants.models.rules import CapPeriod, InKind, MatchingRule
from grants.trying.alterations import MAY_ALTER, Alteration, How
from grants.workbook.mapping import MAPPED, Content
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS
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
    """A row and what it was before; `before` is None of an added one, `after` of one that is left out."""

    sheet: str
    key: tuple[str, ...]
    before: Content | None
    after: Content | None

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
    checking = _Checking(session, programme, funds)
    typed = checking.rows_of(asked)
    if checking.problems:
        raise NotAltered(checking.problems)
    left_out = frozenset((each.key[0], int(each.key[1])) for each in asked if each.how is How.LEAVE_OUT)
    upload = _checked(
        session, programme.id, typed, {each.row_key for each in asked if each.how is How.LEAVE_OUT}
    )
    problems = upload.problems + checking.beyond_reach(upload)
    if problems:
        raise NotAltered(checking.at_their_alteration(problems))
    assert upload.is_sound, "a row would be left out, and nobody told"
    return _altered(upload, left_out, checking.known)


def as_rule(content: Content) -> MatchingRule:
    """A version as its table would hold it; it is never stored."""
    values: dict[str, Any] = {}
    for column, value in content.items():
        choice = _CHOICES.get(column)
        values[MAPPED["rules"].attribute(column)] = choice(value) if choice and value is not None else value
    return MatchingRule(**values | {"fund_id": 0})


class _Checking:
    """The rows behind some alterations, complete; and where in them a problem belongs."""

    def __init__(self, session: Session, programme: Programme, funds: Collection[str] | None) -> None:
        self.session = session
        self.programme = programme
        self.funds = funds
        self.problems: list[Problem] = []
        self.known: dict[tuple[str, str], Known] = {}
        self._places: dict[tuple[str, int], int] = {}

    def rows_of(self, asked: Sequence[Alteration]) -> Rows:
        rows: dict[str, list[dict[str, str]]] = {}
        for place, each in enumerate(asked, 1):
            row = self._row_of(each, place)
            if row is not None:
                rows.setdefault(each.sheet, []).append(row)
                self._places[each.sheet, len(rows[each.sheet])] = place
        return rows

    def _row_of(self, each: Alteration, place: int) -> dict[str, str] | None:
        """All of its columns, as they would be typed: those of a known row, and over them what is altered."""
        sheet, columns = each.sheet, SHEETS[each.sheet].columns
        known = find_known(self.session, self.programme, sheet, each.row_key)
        is_out_of_reach = known is not None and not self._may_alter(sheet, known.content)
        keys = dict(zip(SHEETS[sheet].key, each.key, strict=True))
        if each.how is How.ADD:
            if known is not None or self._is_of_another(each.key[0]):
                self._refuse(EntryProblem.KEY_TAKEN, each, place, key=each.name)
                return None
            return dict.fromkeys((column.name for column in columns), "") | keys | dict(each.cells)
        if is_out_of_reach or (known is None and (sheet != "rates" or self.funds is not None)):
            self._refuse(RowProblem.CODE_UNKNOWN, each, place, code=each.name, of_sheet=sheet)
            return None
        if known is not None:
            self.known[sheet, each.row_key] = known
        if each.how is How.LEAVE_OUT:
            return None
        before = {} if known is None else texts_of_known(self.session, self.programme, sheet, known)
        empty = dict.fromkeys((column.name for column in columns), "")
        typed = {name: text for name, text in each.cells.items() if name in MAY_ALTER[sheet]}
        return {**empty, **before, **keys, **typed}

    def _may_alter(self, sheet: str, content: Content) -> bool:
        if self.funds is None:
            return True
        return sheet != "rates" and content["fund" if sheet == "rules" else "code"] in self.funds

    def _is_of_another(self, code: str) -> bool:
        """A rule of somebody else's fund is taken, and nothing more is said of it."""
        if self.funds is None or self.programme.id is None:
            return False
        rules = KnownRows(self.session, self.programme.id, "rules").values()
        return any(
            known.content["code"] == code and known.content["fund"] not in self.funds for known in rules
        )

    def _refuse(self, kind: RowProblem | EntryProblem, each: Alteration, place: int, **details: str) -> None:
        column = SHEETS[each.sheet].key[-1] if each.sheet == "rates" else "code"
        self.problems.append(Problem(kind, each.sheet, f"{column} {place}", {"column": column, **details}))

    def beyond_reach(self, upload: Upload) -> list[Problem]:
        """A rule of one's fund may not become one of another's: that is not there."""
        if self.funds is None:
            return []
        return [
            Problem(
                RowProblem.CODE_UNKNOWN,
                "rules",
                f"fund {row.number}",
                {"column": "fund", "code": row.content["fund"], "of_sheet": "funds"},
            )
            for row in upload.of("rules")
            if row.content["fund"] not in self.funds
        ]

    def at_their_alteration(self, problems: list[Problem]) -> list[Problem]:
        """Rows are numbered within their sheet; alterations among all."""
        placed = []
        for each in problems:
            column, _, number = (each.cell or "").rpartition(" ")
            place = self._places.get((each.sheet or "", int(number))) if column else None
            cell = f"{column} {place}" if place else each.cell
            placed.append(Problem(each.kind, each.sheet, cell, each.details))
        return placed


def _checked(session: Session, programme_id: int, typed: Rows, left_out: set[str]) -> Upload:
    """What an import looks at in such rows, but for whether booked ones may change: here they may."""
    sheets, problems = read_typed(typed)
    upload = Upload(sheets, problems=problems, programme_id=programme_id)
    known: dict[str, Mapping[str, Known]] = {name: KnownRows(session, programme_id, name) for name in MAPPED}
    known["rules"] = {key: row for key, row in known["rules"].items() if key not in left_out}
    upload.known = known
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
            changed = Changed(name, key, found.content if found else None, row.content)
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
