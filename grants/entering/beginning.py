"""How the form of a new row begins: what its address says, what there is to choose from, what is most likely."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.accounts.person import Reach
from core.programmes import Programme
from grants.entering.forms_of_sheets import FORMS
from grants.entering.known_rows import find_known
from grants.entering.offered import Choices, choices_in, offered_in
from grants.workbook.sheets import SHEETS


class NotTheirs(Exception):
    """The address names a row that is not there, or not within reach."""


@dataclass(frozen=True)
class Beginning:
    """`given` are columns that the address says for good, with the `words` for them; `initial` are proposals.

    `needs` is a sheet of which there is no row yet, where the form has to choose one.
    """

    given: Mapping[str, str]
    words: Mapping[str, str]
    offered: Mapping[str, Choices]
    initial: Mapping[str, str]
    needs: str | None


def begin(
    session: Session, programme: Programme, reach: Reach, sheet: str, said: Mapping[str, str], today: date
) -> Beginning | None:
    """None where what the row belongs to is still to be chosen. Raises NotTheirs."""
    declared = FORMS[sheet]
    given, words = {}, {}
    if declared.within is not None:
        if declared.within not in said:
            return None
        code = said[declared.within]
        above = dict(choices_in(session, reach, declared.choices[declared.within], {}))
        if code not in above:
            raise NotTheirs
        given, words = {declared.within: code}, {declared.within: above[code]}
    asked = [column for column in declared.columns if column not in {*given, *declared.filled}]
    offered = offered_in(session, reach, sheet, asked, given)
    typed = {column: said[column] for column in asked if column in said and column not in offered}
    initial = _likely(session, programme, sheet, given, today) | typed | _chosen(offered, said)
    return Beginning(given, words, offered, initial, _needs(sheet, offered))


def _chosen(offered: Mapping[str, Choices], said: Mapping[str, str]) -> dict[str, str]:
    """What the address chooses beforehand: `?community=FAKHROBOD`."""
    chosen = {column: said[column] for column in offered if column in said}
    if any(code not in dict(offered[column]) for column, code in chosen.items()):
        raise NotTheirs
    return chosen


def _likely(
    session: Session, programme: Programme, sheet: str, given: Mapping[str, str], today: date
) -> dict[str, str]:
    """Today, and the currency of the project or the programme."""
    columns = {column.name for column in SHEETS[sheet].columns}
    likely: dict[str, str] = {name: today.isoformat() for name in ("on", "measured_on") if name in columns}
    if "currency" in columns and sheet != "rates":
        known = find_known(session, programme, "projects", given["project"]) if "project" in given else None
        likely["currency"] = known.content["currency"] if known else programme.currency
    return likely


def _needs(sheet: str, offered: Mapping[str, Choices]) -> str | None:
    of_sheet = SHEETS[sheet]
    empty = [name for name, choices in offered.items() if not choices and of_sheet.column(name).required]
    return FORMS[sheet].choices[empty[0]] if empty else None
