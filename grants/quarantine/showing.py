"""What is stored beside what the events give, entry by entry and in words, for whoever decides on a repair."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from grants.explanations import explanation_of_stored, sentence
from grants.ledger.rows import COLUMNS, Row
from grants.matching import accounts
from grants.models.funds import Fund
from grants.models.matches import MatchEntry, MatchEntryKind
from grants.models.rules import MatchingRule
from grants.verifying.rebuilding import Consequences, EntryPair
from household_groups.models.contributions import Contribution
from household_groups.models.projects import Project

MOST_SHOWN = 100

ACCOUNTS = {
    accounts.FUND: _l("Granted by the fund"),
    accounts.FUND_YEAR: _l("Granted by the fund in a year"),
    accounts.FUND_PROJECT: _l("Granted by the fund for the project"),
    accounts.RULE_PROJECT: _l("Granted by the rule for the project"),
    accounts.RULE_HOUSEHOLD: _l("Granted by the rule for the household"),
    accounts.RULE_GROUP: _l("Granted by the rule for the group"),
    accounts.RULE_COMMUNITY: _l("Granted by the rule for the community"),
    accounts.COUNTED: _l("Counted under the rule"),
    accounts.COUNTED_IN_KIND: _l("Counted in kind"),
    accounts.COUNTED_HOUSEHOLD: _l("Counted for the household"),
    accounts.BASE: _l("What the ratio applies to"),
    accounts.REACHED: _l("Threshold reached"),
    accounts.UNRELEASED: _l("Refund due after settlement"),
    accounts.CONTRIBUTED: _l("Contributed to the project"),
    accounts.OTHER_FUNDING: _l("Other funding of the project"),
    accounts.MATCHED: _l("Matched for the project"),
}


@dataclass(frozen=True)
class EntryShown:
    """One match entry; amounts (None: there is no such entry) in minor units of `currency`."""

    place: str
    contribution: str
    rule: str
    currency: str
    stored_minor: int | None
    rebuilt_minor: int | None
    why: str


@dataclass(frozen=True)
class BalanceShown:
    """One balance, in minor units of its own currency."""

    account: str
    of: str
    stored: int | None
    rebuilt: int | None


def entries_shown(session: Session, found: Consequences) -> Iterator[EntryShown]:
    """The first of them, with why the events give what they give."""
    for pair in found.entries[:MOST_SHOWN]:
        yield _shown(session, pair)


def balances_shown(found: Consequences) -> Iterator[BalanceShown]:
    for (account, *of), stored, rebuilt in found.balances[:MOST_SHOWN]:
        words = str(ACCOUNTS.get(account, account))
        yield BalanceShown(words, " ".join(part for part in of if part), stored, rebuilt)


def _shown(session: Session, pair: EntryPair) -> EntryShown:
    stored, rebuilt = pair
    row = rebuilt if rebuilt is not None else stored
    assert row is not None
    entry = _entry(row)
    given, project = session.get(Contribution, entry.contribution_id), session.get(Project, entry.project_id)
    rule, fund = session.get(MatchingRule, entry.rule_id), session.get(Fund, entry.fund_id)
    if given is None or project is None or rule is None or fund is None:
        why = _("The entry names what is not on the books.")
    elif rebuilt is None:
        why = _("No event leads to this entry.")
    else:
        why = sentence(explanation_of_stored(entry, rule, fund, given, project))
    return EntryShown(
        f"{entry.seq}.{entry.line}",
        given.reference if given else "",
        rule.code if rule else "",
        fund.currency if fund else "",
        _net(stored),
        _net(rebuilt),
        why,
    )


def _entry(row: Row) -> MatchEntry:
    """Not of any session."""
    values = dict(zip(COLUMNS, row, strict=True))
    return MatchEntry(**values | {"kind": MatchEntryKind(values["kind"])})


def _net(row: Row | None) -> int | None:
    if row is None:
        return None
    entry = dict(zip(COLUMNS, row, strict=True))
    return int(entry["granted_minor"]) - int(entry["released_minor"])
