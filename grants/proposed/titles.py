"""What a proposal is called in lists: what it is about, in a few words."""

from collections.abc import Callable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from grants.entering.typed import Typed
from grants.models.proposals import Proposal, ProposalKind
from grants.proposing import rows_of


def title_of(proposal: Proposal) -> str:
    """'Reversal of FAK-010', 'Payment D-12 of IOMDF for FAK-WATER', '3 payments'."""
    if proposal.kind is ProposalKind.AMENDMENT:
        return _amendment(rows_of(proposal)["contributions"][0])
    if proposal.kind is ProposalKind.LIMIT:
        return str(_("Limit of what one person may take back alone"))
    rows = [row for of_sheet in rows_of(proposal).values() for row in of_sheet]
    if _is_one_rule(proposal, rows):
        return _rule(max(rows, key=_version))
    if len(rows) == 1:
        return _ONE[proposal.kind](rows[0])
    return _SEVERAL[proposal.kind](len(rows))


def _is_one_rule(proposal: Proposal, rows: Sequence[Typed]) -> bool:
    """A version that ends and the one that follows it."""
    return proposal.kind is ProposalKind.RULES and len({row.get("code") for row in rows}) == 1


def _version(row: Typed) -> int:
    text = row.get("version", "")
    return int(text) if text.isdecimal() else 0


def _rule(row: Typed) -> str:
    return str(
        _("Rule %(code)s, version %(version)s", code=row.get("code", ""), version=row.get("version", ""))
    )


def _payment(row: Typed) -> str:
    named = {name: row.get(name, "") for name in ("reference", "fund", "project")}
    return str(_("Payment %(reference)s of %(fund)s for %(project)s", **named))


def _settlement(row: Typed) -> str:
    return str(_("Settlement of %(project)s", project=row.get("code", "")))


def _reversal(row: Typed) -> str:
    return str(_("Reversal of %(reference)s", reference=row.get("contribution", "")))


def _amendment(row: Typed) -> str:
    return str(_("Correction of %(reference)s", reference=row.get("amends", "")))


_ONE: Mapping[ProposalKind, Callable[[Typed], str]] = {
    ProposalKind.RULES: _rule,
    ProposalKind.DISBURSEMENTS: _payment,
    ProposalKind.SETTLEMENT: _settlement,
    ProposalKind.REVERSALS: _reversal,
}
_SEVERAL: Mapping[ProposalKind, Callable[[int], str]] = {
    ProposalKind.RULES: lambda count: ngettext("%(num)s rule", "%(num)s rules", count),
    ProposalKind.DISBURSEMENTS: lambda count: ngettext("%(num)s payment", "%(num)s payments", count),
    ProposalKind.SETTLEMENT: lambda count: ngettext("%(num)s settlement", "%(num)s settlements", count),
    ProposalKind.REVERSALS: lambda count: ngettext("%(num)s reversal", "%(num)s reversals", count),
}
