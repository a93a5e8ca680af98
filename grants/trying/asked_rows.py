"""The rows behind what is asked to be otherwise, complete as they would be typed; and where a problem belongs."""

from collections.abc import Collection, Sequence

from sqlmodel import Session

from core.programmes import Programme
from grants.entering.known_rows import find_known, texts_of_known
from grants.entering.problems import EntryProblem
from grants.entering.typed import Rows
from grants.importing.problems import RowProblem
from grants.importing.upload import Known
from grants.trying.alterations import MAY_ALTER, Alteration, How
from grants.workbook.mapping import Content
from grants.workbook.problems import Problem
from grants.workbook.sheets import SHEETS


class AskedRows:
    """`funds` are those whose rows may be altered, None for all: what is of another one is not there."""

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
        if known is not None and not self._may_alter(sheet, known.content):
            known = None  # what is not theirs is not there
        keys = dict(zip(SHEETS[sheet].key, each.key, strict=True))
        if each.how is How.ADD:
            if known is not None:
                self._refuse(EntryProblem.KEY_TAKEN, each, place, key=each.name)
                return None
            return dict.fromkeys((column.name for column in columns), "") | keys | dict(each.cells)
        if known is None and (sheet != "rates" or self.funds is not None):
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

    def _refuse(self, kind: RowProblem | EntryProblem, each: Alteration, place: int, **details: str) -> None:
        column = SHEETS[each.sheet].key[-1] if each.sheet == "rates" else "code"
        self.problems.append(Problem(kind, each.sheet, f"{column} {place}", {"column": column, **details}))

    def at_their_alteration(self, problems: list[Problem]) -> list[Problem]:
        """Rows are numbered within their sheet; alterations among all."""
        placed = []
        for each in problems:
            column, _, number = (each.cell or "").rpartition(" ")
            place = self._places.get((each.sheet or "", int(number))) if column else None
            cell = f"{column} {place}" if place else each.cell
            placed.append(Problem(each.kind, each.sheet, cell, each.details))
        return placed
