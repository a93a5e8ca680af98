"""What is asked to be otherwise: cells of rules, funds and rates, as typed; and how an address says it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import Refusal
from core.journal.append import row_key
from grants.workbook.sheets import SHEETS
from grants.workbook.texts import Unreadable, clean_code

MOST = 20
"""Rows that one trial may alter."""

OF_FUNDS = ("budget", "yearly_envelope", "closes_on")
OF_RULES = tuple(column.name for column in SHEETS["rules"].columns if column.name not in ("code", "version"))
OF_RATES = ("units_per_usd",)
MAY_ALTER = {"rules": OF_RULES, "funds": OF_FUNDS, "rates": OF_RATES}
"""By sheet, the columns that a trial may alter."""


class How(StrEnum):
    """What becomes of a row."""

    CHANGE = "change"
    ADD = "add"
    LEAVE_OUT = "leave_out"


class TrialReason(StrEnum):
    """Why a trial is not made."""

    UNREADABLE = "trial_unreadable"
    TOO_MANY = "trial_of_too_many"
    UNKNOWN_PROGRAMME = "trial_of_unknown_programme"
    UNKNOWN_RULE = "trial_of_unknown_rule"
    NOTHING_NAMED = "trial_of_nothing"
    TAKES_LONG = "trial_takes_long"
    NOT_WRITABLE = "trial_not_writable"


@dataclass(frozen=True)
class Alteration:
    """One row that is to be otherwise; `key` as in the workbook, `cells` as typed, by column."""

    sheet: str
    key: tuple[str, ...]
    how: How = How.CHANGE
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def row_key(self) -> str:
        return row_key(*self.key)

    @property
    def name(self) -> str:
        """As it is read: `GTZ-1/2`, `JAMOAT`, `TJS/2019-03`."""
        return "/".join(self.key)


Pairs = list[tuple[str, str]]
"""Names and values of an address, in their order."""

_RULE = re.compile(r"(rule|add):(.+)/([0-9]{1,9}):([a-z_]+)", re.ASCII | re.DOTALL)
_FUND = re.compile(r"fund:(.+):([a-z_]+)", re.ASCII | re.DOTALL)
_RATE = re.compile(r"rate:([A-Za-z]{3})/([0-9]{4}-[0-9]{2})", re.ASCII)
_GONE = re.compile(r"leave-out:(.+)/([0-9]{1,9})", re.ASCII | re.DOTALL)
_OURS = ("rule:", "add:", "fund:", "rate:", "leave-out:")
_YES = "yes"


def is_ours(name: str) -> bool:
    """Whether a name of an address is about an alteration; others are the page's own."""
    return name.startswith(_OURS)


def read_pairs(pairs: Iterable[tuple[str, str]]) -> list[Alteration]:
    """The alterations that an address tells, one a row. Raises Refusal."""
    found: dict[tuple[str, tuple[str, ...]], tuple[How, dict[str, str]]] = {}
    for name, value in pairs:
        if is_ours(name):
            sheet, key, how, column = _read(name, value)
            was, cells = found.setdefault((sheet, key), (how, {}))
            if was is not how or column in cells:
                raise Refusal(TrialReason.UNREADABLE, what=name)
            if column:
                cells[column] = value
    if len(found) > MOST:
        raise Refusal(TrialReason.TOO_MANY, most=MOST)
    return [Alteration(sheet, key, how, cells) for (sheet, key), (how, cells) in found.items()]


def pairs_of(alterations: Sequence[Alteration]) -> Pairs:
    """The address that tells them."""
    pairs: Pairs = []
    for each in alterations:
        if each.how is How.LEAVE_OUT:
            pairs.append((f"leave-out:{each.name}", _YES))
        elif each.sheet == "rates":
            pairs.append((f"rate:{each.name}", each.cells.get("units_per_usd", "")))
        else:
            kind = "add" if each.how is How.ADD else "rule" if each.sheet == "rules" else "fund"
            pairs += [(f"{kind}:{each.name}:{column}", text) for column, text in each.cells.items()]
    return pairs


def _read(name: str, value: str) -> tuple[str, tuple[str, ...], How, str]:
    if (gone := _GONE.fullmatch(name)) and value == _YES:
        return "rules", (_code(gone[1], name), str(int(gone[2]))), How.LEAVE_OUT, ""
    if (rule := _RULE.fullmatch(name)) and rule[4] in OF_RULES:
        how = How.ADD if rule[1] == "add" else How.CHANGE
        return "rules", (_code(rule[2], name), str(int(rule[3]))), how, rule[4]
    if (fund := _FUND.fullmatch(name)) and fund[2] in OF_FUNDS:
        return "funds", (_code(fund[1], name),), How.CHANGE, fund[2]
    if rate := _RATE.fullmatch(name):
        return "rates", (rate[1].upper(), rate[2]), How.CHANGE, "units_per_usd"
    raise Refusal(TrialReason.UNREADABLE, what=name)


def _code(text: str, name: str) -> str:
    """As a workbook would be read: the same code is one alteration, however it is written."""
    try:
        return clean_code(text.strip())
    except Unreadable as fault:
        raise Refusal(TrialReason.UNREADABLE, what=name) from fault
